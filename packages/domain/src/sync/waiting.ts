// Whether a plan is applied at once (R14, R15).
import type { Hold } from './change.ts';

/** What an account does with its plans: apply them, hold those that remove much, ask before each. */
export const applyPolicies = ['apply', 'under-threshold', 'ask'] as const;
export type ApplyPolicy = (typeof applyPolicies)[number];

/** `preview`: somebody wants to look first; `held`: too much would go; `asks`: the account asks before anything is applied. */
export type Waiting = 'preview' | 'held' | 'asks';

/** What a plan waits for; undefined when it is applied at once. An empty answer is held whatever the policy. */
export function waitsFor(
  { preview, policy }: { preview: boolean; policy: ApplyPolicy },
  { holds, changes }: { holds: readonly Hold[]; changes: readonly unknown[] },
): Waiting | undefined {
  if (preview) return 'preview';
  if (holds.some(({ rule }) => rule === 'empty' || policy !== 'apply')) return 'held';
  return policy === 'ask' && changes.length > 0 ? 'asks' : undefined;
}

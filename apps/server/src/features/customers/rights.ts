import type { Reason } from '@licet/contract';
import { planLacks, reaches } from '@licet/domain';
import type { Lack } from '@licet/domain';
import type { Actor, Rights } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import type { BatchRow, Offboarding, StepRow } from './batch-store.ts';
import type { CustomerPlace } from './store.ts';

/** What somebody lacks to set a customer up, by the same rule before the wizard starts and when it works. */
export function lacksFor(rights: Pick<Rights, 'scope'>, customer: CustomerPlace, wants: { user: boolean; installer: boolean }): Lack[] {
  const place = {
    groupId: customer.group_id,
    sharedGroupIds: customer.shared_group_ids,
    authorityGroupId: customer.authority_group_id,
  };
  return planLacks((fn, level, group) => reaches(rights.scope(fn, level), group), place, wants);
}

/** What a step does, and so what it takes rights for: when it is started, worked on, and tried again. */
export function wantsOf({ kind, options }: Pick<BatchRow, 'kind' | 'options'>, { wanted }: StepRow): { user: boolean; installer: boolean } {
  if (kind === 'setup') return { user: Boolean(wanted.user), installer: Boolean(wanted.installer) };
  const { suspendUsers, revokeInstallers } = options as Offboarding;
  return { user: suspendUsers, installer: revokeInstallers };
}

/** The first of them as a code; the console shows all of them before anything is asked for. */
export function reasonOfLacks(customer: CustomerPlace, [first]: readonly Lack[]): Reason | undefined {
  return (
    first && {
      code: 'customer-right-missing',
      parameters: { customer: customer.name, function: first.function, level: first.level },
    }
  );
}

/** Why an archived customer is neither set up nor offboarded. */
export function reasonOfArchived(customer: Pick<CustomerPlace, 'name'>): Reason {
  return { code: 'customer-archived', parameters: { customer: customer.name } };
}

export function describeArchived(customer: Pick<CustomerPlace, 'name'>): string {
  return `${customer.name} is archived. Restore it, then try again.`;
}

export function describeLacks(customer: CustomerPlace, lacks: readonly Lack[]): string {
  const rights = [...new Set(lacks.map((lack) => `${lack.level} on ${lack.function}`))].join(', ');
  return `For ${customer.name} these rights are missing: ${rights}.`;
}

export function refuseLacking(customer: CustomerPlace, lacks: ReturnType<typeof lacksFor>): void {
  const [first] = lacks;
  const reason = reasonOfLacks(customer, lacks);
  if (!first || !reason) return;
  throw new Refusal('not-permitted', describeLacks(customer, lacks), {
    reason,
    needs: { function: first.function, level: first.level },
    remedy: 'Ask for these rights, or leave out what needs them.',
  });
}

/** Whoever is at home in a customer neither hides it nor brings it back: that is for those who serve it. */
export function refuseOwn(actor: Pick<Actor, 'homeGroupId'>, customer: CustomerPlace): void {
  if (actor.homeGroupId !== customer.group_id) return;
  throw new Refusal(
    'not-permitted',
    `${customer.name} is where you are at home: it is archived, restored and offboarded by those who serve it.`,
    {
      reason: { code: 'customer-own', parameters: { customer: customer.name } },
      remedy: 'Ask your provider.',
    },
  );
}

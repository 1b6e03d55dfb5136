// What of a problem with the mail is told to whom.
import type { SentReason } from '@licet/contract';
import { ALL_GROUP, reaches } from '@licet/domain';
import type { Actor } from '../../http/actor.ts';

const ofMailServer: readonly string[] = ['mail-unreachable', 'mail-insecure', 'mail-login-refused', 'mail-refused'];

/** What the mail server says, and where it is, is for those who read its settings. */
export function problemFor(actor: Actor, problem: SentReason | null): SentReason | null {
  if (!problem || !ofMailServer.includes(problem.code) || reaches(actor.scope('settings', 'read'), ALL_GROUP)) return problem;
  return { code: 'mail-not-delivered', parameters: {} };
}

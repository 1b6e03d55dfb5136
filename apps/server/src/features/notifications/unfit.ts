// Rules that nobody may make, and why.
import { ALL_GROUP, isOfAccounts } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { refuseUnknownGroups } from '../users/grants.ts';
import type { RuleValues } from './rule-store.ts';

/** Refuses a rule that would tell its maker nothing, or more than the maker sees, or would tell nobody. */
export async function refuseUnfit(tx: Tx, actor: Actor, rule: RuleValues): Promise<void> {
  await refuseUnknownGroups(tx, [String(rule.access_group_id)]);
  requireRight(actor, 'notifications', 'write', rule.access_group_id);
  // A rule tells no more than its owner sees.
  requireRight(actor, 'licenses', 'read', rule.access_group_id);
  if (isOfAccounts(rule.condition)) refuseAccounts(actor, rule.access_group_id);
  if (rule.recipients.length > 0 || rule.webhook_url !== null) return;
  throw new Refusal('malformed-request', 'The rule has neither recipients nor a webhook.', {
    errors: [
      { field: 'body.recipients', message: 'a recipient or a webhook is needed', reason: { code: 'rule-without-channel', parameters: {} } },
    ],
    remedy: 'Name a recipient or the address of a webhook.',
  });
}

function refuseAccounts(actor: Actor, groupId: number): void {
  if (groupId !== ALL_GROUP)
    throw new Refusal('conflict', 'Portal accounts are kept in All: a rule about them is, too.', {
      reason: { code: 'rule-of-accounts-elsewhere', parameters: {} },
      remedy: 'Keep the rule in All.',
    });
  requireRight(actor, 'portal-accounts', 'read', ALL_GROUP);
}

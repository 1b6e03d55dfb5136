// What linking an account asks and refuses, at its portal or out of a file.
import { ALL_GROUP } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import type { PortalConnector } from '../../portal/index.ts';
import { selectActiveRun } from '../sync/run-store.ts';
import type { Root } from './import-store.ts';
import { selectAccounts } from './store.ts';
import { accountView } from './views.ts';

/** The company that the login belongs to; refused unless the account may be linked (S2 to S4). */
export async function checkAccount(connector: PortalConnector): Promise<Root> {
  const check = await connector.check();
  if (check.ok) return check.root;
  throw new Refusal(check.refusal, check.message, { reason: check.reason, remedy: check.remedy });
}

/** Business accounts are refused before anything of them is read. */
export function refuseUnsupported(kind: string | null): void {
  if (kind !== 'eba') return;
  throw new Refusal('unsupported-portal-kind', 'ESET Business Account cannot be linked yet.', {
    reason: { code: 'business-account-unsupported', parameters: {} },
    remedy: 'Link an ESET MSP Administrator 2 account.',
  });
}

export function alreadyLinked(login: string): Refusal {
  return new Refusal('already-linked', `The login ${login} is linked already.`, {
    reason: { code: 'already-linked', parameters: { login } },
    remedy: 'Synchronize it, or change its password in its settings.',
  });
}

/** A run under way holds what it has read of the file before; it has to be through with it. */
export async function refuseWhileWorking(tx: Tx, accountId: number, login: string): Promise<void> {
  const active = await selectActiveRun(tx, accountId);
  if (!active || active.state === 'details') return;
  throw new Refusal('conflict', `A run of ${login} is at work with the file that was imported before.`, {
    reason: { code: 'file-while-working', parameters: { login } },
    remedy: 'Wait until it has ended, or stop it; then try again.',
  });
}

/** Accounts are the installation's, not a customer's. */
export function subjectOf(id: number, login: string) {
  return { groupId: ALL_GROUP, function: 'portal-accounts' as const, subject: { kind: 'portal-account' as const, id, name: login } };
}

export async function mustView(tx: Tx, id: number, actor: Actor) {
  const [row] = await selectAccounts(tx, id);
  if (!row) throw notFound('portal account');
  return accountView(row, actor);
}

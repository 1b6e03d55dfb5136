// The mirror of the setup: each step remembers what it changed.
import { holdsAll, reaches } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Rights } from '../../http/actor.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { selectUserGrants } from '../users/store.ts';
import type { BatchRow, Offboarding, StepEnd, StepRow } from './batch-store.ts';
import {
  disableUsers,
  lockEnabledUsers,
  lockStandingInstallers,
  revokeInstallers,
  selectRevisions,
  selectSetupRevision,
} from './offboarding-store.ts';
import type { ThingOfCustomer } from './offboarding-store.ts';
import { updateSetup } from './store.ts';
import type { CustomerPlace } from './store.ts';

/** Does as asked, as far as the starter's rights go: who holds more than the starter, and what is kept where the starter may not write, stays. */
export async function offboardOne(
  ctx: Context,
  tx: Tx,
  batch: BatchRow,
  rights: Rights,
  step: StepRow,
  customer: CustomerPlace,
): Promise<StepEnd> {
  const options = batch.options as Offboarding;
  const users = options.suspendUsers ? await suspendUsers(tx, rights, customer.group_id) : [];
  const installers = options.revokeInstallers ? await endInstallers(ctx, tx, rights, customer.group_id) : [];
  const [archived] = options.archive ? await updateSetup(tx, [customer.id], 'archived', { userId: batch.user_id, now: ctx.now() }) : [];
  const subject = { kind: 'group' as const, id: customer.group_id, name: customer.name };
  const before = archived && { setup: archived.before };
  const after = { usersSuspended: users.length, installersRevoked: installers.length, ...(archived && { setup: archived.after }) };
  const doer = { userId: batch.user_id as number, login: batch.login ?? '', requestId: `setup ${batch.id}` };
  await recordAudit(ctx, tx, doer, [
    ...users.map((user) => told(user, 'users', 'user-changed', { enabled: true }, { enabled: false })),
    ...installers.map((installer) => told(installer, 'installers', 'installer-revoked', { revoked: false }, { revoked: true })),
    {
      groupId: customer.group_id,
      function: 'groups-and-computers' as const,
      action: 'customer-offboarded',
      subject,
      ...(before && { before }),
      after,
    },
  ]);
  return {
    id: step.id,
    state: 'done',
    done: {
      users: await selectRevisions(tx, idsOf(users)),
      installers: idsOf(installers),
      setup: archived ? { was: archived.before, revision: await selectSetupRevision(tx, customer.id) } : null,
    },
  };
}

async function suspendUsers(tx: Tx, rights: Rights, groupId: number): Promise<ThingOfCustomer[]> {
  const users: ThingOfCustomer[] = [];
  for (const user of await lockEnabledUsers(tx, groupId)) {
    const writes = reaches(rights.scope('users', 'write'), user.group_id);
    if (writes && user.id !== rights.userId && holdsAll(rights, await selectUserGrants(tx, user.id))) users.push(user);
  }
  await disableUsers(tx, idsOf(users));
  return users;
}

async function endInstallers(ctx: Context, tx: Tx, rights: Rights, groupId: number): Promise<ThingOfCustomer[]> {
  const standing = await lockStandingInstallers(tx, groupId);
  const installers = standing.filter((installer) => reaches(rights.scope('installers', 'write'), installer.group_id));
  await revokeInstallers(tx, idsOf(installers), ctx.now());
  return installers;
}

export const idsOf = (things: ThingOfCustomer[]) => things.map((thing) => thing.id);

/** What was done to one of a customer's things, for the audit. */
export function told(
  thing: ThingOfCustomer,
  fn: 'users' | 'installers',
  action: Done['action'],
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Done {
  const kind = fn === 'users' ? 'user' : 'installer';
  return { groupId: thing.group_id, function: fn, action, subject: { kind, id: thing.id, name: thing.name }, before, after };
}

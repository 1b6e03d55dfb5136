// What keeps things working although a pool moves: installers made anew or given time, and rights for those who would lose sight.
import type { SightChange } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { mustSelectInstaller } from '../installers/make.ts';
import { copyInstaller } from '../installers/reissue.ts';
import { changeGrace, setRevoked } from '../installers/reissue-store.ts';
import type { ChangedInstaller } from '../installers/reissue-store.ts';
import { refuseMore } from '../users/grants.ts';
import { grantSet } from '../users/granting-store.ts';
import type { GrantedSet } from '../users/granting-store.ts';
import { selectHomes } from '../users/store.ts';
import { tellHolders } from '../users/tell-holders.ts';
import type { MovePlan } from './impact.ts';

export interface MoveOptions {
  reissueInstallers: boolean;
  grant: boolean;
  graceHours: number;
}

/** What undoing takes back. */
export interface Moved {
  from: number;
  to: number;
  /** Installers revoked in favour of new ones. */
  reissued: { old: number; new: number }[];
  /** Installers that were given a grace period. */
  graced: number[];
  /** Permission sets made for those who would have lost sight. */
  sets: GrantedSet[];
}

export async function keepWorking(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  plan: MovePlan,
  { to, poolName, reissueInstallers, grant, graceHours }: MoveOptions & { to: number; poolName: string },
): Promise<Pick<Moved, 'reissued' | 'graced' | 'sets'>> {
  const breaking = plan.installers.breaks;
  const reissued: Moved['reissued'] = [];
  const entries: Done[] = [];
  if (reissueInstallers) {
    for (const { id } of breaking) reissued.push({ old: id, new: await reissue(ctx, tx, actor, id, to) });
    const old = breaking.map((one) => one.id);
    await setRevoked(tx, old, ctx.now());
    entries.push(...breaking.map((one) => tellChanged(one, 'installer-revoked', { revoked: false }, { revoked: true })));
  }
  const graced = graceHours > 0 && !reissueInstallers ? breaking : [];
  for (const one of graced) requireRight(actor, 'installers', 'write', one.accessGroupId);
  const ids = graced.map((one) => one.id);
  entries.push(...(await tellGrace(tx, ids, new Date(ctx.now().getTime() + graceHours * 3_600_000))));
  if (grant && !plan.grantable)
    throw new Refusal(
      'conflict',
      'The new group holds licenses of others, or is where theirs come to, which whoever keeps sight would see as well.',
      {
        reason: { code: 'grant-shows-more', parameters: {} },
        remedy: 'Move the pool without granting sight, or to a group that is of nobody else, like Shared Objects.',
      },
    );
  const sets = grant ? await grantLosers(tx, actor, plan.users.lose, to, poolName, entries) : [];
  await recordAudit(ctx, tx, actor, entries);
  return { reissued, graced: ids, sets };
}

/** A new installer in place of one: the caller needs what making it would need, where both are kept and where computers go. */
async function reissue(ctx: Context, tx: Tx, actor: Actor, id: number, to: number): Promise<number> {
  const old = await mustSelectInstaller(tx, id);
  requireRight(actor, 'installers', 'write', old.access_group_id);
  requireRight(actor, 'installers', 'write', to);
  requireRight(actor, 'groups-and-computers', 'write', old.group_id);
  return copyInstaller(ctx, tx, actor, old, to);
}

async function grantLosers(
  tx: Tx,
  actor: Actor,
  lose: readonly SightChange[],
  to: number,
  poolName: string,
  entries: Done[],
): Promise<GrantedSet[]> {
  const losing = lose.map((one) => one.holderId);
  if (lose.length > 0) requireRight(actor, 'permission-sets', 'write', to);
  for (const home of await selectHomes(tx, losing)) requireRight(actor, 'users', 'write', home);
  const sets: GrantedSet[] = [];
  const granting = async () => {
    // To see and to use, not to move the pool on: that is for those who hold the new group.
    for (const [level, losers] of Map.groupBy(lose, (one) => (one.level === 'write' ? 'use' : one.level))) {
      refuseMore(actor, [{ function: 'licenses', level, groupIds: [to] }]);
      const name = `${[...poolName].slice(0, 150).join('')}: kept after the move (${level})`;
      const given = { name, level, users: losers.map((one) => one.holderId) };
      sets.push({ ...given, id: await grantSet(tx, to, given) });
    }
  };
  const ofUsers = await tellHolders(tx, losing, granting);
  entries.push(...sets.map((set) => tellSet(to, set, 'permission-set-created')), ...ofUsers);
  return sets;
}

/** A set made for a move, or taken back with it. */
export function tellSet(
  groupId: number,
  { id, name, level, users }: GrantedSet,
  action: 'permission-set-created' | 'permission-set-removed',
): Done {
  const facts = { rights: [`licenses: ${level}`], users: users.length };
  const subject = { kind: 'permission-set' as const, id, name };
  const made = action === 'permission-set-created';
  return { groupId, function: 'permission-sets', action, subject, before: made ? null : facts, after: made ? facts : null };
}

/** Sets the grace period of installers, or ends it, and tells it. */
export async function tellGrace(tx: Tx, ids: number[], until: Date | null): Promise<Done[]> {
  const told = (at: Date | null) => ({ graceUntil: at?.toISOString() ?? null });
  const changed = await changeGrace(tx, ids, until);
  return changed.map((one) => tellChanged(one, 'installer-changed', told(one.before), told(until)));
}

export function tellChanged(
  { id, name, accessGroupId }: ChangedInstaller,
  action: 'installer-changed' | 'installer-revoked',
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Done {
  return { groupId: accessGroupId, function: 'installers', action, subject: { kind: 'installer' as const, id, name }, before, after };
}

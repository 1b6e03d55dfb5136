// Moving a pool, with what keeps things working, and taking it back.
import type { SightChange } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import type { Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { mustSelectInstaller } from '../installers/make.ts';
import { copyInstaller } from '../installers/reissue.ts';
import { clearGrace, deleteUnusedInstallers, restoreRevoked, setGrace, setRevoked } from '../installers/reissue-store.ts';
import { insertOperation, lockOperation, noteUndone, selectOperation } from '../operations/store.ts';
import { deleteSetWithUsers, grantSet } from '../users/permission-sets-store.ts';
import { refuseMore, requireWrite } from '../users/grants.ts';
import { selectHomes } from '../users/store.ts';
import { mustViewPool } from './actions.ts';
import { planPoolMove } from './impact.ts';
import type { MovePlan } from './impact.ts';
import type { InstallerInPoolRow } from './impact-store.ts';
import { mayMove } from './may-move.ts';
import { insertMove, updateAccessGroup } from './store.ts';

export interface MoveOptions {
  reissueInstallers: boolean;
  grant: boolean;
  graceHours: number;
}

/** What undoing takes back. */
interface Moved {
  from: number;
  to: number;
  /** Installers revoked in favour of new ones. */
  reissued: { old: number; new: number }[];
  /** Installers that were given a grace period. */
  graced: number[];
  /** Permission sets made for those who would have lost sight. */
  sets: number[];
}

export async function movePool(context: Context, actor: Actor, poolId: number, { to, ...options }: MoveOptions & { to: number }) {
  // One moment for all of it: what the move did is known by it when it is taken back.
  const now = context.now();
  const ctx = { ...context, now: () => now };
  // The caller's own sight says whether the caller may; what follows from it reaches users and installers out of that sight.
  await ctx.db.read(actor.sight, (tx) => mayMove(tx, actor, poolId, to));
  const operationId = await ctx.db.transaction(wholeSight(actor), async (tx) => {
    const pool = await mayMove(tx, actor, poolId, to);
    const from = pool.access_group_id;
    if (from === to)
      throw new Refusal('conflict', 'The pool is in this group already.', { reason: { code: 'pool-already-there', parameters: {} } });
    const plan = await planPoolMove(tx, poolId, from, to, ctx.now());
    await place(ctx, tx, actor, { id: poolId, company_id: pool.company_id, name: pool.name }, from, to);
    const kept = await keepWorking(ctx, tx, actor, plan, { to, poolName: pool.name, ...options });
    const details: Moved = { from, to, ...kept };
    return insertOperation(tx, {
      kind: 'pool-move',
      userId: actor.userId,
      accessGroupId: to,
      subjectId: poolId,
      subjectName: pool.name,
      details,
      now: ctx.now(),
    });
  });
  const pool = await ctx.db.read(actor.sight, (tx) => mustViewPool(tx, actor, poolId));
  return { ...pool, operationId: String(operationId) };
}

async function keepWorking(
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
    entries.push(...breaking.map((one) => tellInstaller(one, 'installer-revoked', { revoked: true })));
  }
  const graced = graceHours > 0 && !reissueInstallers ? breaking : [];
  const until = new Date(ctx.now().getTime() + graceHours * 3_600_000);
  for (const one of graced) requireWrite(actor, 'installers', one.accessGroupId);
  await setGrace(
    tx,
    graced.map((one) => one.id),
    until,
  );
  entries.push(...graced.map((one) => tellInstaller(one, 'installer-changed', { graceUntil: until.toISOString() })));
  const sets = grant ? await grantLosers(tx, actor, plan.users.lose, to, poolName, entries) : [];
  await recordAudit(ctx, tx, actor, entries);
  return { reissued, graced: graced.map((one) => one.id), sets };
}

/** A new installer in place of one: the caller needs what making it would need, where both are kept and where computers go. */
async function reissue(ctx: Context, tx: Tx, actor: Actor, id: number, to: number): Promise<number> {
  const old = await mustSelectInstaller(tx, id);
  requireWrite(actor, 'installers', old.access_group_id);
  requireWrite(actor, 'installers', to);
  requireWrite(actor, 'groups-and-computers', old.group_id);
  return copyInstaller(ctx, tx, actor, old, to);
}

async function grantLosers(
  tx: Tx,
  actor: Actor,
  lose: readonly SightChange[],
  to: number,
  poolName: string,
  entries: Done[],
): Promise<number[]> {
  const sets: number[] = [];
  if (lose.length > 0) requireWrite(actor, 'permission-sets', to);
  for (const home of await selectHomes(
    tx,
    lose.map((one) => one.holderId),
  ))
    requireWrite(actor, 'users', home);
  for (const [level, losers] of Map.groupBy(lose, (one) => one.level)) {
    const right = { function: 'licenses' as const, level };
    refuseMore(actor, [{ ...right, groupIds: [to] }]);
    const name = `${[...poolName].slice(0, 150).join('')}: kept after the move (${level})`;
    const id = await grantSet(tx, { name, groupId: to, right, userIds: losers.map((one) => one.holderId) });
    sets.push(id);
    const subject = { kind: 'permission-set', id, name };
    const after = { rights: [`licenses: ${level}`], users: losers.length };
    entries.push({ groupId: to, function: 'permission-sets', action: 'permission-set-created', subject, after });
  }
  return sets;
}

function tellInstaller(one: InstallerInPoolRow, action: string, after: Record<string, unknown>): Done {
  return { groupId: one.accessGroupId, function: 'installers', action, subject: { kind: 'installer', id: one.id, name: one.name }, after };
}

/** Takes a move back; refused when somebody has moved the pool on since. */
export async function undoMove(ctx: Context, actor: Actor, id: number) {
  // Who may not see the pool, or may not move it back, is told so by the same rule as for any move.
  await ctx.db.read(actor.sight, async (tx) => {
    const operation = await selectOperation<Moved>(tx, 'pool-move', id);
    if (!operation) throw notFound('move');
    await mayMove(tx, actor, operation.subject_id, operation.details.from);
  });
  const poolId = await ctx.db.transaction(wholeSight(actor), async (tx) => {
    const operation = await lockOperation<Moved>(tx, 'pool-move', id);
    if (!operation) throw notFound('move');
    const { from, to, reissued, graced, sets } = operation.details;
    const pool = await mayMove(tx, actor, operation.subject_id, from);
    if (operation.undone_at || operation.expires_at <= ctx.now() || pool.access_group_id !== to)
      throw new Refusal('conflict', 'This move cannot be taken back any more.', {
        reason: { code: 'move-not-undoable', parameters: {} },
        remedy: 'The pool was moved on, or the move was taken back already. Move the pool to where it should be.',
      });
    await place(ctx, tx, actor, { id: pool.id, company_id: pool.company_id, name: pool.name }, to, from);
    // Only what this move revoked: one that was revoked for another reason since stays so.
    await restoreRevoked(
      tx,
      reissued.map((one) => one.old),
      operation.at,
    );
    await deleteUnusedInstallers(
      tx,
      reissued.map((one) => one.new),
      ctx.now(),
    );
    await clearGrace(tx, graced);
    for (const set of sets) await deleteSetWithUsers(tx, set);
    await noteUndone(tx, id, actor.userId, ctx.now());
    return pool.id;
  });
  return ctx.db.read(actor.sight, (tx) => mustViewPool(tx, actor, poolId));
}

async function place(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  pool: { id: number; company_id: number | null; name: string },
  from: number,
  to: number,
): Promise<void> {
  if (!(await updateAccessGroup(tx, pool.id, from, to)))
    throw new Refusal('conflict', 'The pool was moved by somebody else meanwhile.', {
      reason: { code: 'pool-moved-meanwhile', parameters: {} },
      remedy: 'Look again, then move it.',
    });
  await insertMove(tx, { poolId: pool.id, from, to, companyId: pool.company_id, userId: actor.userId, now: ctx.now() });
  // The customer who loses the pool and the one who gets it each have an entry; neither reads where it went or came from.
  const subject = { kind: 'pool', id: pool.id, name: pool.name };
  await recordAudit(ctx, tx, actor, [
    { groupId: from, function: 'licenses', action: 'pool-moved-away', subject },
    { groupId: to, function: 'licenses', action: 'pool-moved-here', subject },
  ]);
}

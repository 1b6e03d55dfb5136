// Moving a pool, with what keeps things working, and taking it back.
import type { Context } from '../../context.ts';
import { wholeSight } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import type { Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { mustSelectInstaller } from '../installers/make.ts';
import { copyInstaller } from '../installers/reissue.ts';
import { clearGrace, deleteUnusedInstallers, setGrace, setRevoked } from '../installers/reissue-store.ts';
import { insertOperation, lockOperation, noteUndone, selectOperation } from '../operations/store.ts';
import { deleteSetWithUsers, grantSet } from '../users/permission-sets-store.ts';
import { refuseMore } from '../users/grants.ts';
import { mustViewPool } from './actions.ts';
import { planPoolMove } from './impact.ts';
import type { MovePlan } from './impact.ts';
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

export async function movePool(ctx: Context, actor: Actor, poolId: number, { to, ...options }: MoveOptions & { to: number }) {
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
  const breaks = plan.installers.breaks.map((one) => one.id);
  const reissued: Moved['reissued'] = [];
  if (reissueInstallers) {
    for (const old of breaks) reissued.push({ old, new: await copyInstaller(ctx, tx, actor, await mustSelectInstaller(tx, old), to) });
    await setRevoked(tx, breaks, ctx.now());
  }
  const graced = graceHours > 0 && !reissueInstallers ? breaks : [];
  await setGrace(tx, graced, new Date(ctx.now().getTime() + graceHours * 3_600_000));
  const sets: number[] = [];
  if (grant) {
    for (const [level, losers] of Map.groupBy(plan.users.lose, (one) => one.level)) {
      const right = { function: 'licenses' as const, level };
      refuseMore(actor, [{ ...right, groupIds: [to] }]);
      const name = `${[...poolName].slice(0, 150).join('')}: kept after the move (${level})`;
      sets.push(await grantSet(tx, { name, groupId: to, right, userIds: losers.map((one) => one.holderId) }));
    }
  }
  return { reissued, graced, sets };
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
    await setRevoked(
      tx,
      reissued.map((one) => one.old),
      null,
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

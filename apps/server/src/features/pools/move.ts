// Moving a pool, with what keeps things working.
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import type { Tx } from '../../db/transaction.ts';
import { Refusal } from '../../http/refusal.ts';
import { recordAudit, tellGroup } from '../audit/record.ts';
import { selectSameChain } from '../audit/store.ts';
import { requestEvaluation } from '../notifications/request.ts';
import { insertOperation } from '../operations/store.ts';
import { mustViewPool } from './actions.ts';
import { planPoolMove } from './impact.ts';
import { keepWorking } from './keep-working.ts';
import type { Moved, MoveOptions } from './keep-working.ts';
import { mayMove } from './may-move.ts';
import { insertMove, updateAccessGroup } from './store.ts';

export async function movePool(context: Context, actor: Actor, poolId: number, { to, ...options }: MoveOptions & { to: number }) {
  // One moment for all of it: what the move did is known by it when it is taken back.
  const now = context.now();
  const ctx = { ...context, now: () => now };
  // The caller's own sight says whether the caller may; what follows from it reaches users and installers out of that sight.
  await ctx.db.read(actor.sight, (tx) => mayMove(tx, actor, poolId, to));
  const operationId = await ctx.db.transaction(wholeSight, async (tx) => {
    const pool = await mayMove(tx, actor, poolId, to);
    const from = pool.access_group_id;
    if (from === to)
      throw new Refusal('conflict', 'The pool is in this group already.', { reason: { code: 'pool-already-there', parameters: {} } });
    const plan = await planPoolMove(tx, poolId, from, to, ctx.now());
    await place(ctx, tx, actor, pool, from, to);
    const kept = await keepWorking(ctx, tx, actor, plan, { to, poolName: pool.name, ...options });
    const details: Moved = { from, to, ...kept };
    const id = await insertOperation(tx, {
      kind: 'pool-move',
      userId: actor.userId,
      accessGroupId: to,
      subjectId: poolId,
      subjectName: pool.name,
      details,
      now: ctx.now(),
    });
    await requestEvaluation(ctx, tx);
    return id;
  });
  const pool = await ctx.db.read(actor.sight, (tx) => mustViewPool(tx, actor, poolId));
  return { ...pool, operationId: String(operationId) };
}

export async function place(
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
  const subject = { kind: pool.company_id === null ? ('account-pool' as const) : ('pool' as const), id: pool.id, name: pool.name };
  await recordAudit(ctx, tx, actor, [
    { groupId: from, function: 'licenses', action: 'pool-moved-away', subject, before: await tellPlace(tx, from) },
    { groupId: to, function: 'licenses', action: 'pool-moved-here', subject, after: await tellPlace(tx, to) },
  ]);
}

/** Where it stood, or stands, as readers of that group's chain know it. */
async function tellPlace(tx: Tx, groupId: number): Promise<Record<string, unknown>> {
  return { accessGroup: tellGroup(await selectSameChain(tx, groupId, [groupId]), groupId) };
}

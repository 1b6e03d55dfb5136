// Taking a move back, with everything that came with it.
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { subjectOf, tellInstaller } from '../installers/make.ts';
import { deleteUnusedInstallers, restoreRevoked } from '../installers/reissue-store.ts';
import { selectInstallers } from '../installers/store.ts';
import { requestEvaluation } from '../notifications/request.ts';
import { lockOperation, noteUndone, selectOperation } from '../operations/store.ts';
import { deleteSetWithUsers, isAsGranted } from '../users/granting-store.ts';
import type { GrantedSet } from '../users/granting-store.ts';
import { selectSets } from '../users/permission-sets-store.ts';
import { tellHolders } from '../users/tell-holders.ts';
import { mustViewPool } from './actions.ts';
import { tellChanged, tellGrace, tellSet } from './keep-working.ts';
import type { Moved } from './keep-working.ts';
import { mayMove } from './may-move.ts';
import { place } from './move.ts';

/** Takes a move back; refused when somebody has moved the pool on since. Answers what it leaves, too. */
export async function undoMove(ctx: Context, actor: Actor, id: number) {
  // Who may not see the pool, or may not move it back, is told so by the same rule as for any move.
  await ctx.db.read(actor.sight, async (tx) => {
    const operation = await selectOperation<Moved>(tx, 'pool-move', id);
    if (!operation) throw notFound('move');
    await mayMove(tx, actor, operation.subject_id, operation.details.from);
  });
  const { poolId, changed } = await ctx.db.transaction(wholeSight, async (tx) => {
    const operation = await lockOperation<Moved>(tx, 'pool-move', id);
    if (!operation) throw notFound('move');
    const { from, to, reissued, graced, sets } = operation.details;
    const pool = await mayMove(tx, actor, operation.subject_id, from);
    if (operation.undone_at || operation.expires_at <= ctx.now() || pool.access_group_id !== to)
      throw new Refusal('conflict', 'This move cannot be taken back any more.', {
        reason: { code: 'move-not-undoable', parameters: {} },
        remedy: 'The pool was moved on, or the move was taken back already. Move the pool to where it should be.',
      });
    await place(ctx, tx, actor, pool, to, from);
    const ofInstallers = await restoreInstallers(ctx, tx, reissued, operation.at);
    const ofGrace = await tellGrace(tx, graced, null);
    const withdrawn = await withdrawSets(tx, to, sets);
    await recordAudit(ctx, tx, actor, [...ofInstallers, ...ofGrace, ...withdrawn.entries]);
    await noteUndone(tx, id, actor.userId, ctx.now());
    await requestEvaluation(ctx, tx);
    return { poolId: pool.id, changed: withdrawn.changed };
  });
  return ctx.db.read(actor.sight, async (tx) => ({
    ...(await mustViewPool(tx, actor, poolId)),
    kept: (await selectSets(tx, { ids: changed })).map((set) => ({ id: String(set.id), name: set.name })),
  }));
}

/** The old installers work again and the new ones go. Only what this move revoked: one revoked for another reason stays so. */
async function restoreInstallers(ctx: Context, tx: Tx, reissued: Moved['reissued'], movedAt: Date): Promise<Done[]> {
  const restored = await restoreRevoked(
    tx,
    reissued.map((one) => one.old),
    movedAt,
  );
  const made = await selectInstallers(tx, { ids: reissued.map((one) => one.new) });
  const { deleted, revoked } = await deleteUnusedInstallers(
    tx,
    made.map((one) => one.id),
    ctx.now(),
  );
  const entries: Done[] = [
    ...restored.map((one) => tellChanged(one, 'installer-changed', { revoked: true }, { revoked: false })),
    ...revoked.map((one) => tellChanged(one, 'installer-revoked', { revoked: false }, { revoked: true })),
  ];
  for (const row of made.filter((one) => deleted.has(one.id)))
    entries.push({ ...subjectOf(row), action: 'installer-removed', before: await tellInstaller(tx, row) });
  return entries;
}

/** Takes back what the move granted. What somebody has changed since is somebody's own, and stays. */
async function withdrawSets(tx: Tx, to: number, sets: GrantedSet[]): Promise<{ entries: Done[]; changed: number[] }> {
  const [same, changed]: [GrantedSet[], number[]] = [[], []];
  for (const set of sets) {
    const asGranted = await isAsGranted(tx, to, set);
    if (asGranted) same.push(set);
    else if (asGranted === false) changed.push(set.id);
  }
  const ofUsers = await tellHolders(
    tx,
    same.flatMap((set) => set.users),
    async () => {
      for (const set of same) await deleteSetWithUsers(tx, set.id);
    },
  );
  return { entries: [...same.map((set) => tellSet(to, set, 'permission-set-removed')), ...ofUsers], changed };
}

// Bringing a removed account back within 30 days, and forgetting it after them (R33).
import { noSightings } from '@licet/domain';
import type { Plan } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { requestEvaluation } from '../notifications/request.ts';
import { lockOperation, noteUndone, selectOperations, UNDO_DAYS } from '../operations/store.ts';
import { applyPlan, lockPlanning } from '../sync/apply/apply.ts';
import { alreadyLinked, mustView, subjectOf } from './linking.ts';
import { isPurged, purgeAccounts, reviveAccount, selectSeenCompanies, selectStillGone } from './removal-store.ts';
import type { Removed } from './removal.ts';
import { isLinked } from './store.ts';

export async function listRemoved(ctx: Context) {
  const rows = await ctx.db.read(wholeSight, (tx) => selectOperations<Removed>(tx, 'account-removal', ctx.now()));
  return rows.map((row) => ({
    id: String(row.id),
    login: row.subject_name,
    removedAt: row.at.toISOString(),
    removedBy: row.by,
    licenses: row.details.licenses.length,
    until: row.expires_at.toISOString(),
  }));
}

/** The inverse of the removal: what it took comes back, except what another account has brought back meanwhile. */
export async function restoreAccount(ctx: Context, actor: Actor, operationId: number) {
  return ctx.db.transaction(wholeSight, async (tx) => {
    await lockPlanning(tx);
    const operation = await lockOperation<Removed>(tx, 'account-removal', operationId);
    if (!operation) throw notFound('removed account');
    // The clock may have been ahead when the secrets were forgotten.
    if (operation.undone_at || operation.expires_at <= ctx.now() || (await isPurged(tx, operation.subject_id)))
      throw new Refusal('conflict', 'This removal cannot be taken back any more.', {
        reason: { code: 'removal-not-undoable', parameters: {} },
        remedy: 'Link the account again with its login and password.',
      });
    const { subject_id: id, subject_name: login, details } = operation;
    if (await isLinked(tx, login)) throw alreadyLinked(login);
    const revision = await reviveAccount(tx, id, ctx.now());
    const gone = await selectStillGone(tx, id, details.licenses, details.companies);
    const plan: Plan = {
      revision,
      changes: [
        ...gone.companies.map((upstreamId) => ({ kind: 'company-returned' as const, upstreamId })),
        ...gone.licenses.map((licenseId) => ({ kind: 'license-returned' as const, licenseId })),
      ],
      // What it sees again: companies that stayed with another account hang once more where all accounts together see them.
      sightings: { ...noSightings(), companies: await selectSeenCompanies(tx, id) },
      holds: [],
    };
    const done = await applyPlan(tx, { accountId: id, runId: null, userId: actor.userId, now: ctx.now() }, plan);
    await noteUndone(tx, operationId, actor.userId, ctx.now());
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(id, login), action: 'account-restored' }, ...done]);
    await requestEvaluation(ctx, tx);
    return mustView(tx, id, actor);
  });
}

/** Accounts that nobody can bring back any more lose their password and the keys that they listed. */
export async function purgeRemoved(ctx: Context): Promise<void> {
  const before = new Date(ctx.now().getTime() - UNDO_DAYS * 86_400_000);
  await ctx.db.transaction(wholeSight, async (tx) => {
    const purged = await purgeAccounts(tx, before, ctx.now());
    await recordAudit(
      ctx,
      tx,
      null,
      purged.map(({ id, login }) => ({ ...subjectOf(id, login), action: 'account-purged' })),
    );
  });
}

// Removing an account takes all its pools (S20, R33). What it will take is planned by the same function that then takes it.
import { ALL_GROUP, planRemoval } from '@licet/domain';
import type { Plan } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { pathOf, selectGroupNames, selectPaths } from '../groups/store.ts';
import { requestEvaluation } from '../notifications/request.ts';
import { insertOperation } from '../operations/store.ts';
import { applyPlan, lockPlanning } from '../sync/apply/apply.ts';
import { selectMovesWithout } from '../sync/apply/places.ts';
import { selectKnown } from '../sync/known-store.ts';
import { endAccount, selectCompanyIds, selectRemovalNames } from './removal-store.ts';
import { subjectOf } from './linking.ts';
import { selectLogin } from './store.ts';

export async function showRemoval(ctx: Context, id: number) {
  return ctx.db.read(wholeSight, async (tx) => {
    const { plan } = await mustPlan(tx, id);
    const { licenses, companies } = removedBy(plan);
    const names = await selectRemovalNames(tx, licenses.map(Number), companies, plan.sightings.companiesGone, id);
    const paths = await selectPaths(
      tx,
      names.groups.map((group) => group.id),
    );
    const moves = await selectMoves(tx, plan.sightings.companiesGone, id);
    return {
      pools: names.pools.map((pool) => ({ id: String(pool.id), name: pool.name, licenses: pool.licenses })),
      unlinkedGroups: names.groups.map((group) => ({ id: String(group.id), name: group.name, ...pathOf(paths, group.id) })),
      movedGroups: moves.map((move) => ({ ...move, id: String(move.id) })),
      keptCompanies: names.kept.map((company) => ({ name: company.name, seenBy: company.seen_by })),
      installers: names.installers.map((installer) => ({ id: String(installer.id), name: installer.name })),
    };
  });
}

export async function removeAccount(ctx: Context, actor: Actor, id: number, confirmLogin: string): Promise<void> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    await lockPlanning(tx);
    const { login, plan } = await mustPlan(tx, id);
    if (confirmLogin.trim().toLowerCase() !== login.toLowerCase()) {
      throw new Refusal('login-mismatch', 'The login given as confirmation is not that of this account.', {
        reason: { code: 'login-mismatch', parameters: { login } },
        remedy: `Type ${login} to remove it.`,
      });
    }
    // One moment for all of it: what went with the removal is known by it when the removal is taken back.
    const now = ctx.now();
    const done = await applyPlan(tx, { accountId: id, runId: null, userId: actor.userId, now }, plan);
    await endAccount(tx, id, now);
    await insertOperation(tx, {
      kind: 'account-removal',
      userId: actor.userId,
      accessGroupId: ALL_GROUP,
      subjectId: id,
      subjectName: login,
      details: removedBy(plan),
      now,
    });
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(id, login), action: 'account-removed' }, ...done]);
    await requestEvaluation(ctx, tx);
  });
}

/** What a removal took, as ids. */
export interface Removed {
  licenses: string[];
  /** Upstream ids of companies that no account sees any more. */
  companies: string[];
}

/** Groups that companies which stay have at another place afterwards, with where they hang and where they will. */
async function selectMoves(tx: Tx, keptCompanies: string[], accountId: number) {
  const moves = await selectMovesWithout(tx, await selectCompanyIds(tx, keptCompanies), accountId);
  const ids = moves.map((move) => move.id);
  const [names, from, to] = [await selectGroupNames(tx, ids), await selectPaths(tx, ids), await selectPaths(tx, ids, { moves })];
  return ids.map((id) => ({ id, name: names.get(id) ?? '', from: pathOf(from, id), to: pathOf(to, id) }));
}

function removedBy(plan: Plan): Removed {
  return {
    licenses: plan.changes.flatMap((change) => (change.kind === 'license-gone' ? [change.licenseId] : [])),
    companies: plan.changes.flatMap((change) => (change.kind === 'company-gone' ? [change.upstreamId] : [])),
  };
}

async function mustPlan(tx: Tx, id: number): Promise<{ login: string; plan: Plan }> {
  const account = await selectLogin(tx, id);
  if (!account) throw notFound('portal account');
  return { login: account.login, plan: planRemoval(await selectKnown(tx, id, 'all', [])) };
}

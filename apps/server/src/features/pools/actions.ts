import type { PoolRow as PoolView } from '@licet/contract';
import { planSightChange } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { system } from '../../db/transaction.ts';
import { reaches } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { pathOf, selectGroup, selectPath, selectPaths } from '../groups/store.ts';
import type { GroupPath } from '../groups/store.ts';
import {
  countPoolLicenses,
  insertMove,
  selectAncestors,
  selectLicenseGrants,
  selectPool,
  selectPools,
  selectVisibleUsers,
  updateAccessGroup,
} from './store.ts';
import type { PoolListRow, PoolQuery } from './store.ts';

export async function listPools(ctx: Context, actor: Actor, query: Omit<PoolQuery, 'groups'>) {
  return ctx.db.read(actor.sight, async (tx) => {
    const { rows, total } = await selectPools(tx, { ...query, groups: actor.licenseGroups });
    const paths = await selectPaths(tx, [...new Set(rows.map((row) => row.stood_in))]);
    return { rows: rows.map((row) => poolView(row, paths, actor)), total };
  });
}

/** Who gains and who loses sight. Worked out over all users; the caller is told the names of those in the caller's sight. */
export async function planMove(ctx: Context, actor: Actor, poolId: number, to: number) {
  const seen = await ctx.db.read(actor.sight, async (tx) => {
    const pool = await mayMove(tx, actor, poolId, to);
    return {
      from: { id: String(pool.access_group_id), ...(await selectPath(tx, pool.access_group_id)) },
      to: { id: String(to), ...(await selectPath(tx, to)) },
      licenses: await countPoolLicenses(tx, poolId),
      users: await selectVisibleUsers(tx),
    };
  });
  const { gain, lose } = await ctx.db.read(system, async (tx) => {
    const rights = (await selectLicenseGrants(tx)).map((row) => ({
      userId: row.user_id,
      login: row.login,
      level: row.level,
      groupIds: row.group_ids,
    }));
    return planSightChange(rights, await selectAncestors(tx, Number(seen.from.id)), await selectAncestors(tx, to));
  });
  const { users, ...move } = seen;
  const named = (list: typeof gain) => list.filter((one) => users.has(one.userId)).map((one) => ({ ...one, userId: String(one.userId) }));
  const shown = { gain: named(gain), lose: named(lose) };
  return { ...move, ...shown, others: gain.length + lose.length - shown.gain.length - shown.lose.length };
}

export async function movePool(ctx: Context, actor: Actor, poolId: number, to: number): Promise<PoolView> {
  await ctx.db.transaction(actor.sight, async (tx) => {
    const pool = await mayMove(tx, actor, poolId, to);
    const from = pool.access_group_id;
    if (from === to)
      throw new Refusal('conflict', 'The pool is in this group already.', { reason: { code: 'pool-already-there', parameters: {} } });
    if (!(await updateAccessGroup(tx, poolId, from, to)))
      throw new Refusal('conflict', 'The pool was moved by somebody else meanwhile.', {
        reason: { code: 'pool-moved-meanwhile', parameters: {} },
        remedy: 'Look again, then move it.',
      });
    await insertMove(tx, { poolId, from, to, companyId: pool.company_id, userId: actor.userId, now: ctx.now() });
    // The customer who loses the pool and the one who gets it each have an entry; neither reads where it went or came from.
    const subject = { kind: 'pool', id: poolId, name: pool.name };
    await recordAudit(ctx, tx, actor, [
      { groupId: from, function: 'licenses', action: 'pool-moved-away', subject },
      { groupId: to, function: 'licenses', action: 'pool-moved-here', subject },
    ]);
  });
  return ctx.db.transaction(actor.sight, async (tx) => {
    const { rows } = await selectPools(tx, {
      filter: { poolId: String(poolId), gone: 'show' },
      groups: 'all',
      sort: 'name',
      order: 'asc',
      offset: 0,
      limit: 1,
    });
    const [row] = rows;
    if (!row) throw notFound('pool');
    return poolView(row, await selectPaths(tx, [row.stood_in]), actor);
  });
}

/** Refuses a move that the caller lacks the rights for: write on licenses in the old group and in the new one (R31). */
async function mayMove(tx: Tx, actor: Actor, poolId: number, to: number) {
  const pool = await selectPool(tx, poolId);
  if (!pool) throw notFound('pool');
  const group = await selectGroup(tx, to);
  if (!group) throw notFound('group');
  const writable = actor.scope('licenses', 'write');
  for (const [id, which, code] of [
    [pool.access_group_id, 'the group that it is in', 'move-from-refused'],
    [to, 'the group that it is to go to', 'move-to-refused'],
  ] as const) {
    if (reaches(writable, id)) continue;
    throw new Refusal('not-permitted', `Moving the pool needs write on licenses in ${which}.`, {
      reason: { code, parameters: {} },
      needs: { function: 'licenses', level: 'write' },
    });
  }
  return pool;
}

function poolView(row: PoolListRow, paths: Map<number, GroupPath>, actor: Actor): PoolView {
  return {
    id: String(row.id),
    name: row.name,
    licenseUser: { kind: row.license_user_kind as PoolView['licenseUser']['kind'], name: row.name },
    companyUpstreamId: row.company_upstream_id,
    accessGroup: { id: String(row.stood_in), name: row.group_name ?? '', ...pathOf(paths, row.stood_in) },
    licenses: row.licenses,
    quantity: row.quantity,
    usage: row.usage,
    unknownQuantity: row.unknown_quantity,
    unknownUsage: row.unknown_usage,
    state: row.state as PoolView['state'],
    accounts: row.accounts,
    can: { move: reaches(actor.scope('licenses', 'write'), row.access_group_id) },
  };
}

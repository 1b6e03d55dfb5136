import type { PoolRow as PoolView } from '@licet/contract';
import { reaches } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { momentOf } from '../groups/relation.ts';
import { pathOf, selectPaths } from '../groups/store.ts';
import type { GroupPath } from '../groups/store.ts';
import { selectPools } from './store.ts';
import type { PoolListRow, PoolQuery } from './store.ts';

export async function listPools(ctx: Context, actor: Actor, query: Omit<PoolQuery, 'groups'>) {
  return ctx.db.read(actor.sight, async (tx) => {
    const { rows, total } = await selectPools(tx, { ...query, groups: actor.licenseGroups });
    const paths = await selectPaths(tx, [...new Set(rows.map((row) => row.stood_in))], { asOf: momentOf(query.filter.asOf) });
    return { rows: rows.map((row) => poolView(row, paths, actor)), total };
  });
}

export async function mustViewPool(tx: Tx, actor: Actor, poolId: number): Promise<PoolView> {
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

import type { GroupNode } from '@licet/contract';
import { companyType } from '@licet/domain';
import type { CompanyStatus } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { momentOf } from './relation.ts';
import { selectGroup, selectGroups, selectPath } from './store.ts';
import type { GroupRow } from './store.ts';

export async function listGroups(
  ctx: Context,
  actor: Actor,
  { for: purpose, asOf }: { for: 'computers' | 'access'; asOf?: string | undefined },
) {
  const rows = await ctx.db.read(actor.sight, (tx) => selectGroups(tx, purpose, momentOf(asOf)));
  return rows.map(nodeView);
}

export async function showGroup(ctx: Context, actor: Actor, id: number, asOf?: string) {
  return ctx.db.read(actor.sight, async (tx) => {
    const row = await selectGroup(tx, id, momentOf(asOf));
    if (!row) throw notFound('group');
    const company =
      row.company_id === null
        ? null
        : {
            id: String(row.company_id),
            upstreamId: row.upstream_id ?? '',
            type: companyType(row.type),
            status: row.company_status as CompanyStatus,
            customIdentifier: row.custom_identifier,
            accounts: row.accounts,
          };
    const counts = { groups: row.groups, pools: row.pools, licenses: row.licenses, users: row.users };
    return { ...nodeView(row), ...(await selectPath(tx, id, momentOf(asOf))), company, counts };
  });
}

function nodeView(row: GroupRow): GroupNode {
  return {
    id: String(row.id),
    parentId: row.parent_id === null ? null : String(row.parent_id),
    kind: row.kind as GroupNode['kind'],
    name: row.name,
    setup: row.setup as GroupNode['setup'],
    companyStatus: row.company_status as GroupNode['companyStatus'],
  };
}

import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { companyRelation, groupRelation, wasRemoved } from '../groups/relation.ts';
import { licenseRelation } from '../licenses/relation.ts';
import { wantedIn } from '../licenses/past-relation.ts';

/** Accounts that were linked at a moment, and how old what was known of the structure was then. */
export async function selectPastAccounts(tx: Tx, asOf: Date) {
  const { rows } = await sql<{ id: number; login: string; kinds: string[]; structure_at: Date | null }>`
    select a.id, a.login, a.kinds, (select max(r.structure_at) from sync_runs r where r.account_id = a.id and r.structure_at <= ${asOf}) as structure_at
    from portal_accounts a where a.linked_at <= ${asOf} and not ${wasRemoved(sql`a.id`, asOf)} order by a.id`.execute(tx);
  return rows;
}

export async function selectExportedCompanies(tx: Tx, asOf: Date | undefined) {
  const { rows } = await sql<{
    upstream_id: string;
    parent_upstream_id: string | null;
    name: string;
    type: number | null;
    state: string;
    group_id: number | null;
    setup: string | null;
  }>`
    with c as materialized (select * from ${companyRelation(asOf)} c)
    select c.upstream_id, p.upstream_id as parent_upstream_id, c.name, c.type, c.status as state, c.group_id, c.setup
    from c left join ${asOf ? groupRelation(asOf) : sql`groups`} g on g.id = c.group_id left join c p on p.group_id = g.parent_id
    order by c.upstream_id`.execute(tx);
  return rows;
}

/** Access groups of the licenses in sight: how the past is read best hangs on them. */
type Groups = Parameters<typeof wantedIn>[0];

export async function selectExportedPools(tx: Tx, asOf: Date | undefined, groups: Groups) {
  const { rows } = await sql<{ id: number; upstream_id: string | null; access_group_id: number }>`
    select p.id, c.upstream_id, min(r.stood_in) as access_group_id
    from ${licenseRelation(asOf, wantedIn(groups))} r join pools p on p.id = r.pool_id left join companies c on c.id = p.company_id
    group by p.id, c.upstream_id order by p.id`.execute(tx);
  return rows;
}

export async function selectExportedLicenses(tx: Tx, asOf: Date | undefined, groups: Groups) {
  const { rows } = await sql<{
    public_id: string | null;
    product_code: string;
    product_name: string;
    type: string;
    state: string;
    quantity: number | null;
    usage: number | null;
    expires: string | null;
    license_user_kind: string;
    license_user: string;
    upstream_id: string;
    pool_id: number;
    tags: string[];
    gone: boolean;
  }>`
    select r.public_id, r.product_code, r.product_name, r.type, r.state, r.quantity, r.usage, r.expires, r.license_user_kind, r.license_user,
      coalesce(c.upstream_id, '') as upstream_id, r.pool_id, r.tags, r.gone
    from ${licenseRelation(asOf, wantedIn(groups))} r left join companies c on c.id = r.company_id
    where r.public_id is not null or not r.gone
    order by r.public_id nulls last, r.product_code, r.id`.execute(tx);
  return rows;
}

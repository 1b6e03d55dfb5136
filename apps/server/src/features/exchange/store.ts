import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { companySetup } from '../groups/store.ts';

export async function selectExportedCompanies(tx: Tx) {
  const { rows } = await sql<{
    upstream_id: string;
    parent_upstream_id: string | null;
    name: string;
    type: number | null;
    state: string;
    group_id: number;
    setup: string;
  }>`
    select c.upstream_id, p.upstream_id as parent_upstream_id, c.name, c.type, c.status as state, c.group_id,
      ${companySetup} as setup
    from companies c left join groups g on g.id = c.group_id left join companies p on p.group_id = g.parent_id
    order by c.upstream_id`.execute(tx);
  return rows;
}

export async function selectExportedPools(tx: Tx) {
  const { rows } = await sql<{ id: number; upstream_id: string | null; access_group_id: number }>`
    select p.id, c.upstream_id, p.access_group_id from pools p left join companies c on c.id = p.company_id
    where exists (select from licenses l where l.pool_id = p.id) order by p.id`.execute(tx);
  return rows;
}

export async function selectExportedLicenses(tx: Tx) {
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
    select l.public_id, s.product_code, s.product_name, l.type, l.state, s.quantity, s.usage, l.expires, s.license_user_kind, s.license_user,
      coalesce(c.upstream_id, '') as upstream_id, s.pool_id, l.tags, s.gone
    from shares s join licenses l on l.id = s.license_id left join companies c on c.id = l.company_id
    where l.public_id is not null or not s.gone
    order by l.public_id nulls last, s.product_code, s.id`.execute(tx);
  return rows;
}

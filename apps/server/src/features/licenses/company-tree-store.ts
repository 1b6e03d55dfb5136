import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import { companyRelation, groupRelation } from '../groups/relation.ts';
import { standingLicenses } from './relation.ts';

export interface CompanyNode {
  id: number;
  parent_id: number | null;
  name: string;
  type: number | null;
  status: string;
  licenses: number;
  state: string | null;
  archived: boolean;
}

/** Companies with licenses in sight and the companies above them, as far as those are in sight; parents by the group tree. */
export async function selectCompanyTree(tx: Tx, asOf?: Date): Promise<CompanyNode[]> {
  const once = asOf ? sql`materialized` : sql`not materialized`;
  const { rows } = await sql<CompanyNode>`
    with recursive c as ${once} (select * from ${companyRelation(asOf)} c),
    g as ${once} (select id, parent_id from ${asOf ? groupRelation(asOf) : sql`groups`} g),
    own as (
      select l.company_id, count(*) as licenses,
        (array_agg(l.state order by array_position(array['error', 'warning', 'suspended', 'obsolete', 'unknown', 'normal'], l.state)))[1] as state
      from ${standingLicenses(asOf)} l group by l.company_id
    ),
    up as (
      select c.id, g.parent_id from c join own o on o.company_id = c.id left join g on g.id = c.group_id
      union
      select c.id, g.parent_id from up u join c on c.group_id = u.parent_id join g on g.id = c.group_id
    )
    select c.id, p.id as parent_id, c.name, c.type, c.status, coalesce(o.licenses, 0) as licenses, o.state, c.archived
    from up u join c on c.id = u.id left join c p on p.group_id = u.parent_id left join own o on o.company_id = c.id
    order by c.name, c.id`.execute(tx);
  return rows;
}

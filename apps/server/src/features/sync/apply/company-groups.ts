// Groups that mirror companies: made with them, made anew, and of another kind once a company manages others.
import { managingCompanyTypes } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';
import type { Applying } from './applying.ts';
import type { History } from './history.ts';
import { eachPortion, reserveIds } from './rows.ts';

export interface Company {
  id: number;
  /** Null: its group was deleted after every account had lost it. */
  groupId: number | null;
}

/** Groups for companies, with Shared Objects under those that manage others; they are hung in their places later. */
export async function makeGroups(tx: Tx, now: Date, companies: { name: string; type: number | null }[]): Promise<number[]> {
  const parent = await ensureCompaniesGroup(tx, now);
  const groupIds = await reserveIds(tx, 'groups', companies.length);
  const groups = companies.map((company, i) => ({
    id: groupIds[i],
    parent_id: parent,
    kind: managingCompanyTypes.includes(company.type ?? 0) ? 'msp' : 'customer',
    name: company.name,
  }));
  const managers = groups.filter((group) => group.kind === 'msp');
  const sharedIds = await reserveIds(tx, 'groups', managers.length);
  const shared = managers.map((group, i) => ({ id: sharedIds[i], parent_id: group.id, kind: 'shared-objects', name: 'Shared Objects' }));
  await eachPortion(
    tx,
    [...groups, ...shared],
    (json) => sql`
      insert into groups (id, parent_id, kind, name, created_at)
      select r.*, ${now} from json_to_recordset(${json}) as r(id integer, parent_id integer, kind text, name text)`,
  );
  return groupIds;
}

/** A company that comes back after its group was deleted gets a new one, and is set up anew. Answers the new groups. */
export async function regroup(tx: Tx, applying: Applying, companies: Map<string, Company>, history: History): Promise<number[]> {
  const homeless = [...companies.values()].filter((company) => company.groupId === null);
  if (homeless.length === 0) return [];
  const facts = await tx
    .selectFrom('companies')
    .select(['id', 'name', 'type', 'setup'])
    .where(
      'id',
      'in',
      homeless.map((company) => company.id),
    )
    .execute();
  const groupIds = await makeGroups(tx, applying.now, facts);
  for (const [i, { id, setup }] of facts.entries()) {
    const group_id = groupIds[i] as number;
    await tx.updateTable('companies').set({ group_id, setup: 'not-set-up', archived_from: null }).where('id', '=', id).execute();
    history.company('group-changed', id, group_id, { groupId: null, setup }, { groupId: group_id, setup: 'not-set-up' });
    // Its pools stood in All meanwhile, with nothing but history in them.
    await sql`
      with moved as (
        update pools p set access_group_id = ${group_id} where p.company_id = ${id} and p.access_group_id = 1
          and not exists (select from licenses l where l.pool_id = p.id and l.gone_at is null) returning p.id
      )
      insert into changes (at, user_id, kind, company_id, pool_id, access_group_id, before, after)
      select ${applying.now}, ${applying.userId}, 'pool-moved', ${id}::integer, id, ${group_id}::integer,
        '{"accessGroupId": 1}', jsonb_build_object('accessGroupId', ${group_id}::integer) from moved`.execute(tx);
    for (const company of homeless) if (company.id === id) company.groupId = group_id;
  }
  return groupIds;
}

/** The group that every mirrored company stands under; made with the first of them. */
async function ensureCompaniesGroup(tx: Tx, now: Date): Promise<number> {
  const found = await tx.selectFrom('groups').select('id').where('kind', '=', 'companies').executeTakeFirst();
  if (found) return found.id;
  const made = await tx
    .insertInto('groups')
    .values({ parent_id: 1, kind: 'companies', name: 'Companies', created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return made.id;
}

interface Retyped {
  id: number;
  groupId: number;
  groupKind: string;
}

/** A company that turns out to manage others gets the group and the Shared Objects of one. Answers those whose group was of another kind. */
export async function retypeGroups(tx: Tx, now: Date, companyIds: (number | undefined)[]): Promise<Retyped[]> {
  const managing = sql`c.id = any(${companyIds}::integer[]) and c.type = any(${managingCompanyTypes}::integer[])`;
  const { rows } = await sql<Retyped>`
    update groups g set kind = 'msp' from companies c join groups was on was.id = c.group_id
    where c.group_id = g.id and g.kind <> 'msp' and ${managing} returning c.id, g.id as "groupId", was.kind as "groupKind"`.execute(tx);
  await sql`
    insert into groups (parent_id, kind, name, created_at) select c.group_id, 'shared-objects', 'Shared Objects', ${now} from companies c
    where ${managing} and not exists (select from groups s where s.parent_id = c.group_id and s.kind = 'shared-objects')`.execute(tx);
  return rows;
}

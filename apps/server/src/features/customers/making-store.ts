// What a setup makes, set by set: many customers in one statement.
import type { Right } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface SetToMake {
  company_id: number;
  access_group_id: number;
  made_as: 'home' | 'shared-above';
  name: string;
  group_ids: number[];
}

export interface CompanySet {
  id: number;
  company_id: number;
  made_as: SetToMake['made_as'];
  /** It was not there before. */
  fresh: boolean;
}

/** Makes the permission sets that companies do not have yet; answers the sets of all of them. */
export async function ensureCompanySets(
  tx: Tx,
  sets: SetToMake[],
  rights: Record<SetToMake['made_as'], readonly Right[]>,
): Promise<CompanySet[]> {
  const list = Object.entries(rights).flatMap(([made_as, held]) => held.map((right) => ({ made_as, ...right })));
  const { rows } = await sql<CompanySet>`
    with wanted as (
      select * from json_to_recordset(${JSON.stringify(sets)}::json)
        as r(company_id integer, access_group_id integer, made_as text, name text, group_ids integer[])
    ),
    made as (
      insert into permission_sets (name, access_group_id, company_id, made_as)
      select name, access_group_id, company_id, made_as from wanted w
      where not exists (select from permission_sets p where p.company_id = w.company_id and p.made_as = w.made_as)
      returning id, company_id, made_as
    ),
    placed as (
      insert into permission_set_groups (permission_set_id, group_id)
      select m.id, unnest(w.group_ids) from made m join wanted w using (company_id, made_as)
    ),
    filled as (
      insert into permission_set_rights (permission_set_id, function, level)
      select m.id, r.function, r.level from made m
      join json_to_recordset(${JSON.stringify(list)}::json) as r(made_as text, function text, level text) on r.made_as = m.made_as
    )
    select company_id, id, made_as, true as fresh from made
    union all select p.company_id, p.id, p.made_as, false from permission_sets p join wanted w using (company_id, made_as)`.execute(tx);
  return rows;
}

export interface UserToMake {
  company_id: number;
  login: string;
  name: string;
  language: string;
  password_hash: string;
  home_group_id: number;
  tags: string[];
  auto_logout_minutes: number;
  must_change_password: boolean;
  set_ids: number[];
}

/** Makes users with their sets; answers those made, by company: a login that was taken is missing. */
export async function insertCompanyUsers(tx: Tx, users: UserToMake[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ company_id: number; id: number }>`
    with wanted as (
      select *, array(select json_array_elements_text(r.tag_list)) as tags from json_to_recordset(${JSON.stringify(users.map(({ tags, ...user }) => ({ ...user, tag_list: tags })))}::json)
        as r(company_id integer, login text, name text, language text, password_hash text, home_group_id integer, tag_list json,
          auto_logout_minutes integer, must_change_password boolean, set_ids integer[])
    ),
    made as (
      insert into users (company_id, login, name, language, password_hash, home_group_id, tags, auto_logout_minutes, must_change_password)
      select company_id, login, name, language, password_hash, home_group_id, tags, auto_logout_minutes, must_change_password from wanted
      on conflict (lower(login)) do nothing returning id, company_id
    ),
    given as (
      insert into user_permission_sets (user_id, permission_set_id) select m.id, unnest(w.set_ids) from made m join wanted w using (company_id)
    )
    select company_id, id from made`.execute(tx);
  return new Map(rows.map((row) => [row.company_id, row.id]));
}

export interface InstallerToMake {
  company_id: number;
  name: string;
  group_id: number;
  share_id: number | null;
  expires_at: string | null;
  use_limit: number | null;
  created_by: number | null;
  /** Hexadecimal. */
  secret_hash: string;
  secret_sealed: string;
}

/** Makes installers with their tokens; answers those made, by company: without an authority there is none. */
export async function insertCompanyInstallers(tx: Tx, installers: InstallerToMake[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ company_id: number; id: number }>`
    with wanted as (
      select r.*, nextval('installers_id_seq')::integer as id from json_to_recordset(${JSON.stringify(installers)}::json)
        as r(company_id integer, name text, group_id integer, share_id bigint, expires_at timestamptz, use_limit integer, created_by integer,
          secret_hash text, secret_sealed text)
    ),
    made as (
      insert into installers (id, name, access_group_id, group_id, share_id, authority_id, expires_at, use_limit, created_by)
      select w.id, w.name, w.group_id, w.group_id, w.share_id, a.id, w.expires_at, w.use_limit, w.created_by
      from wanted w cross join lateral authority_of(w.group_id) a returning id
    ),
    tokens as (
      insert into installer_tokens (installer_id, access_group_id, secret_hash, secret_sealed)
      select w.id, w.group_id, decode(w.secret_hash, 'hex'), decode(w.secret_sealed, 'hex') from wanted w join made using (id)
    )
    select w.company_id, w.id from wanted w join made using (id)`.execute(tx);
  return new Map(rows.map((row) => [row.company_id, row.id]));
}

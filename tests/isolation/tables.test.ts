// S8 in the database: every table, under the role and the settings that a user's requests run with, shows what the rules say
// and nothing else. A table that this test does not know fails it, and so does a wall that could be taken away unnoticed.
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld } from './world.ts';
import type { Row, Seer, World } from './world.ts';

let world: World;
beforeAll(async () => void (world = await makeWorld()));
afterAll(() => world.close());

/** Who sees a row; `all` are the rows of every table. */
type Rule = (row: Row, seer: Seer, all: Record<string, Row[]>) => boolean;
const n = (value: unknown) => value as number;
const seesAccount = (id: unknown, seer: Seer, all: Record<string, Row[]>) =>
  (all['portal_accounts'] ?? []).some(
    (account) => account['id'] === id && seer.reach('portal-accounts').has(n(account['access_group_id'])),
  );
const seesUser = (user: Row, seer: Seer) => user['id'] === seer.id || seer.reach('users').has(n(user['home_group_id']));
const seesSet = (set: Row, seer: Seer) => seer.setIds.has(n(set['id'])) || seer.reach('permission-sets').has(n(set['access_group_id']));
const byLicenses: Rule = (row, seer) => seer.reach('licenses').has(n(row['access_group_id']));
const byAccount: Rule = (row, seer, all) => seesAccount(row['account_id'], seer, all);
const bySet: Rule = (row, seer, all) =>
  (all['permission_sets'] ?? []).some((set) => set['id'] === row['permission_set_id'] && seesSet(set, seer));

/** Null: nobody but the program itself may look into the table at all. */
const tables: Record<string, Rule | null> = {
  groups: (row, seer) => seer.any.has(n(row['id'])),
  companies: (row, seer, all) =>
    seer.any.has(n(row['group_id'])) ||
    (all['pools'] ?? []).some((pool) => pool['company_id'] === row['id'] && seer.reach('licenses').has(n(pool['access_group_id']))),
  pools: byLicenses,
  licenses: byLicenses,
  shares: byLicenses,
  changes: (row, seer, all) =>
    seer.reach('licenses').has(n(row['access_group_id'])) ||
    seer.reach('groups-and-computers').has(n(row['group_id'])) ||
    (row['kind'] === 'company-renamed' &&
      (all['licenses'] ?? []).some((license) => license['company_id'] === row['company_id'] && byLicenses(license, seer, all))),
  portal_accounts: (row, seer) => seer.reach('portal-accounts').has(n(row['access_group_id'])),
  company_sightings: byAccount,
  license_sightings: byAccount,
  sync_runs: byAccount,
  users: seesUser,
  permission_sets: seesSet,
  permission_set_groups: bySet,
  permission_set_rights: bySet,
  user_permission_sets: (row, seer, all) => (all['users'] ?? []).some((user) => user['id'] === row['user_id'] && seesUser(user, seer)),
  api_tokens: (row, seer) => row['user_id'] === seer.id,
  installation: null,
  sessions: null,
  login_attempts: null,
};

/** What may be written, column by column, and in which rows; nothing else may be. */
const writable: Record<string, { column: string; rule: Rule }> = {
  pools: { column: 'access_group_id', rule: (row, seer) => seer.reach('licenses', 'write').has(n(row['access_group_id'])) },
  licenses: { column: 'tags', rule: (row, seer) => seer.reach('licenses', 'write').has(n(row['access_group_id'])) },
  shares: { column: 'search_text', rule: (row, seer) => seer.reach('licenses', 'write').has(n(row['access_group_id'])) },
  api_tokens: { column: 'name', rule: (row, seer) => row['user_id'] === seer.id },
};

async function everything(): Promise<Record<string, Row[]>> {
  const all: Record<string, Row[]> = {};
  for (const table of Object.keys(tables)) all[table] = await world.rows(table);
  return all;
}

/** Runs work as the seer inside the owner's transaction, so that a wall taken down in it stays down for the work. */
async function as<T>(client: pg.Client, seer: Seer, work: () => Promise<T>): Promise<T> {
  const { sight } = seer;
  const settings: [string, string][] = [['licet.user_id', String(seer.id)]];
  if (sight.role !== 'licet_all') for (const [name, value] of Object.entries(sight.scopes)) settings.push([`licet.${name}`, String(value)]);
  await client.query('savepoint as_seer');
  for (const [name, value] of settings) await client.query('select set_config($1, $2, true)', [name, value]);
  await client.query(`set local role ${sight.role}`);
  try {
    return await work();
  } finally {
    await client.query('rollback to savepoint as_seer');
  }
}

/** How many rows a statement touched; its error code when it was refused. Nothing of it stays. */
async function attempt(client: pg.Client, statement: string): Promise<number | string> {
  await client.query('savepoint attempt');
  try {
    return (await client.query(statement)).rowCount ?? 0;
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  } finally {
    await client.query('rollback to savepoint attempt');
  }
}

const DENIED = '42501';
const sorted = (rows: Row[]) => rows.map((row) => JSON.stringify(row)).sort();

/** Everything in which what the database lets a seer do differs from the rules. Empty when the walls stand. */
async function differences(client: pg.Client, seer: Seer, all: Record<string, Row[]>): Promise<string[]> {
  return as(client, seer, async () => {
    const found: string[] = [];
    const note = (what: string, is: unknown, ought: unknown) => {
      if (JSON.stringify(is) !== JSON.stringify(ought)) found.push(`${seer.login}: ${what}: ${JSON.stringify(is).slice(0, 200)}`);
    };
    for (const [table, rule] of Object.entries(tables)) {
      if (rule === null) {
        note(`reads ${table}`, await attempt(client, `select * from ${table}`), DENIED);
      } else {
        const ought = (all[table] ?? []).filter((row) => rule(row, seer, all));
        note(`reads ${table}`, sorted((await client.query<Row>(`select * from ${table}`)).rows), sorted(ought));
      }
      const write = writable[table];
      if (write) {
        const { column } = write;
        const ought = (all[table] ?? []).filter((row) => write.rule(row, seer, all)).length;
        const value = table === 'pools' ? ([...seer.reach('licenses', 'write')][0] ?? 1) : table === 'licenses' ? `'{}'` : `'x'`;
        note(`changes ${table}`, await attempt(client, `update ${table} set ${column} = ${value}`), ought);
      } else {
        note(
          `changes ${table}`,
          await attempt(client, `update ${table} set ctid = ctid`).then((answer) => (answer === '0A000' ? DENIED : answer)),
          DENIED,
        );
      }
      if (table !== 'api_tokens') note(`deletes ${table}`, await attempt(client, `delete from ${table}`), DENIED);
    }
    const own = (all['api_tokens'] ?? []).filter((token) => token['user_id'] === seer.id).length;
    note('deletes tokens', await attempt(client, 'delete from api_tokens'), own);
    const token = (user: number) => `insert into api_tokens (user_id, name, secret_hash) values (${user}, 'x', 'x')`;
    note('makes a token', await attempt(client, token(seer.id)), 1);
    note('makes a token for another', await attempt(client, token(1)), DENIED);

    const write = seer.reach('licenses', 'write');
    const foreign = (all['groups'] ?? []).map((group) => n(group['id'])).filter((id) => !write.has(id));
    const entry = (user: number, group: number) =>
      `insert into changes (user_id, kind, access_group_id) values (${user}, 'tags-changed', ${group})`;
    for (const group of write) note('writes history', await attempt(client, entry(seer.id, group)), 1);
    for (const group of write) note('writes history as another', await attempt(client, entry(1, group)), DENIED);
    for (const group of foreign) note(`writes history in foreign group ${group}`, await attempt(client, entry(seer.id, group)), DENIED);
    note(
      'writes history of a company',
      await attempt(client, `insert into changes (user_id, kind, group_id) values (${seer.id}, 'x', 1)`),
      DENIED,
    );
    if (write.size > 0) {
      const [group] = foreign;
      note('gives a pool away', await attempt(client, `update pools set access_group_id = ${group}`), DENIED);
      note('takes a token over', await attempt(client, `update api_tokens set user_id = 1`), DENIED);
    }
    const shares = (all['shares'] ?? []).filter((row) => byLicenses(row, seer, all)).map((row) => n(row['id']));
    const searched = await client.query<{ id: number }>(`select search_shares('%', 100000) as id`);
    note(
      'searches shares',
      searched.rows.map((row) => row.id).sort((a, b) => a - b),
      shares.sort((a, b) => a - b),
    );
    return found;
  });
}

async function inTransaction<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  await world.owner.query('begin');
  try {
    return await work(world.owner);
  } finally {
    await world.owner.query('rollback');
  }
}

describe('S8: the walls in the database', () => {
  it('every table is known to this test, and all of them are behind row-level security', async () => {
    const { rows } = await world.owner.query<{ name: string; secured: boolean }>(
      `select c.relname as name, c.relrowsecurity as secured from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f') and c.relname not like 'kysely%'`,
    );
    expect(rows.map((row) => row.name).sort()).toEqual(Object.keys(tables).sort());
    expect(rows.filter((row) => !row.secured)).toEqual([]);
  });

  it('tables elsewhere are closed to callers', async () => {
    const { rows } = await world.owner.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('public', 'pg_catalog', 'information_schema')
       union all select format('public.%I', tablename) from pg_tables where schemaname = 'public' and tablename like 'kysely%'`,
    );
    expect(rows.length).toBeGreaterThan(3);
    const open = await world.owner.query<{ name: string }>(
      `select t.name from unnest($1::text[]) as t(name) where has_table_privilege('licet_scoped', t.name, 'select, insert, update, delete')`,
      [rows.map((row) => row.name)],
    );
    expect(open.rows).toEqual([]);
  });

  it('functions that act as the owner are known', async () => {
    const { rows } = await world.owner.query<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and prorettype <> 'trigger'::regtype
         and has_function_privilege('licet_scoped', oid, 'execute') order by 1`,
    );
    // Two tell a time and a yes or no; the third is searched through below.
    expect(rows.map((row) => row.name)).toEqual(['company_is_linked', 'search_shares', 'structure_read_at']);
  });

  it('the world has something to see and something to hide for every seer', async () => {
    const all = await everything();
    for (const [table, rule] of Object.entries(tables)) {
      if (rule === null) continue;
      const rows = all[table] ?? [];
      expect(rows.length, table).toBeGreaterThan(0);
      const hidden = world.seers.filter((seer) => rows.some((row) => !rule(row, seer, all)));
      expect(hidden.length, `somebody does not see all of ${table}`).toBeGreaterThan(0);
    }
    for (const table of ['groups', 'companies', 'pools', 'licenses', 'shares', 'changes', 'users', 'permission_sets']) {
      const rule = tables[table] as Rule;
      const seeing = world.seers.filter((seer) => (all[table] ?? []).some((row) => rule(row, seer, all)));
      expect(seeing.length, `somebody sees some of ${table}`).toBeGreaterThan(0);
    }
    expect(new Set(world.seers.map((seer) => seer.sight.role))).toEqual(new Set(['licet_scoped']));
  });

  it('every seer reads and writes what the rules say, and nothing else', async () => {
    const all = await everything();
    for (const seer of world.seers) expect(await inTransaction((client) => differences(client, seer, all))).toEqual([]);
  });

  it('a caller without any settings sees nothing', async () => {
    await inTransaction(async (client) => {
      await client.query('set local role licet_scoped');
      for (const [table, rule] of Object.entries(tables)) {
        if (rule !== null) expect(await attempt(client, `select * from ${table}`), table).toBe(0);
      }
    });
  });

  it('no wall can be taken away unnoticed', async () => {
    // What a row becomes matters where the column that places it may be written: elsewhere the grants keep it in its place.
    const { rows: policies } = await world.owner.query<{ table: string; policy: string; using: boolean; checking: boolean }>(
      `select tablename as table, policyname as policy, qual is not null as using,
         with_check is not null and (cmd <> 'UPDATE' or has_column_privilege('licet_scoped', tablename, 'access_group_id', 'update')) as checking
       from pg_policies where schemaname = 'public' and 'licet_scoped' = any (roles)`,
    );
    expect(policies.length).toBeGreaterThan(20);
    const all = await everything();
    for (const { table, policy, using, checking } of policies) {
      const mutations = [...(using ? ['using (true)'] : []), ...(checking ? ['with check (true)'] : [])];
      for (const mutation of mutations) {
        const noticed = await inTransaction(async (client) => {
          await client.query(`alter policy "${policy}" on "${table}" ${mutation}`);
          for (const seer of world.seers) if ((await differences(client, seer, all)).length > 0) return true;
          return false;
        });
        expect(noticed, `${policy} on ${table}, ${mutation}`).toBe(true);
      }
    }
    // The transactions left no trace.
    for (const seer of world.seers) expect(await inTransaction((client) => differences(client, seer, all))).toEqual([]);
  });
});

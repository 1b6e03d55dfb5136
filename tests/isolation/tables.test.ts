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
type Fn = Parameters<Seer['reach']>[0];
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

const seesCompany: Rule = (row, seer, all) =>
  seer.any.has(n(row['group_id'])) ||
  (all['pools'] ?? []).some((pool) => pool['company_id'] === row['id'] && seer.reach('licenses').has(n(pool['access_group_id'])));

const byGroup =
  (fn: Fn, column: string): Rule =>
  (row, seer) =>
    seer.reach(fn).has(n(row[column]));
const byAudit: Rule = (row, seer) =>
  seer.reach('audit').has(n(row['group_id'])) && seer.reach(row['function'] as Fn).has(n(row['group_id']));

const readsRule: Rule = (row, seer, all) =>
  (all['notification_rules'] ?? []).some(
    (rule) => rule['id'] === row['rule_id'] && seer.reach('notifications').has(n(rule['access_group_id'])),
  );

/** Null: nobody but the program itself may look into the table at all. */
const tables: Record<string, Rule | null> = {
  groups: (row, seer) => seer.any.has(n(row['id'])),
  companies: (row, seer, all) => seesCompany(row, seer, all),
  pools: byLicenses,
  licenses: byLicenses,
  shares: byLicenses,
  // What a license user was called is seen by whoever sees a license of the company; what was known of a company, but where it hung
  // in the portal, by whoever sees the company.
  changes: (row, seer, all) =>
    seer.reach('licenses').has(n(row['access_group_id'])) ||
    seer.reach('groups-and-computers').has(n(row['group_id'])) ||
    (row['kind'] === 'company-renamed' &&
      (all['licenses'] ?? []).some((license) => license['company_id'] === row['company_id'] && byLicenses(license, seer, all))) ||
    (row['group_id'] !== null &&
      !['company-added', 'company-moved'].includes(row['kind'] as string) &&
      (all['companies'] ?? []).some((company) => company['id'] === row['company_id'] && seesCompany(company, seer, all))),
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
  second_steps: (row, seer) => row['user_id'] === seer.id,
  recovery_codes: (row, seer) => row['user_id'] === seer.id,
  passkeys: (row, seer) => row['user_id'] === seer.id,
  user_identities: (row, seer) => row['user_id'] === seer.id,
  audit_chains: byAudit,
  audit_entries: byAudit,
  authorities: byGroup('certificates', 'access_group_id'),
  installers: byGroup('installers', 'access_group_id'),
  installer_tokens: byGroup('installers', 'access_group_id'),
  computers: byGroup('groups-and-computers', 'group_id'),
  activations: byGroup('groups-and-computers', 'group_id'),
  certificates: byGroup('groups-and-computers', 'group_id'),
  setups: (row, seer) => row['user_id'] === seer.id,
  setup_steps: byGroup('groups-and-computers', 'group_id'),
  operations: byLicenses,
  saved_views: (row, seer) => row['owner_id'] === seer.id || byLicenses(row, seer, {}),
  notification_rules: byGroup('notifications', 'access_group_id'),
  reports: byGroup('reports', 'access_group_id'),
  // An alert is seen with its rule by who sees what it is about, too.
  alerts: (row, seer, all) =>
    readsRule(row, seer, all) &&
    (row['license_id'] === null
      ? seesAccount(row['account_id'], seer, all)
      : (all['licenses'] ?? []).some((license) => license['id'] === row['license_id'] && byLicenses(license, seer, all))),
  deliveries: readsRule,
  mail_settings: null,
  account_snapshots: null,
  installation: null,
  sessions: null,
  ended_sessions: null,
  login_attempts: null,
};

/** Columns that callers never read: what opens a door, and what signs. */
const secret: Record<string, string[]> = {
  users: ['password_hash', 'sign_in_epoch', 'revision'],
  second_steps: ['secret_sealed', 'salt', 'last_step'],
  recovery_codes: ['code_hash'],
  passkeys: ['credential_id', 'public_key', 'counter', 'transports'],
  authorities: ['key_sealed'],
  installer_tokens: ['secret_hash'],
  notification_rules: ['webhook_secret_sealed'],
  reports: ['sending', 'attempts', 'held_until', 'remaining'],
};

const writesIn =
  (fn: Fn, column: string): Rule =>
  (row, seer) =>
    seer.reach(fn, 'write').has(n(row[column]));
const writesSet: Rule = (row, seer, all) =>
  (all['permission_sets'] ?? []).some(
    (set) => set['id'] === row['permission_set_id'] && seer.reach('permission-sets', 'write').has(n(set['access_group_id'])),
  );
const writesUser: Rule = (row, seer, all) =>
  (all['users'] ?? []).some((user) => user['id'] === row['user_id'] && seer.reach('users', 'write').has(n(user['home_group_id'])));

const ownOrWritten: Rule = (row, seer) => row['owner_id'] === seer.id || seer.reach('licenses', 'write').has(n(row['access_group_id']));

/** What may be written, in a column that may be, and in which rows; nothing else may be. */
const writable: Record<string, { set: string; rule: Rule }> = {
  pools: { set: 'access_group_id = access_group_id', rule: writesIn('licenses', 'access_group_id') },
  licenses: { set: `tags = '{}'`, rule: writesIn('licenses', 'access_group_id') },
  shares: { set: `search_text = 'x'`, rule: writesIn('licenses', 'access_group_id') },
  api_tokens: { set: `name = 'x'`, rule: (row, seer) => row['user_id'] === seer.id },
  users: { set: `name = 'x'`, rule: writesIn('users', 'home_group_id') },
  permission_sets: { set: `name = 'x'`, rule: writesIn('permission-sets', 'access_group_id') },
  installers: { set: `name = 'x'`, rule: writesIn('installers', 'access_group_id') },
  installer_tokens: { set: 'valid_until = now()', rule: writesIn('installers', 'access_group_id') },
  computers: { set: 'group_id = group_id', rule: writesIn('groups-and-computers', 'group_id') },
  activations: { set: 'ended_at = now()', rule: writesIn('groups-and-computers', 'group_id') },
  certificates: { set: 'revoked_at = now()', rule: writesIn('groups-and-computers', 'group_id') },
  operations: { set: 'undone_at = now()', rule: writesIn('licenses', 'access_group_id') },
  saved_views: { set: `query = '{}'`, rule: ownOrWritten },
  notification_rules: { set: `name = 'x', owner_id = caller_id()`, rule: writesIn('notifications', 'access_group_id') },
  reports: { set: `name = 'x', owner_id = caller_id()`, rule: writesIn('reports', 'access_group_id') },
};

/** What may be deleted; nothing else may be. */
const removable: Record<string, Rule> = {
  api_tokens: (row, seer) => row['user_id'] === seer.id,
  users: writesIn('users', 'home_group_id'),
  permission_sets: writesIn('permission-sets', 'access_group_id'),
  permission_set_groups: writesSet,
  permission_set_rights: writesSet,
  user_permission_sets: writesUser,
  computers: writesIn('groups-and-computers', 'group_id'),
  saved_views: ownOrWritten,
  notification_rules: writesIn('notifications', 'access_group_id'),
  reports: writesIn('reports', 'access_group_id'),
};

/** Rows that a seer tries to add: a statement for each place, and whether the rules allow it. */
function additions(seer: Seer, all: Record<string, Row[]>): { what: string; statement: string; allowed: boolean }[] {
  const places = (all['groups'] ?? []).map((group) => n(group['id']));
  const authority = n(all['authorities']?.find((one) => one['kind'] === 'msp')?.['id']);
  const held = new Set((all['user_permission_sets'] ?? []).map((row) => `${n(row['user_id'])} ${n(row['permission_set_id'])}`));
  const write = (fn: Fn, group: number) => seer.reach(fn, 'write').has(group);
  return [
    ...places.flatMap((group) => [
      {
        what: `a user in ${group}`,
        statement: `insert into users (login, password_hash, home_group_id) values ('new', '', ${group})`,
        allowed: write('users', group),
      },
      {
        what: `a set in ${group}`,
        statement: `insert into permission_sets (name, access_group_id) values ('new', ${group})`,
        allowed: write('permission-sets', group),
      },
      {
        what: `a view shared in ${group}`,
        statement: `insert into saved_views (owner_id, access_group_id, name, query, changed_at) values (${seer.id}, ${group}, 'new', '{}', now())`,
        allowed: write('licenses', group),
      },
      ...[seer.id, 1].map((user) => ({
        what: `a notification rule of user ${user} in ${group}`,
        statement: `insert into notification_rules (name, access_group_id, owner_id, condition, recipients, changed_at)
          values ('new', ${group}, ${user}, '{"kind": "usage", "percent": 90}', '{a@b.example}', now())`,
        allowed: user === seer.id && write('notifications', group) && seer.reach('licenses').has(group),
      })),
      ...[seer.id, 1].map((user) => ({
        what: `a report of user ${user} in ${group}`,
        statement: `insert into reports (name, access_group_id, owner_id, filter, columns, language, changed_at)
          values ('new', ${group}, ${user}, '{}', '{publicId}', 'en', now())`,
        allowed: user === seer.id && write('reports', group) && seer.reach('licenses').has(group),
      })),
      {
        what: `an installer in ${group}`,
        statement: `insert into installers (name, access_group_id, group_id, authority_id) values ('new', ${group}, ${group}, ${authority})`,
        allowed: write('installers', group) && seer.reach('groups-and-computers').has(group),
      },
    ]),
    ...(all['permission_sets'] ?? []).flatMap((set) => [
      {
        what: `a group to set ${n(set['id'])}`,
        statement: `insert into permission_set_groups (permission_set_id, group_id) values (${n(set['id'])}, 2)`,
        allowed: writesSet({ permission_set_id: set['id'] }, seer, all),
      },
      {
        what: `a right to set ${n(set['id'])}`,
        statement: `insert into permission_set_rights (permission_set_id, function, level) values (${n(set['id'])}, 'new', 'read')`,
        allowed: writesSet({ permission_set_id: set['id'] }, seer, all),
      },
    ]),
    ...(all['users'] ?? []).flatMap((user) => {
      const set = (all['permission_sets'] ?? []).find((one) => !held.has(`${n(user['id'])} ${n(one['id'])}`));
      const statement = `insert into user_permission_sets (user_id, permission_set_id) values (${n(user['id'])}, ${n(set?.['id'])})`;
      return [{ what: `a set to user ${n(user['id'])}`, statement, allowed: writesUser({ user_id: user['id'] }, seer, all) }];
    }),
    ...(all['installers'] ?? []).map((installer) => ({
      what: `a token to installer ${n(installer['id'])}`,
      statement: `insert into installer_tokens (installer_id, access_group_id, secret_hash, secret_sealed)
        values (${n(installer['id'])}, ${n(installer['access_group_id'])}, 'new', 'new')`,
      allowed: write('installers', n(installer['access_group_id'])),
    })),
    ...[seer.id, 1].map((user) => ({
      what: `a view of user ${user}`,
      statement: `insert into saved_views (owner_id, name, query, changed_at) values (${user}, 'new', '{}', now())`,
      allowed: user === seer.id,
    })),
    ...[seer.id, 1].flatMap((user) =>
      ['pool-move', 'account-removal'].map((kind) => ({
        what: `a ${kind} of user ${user}`,
        statement: `insert into operations (kind, user_id, access_group_id, subject_id, subject_name, details, expires_at)
          values ('${kind}', ${user}, 1, 1, 'new', '{}', now())`,
        allowed: user === seer.id && kind === 'pool-move',
      })),
    ),
  ];
}

/** Things that would be given away: the column that places them is writable, and where they would go is not the seer's. */
const gifts: Record<string, { column: string; fn: Fn }> = {
  pools: { column: 'access_group_id', fn: 'licenses' },
  saved_views: { column: 'access_group_id', fn: 'licenses' },
  users: { column: 'home_group_id', fn: 'users' },
  permission_sets: { column: 'access_group_id', fn: 'permission-sets' },
  computers: { column: 'group_id', fn: 'groups-and-computers' },
  notification_rules: { column: 'owner_id = caller_id(), access_group_id', fn: 'notifications' },
  reports: { column: 'owner_id = caller_id(), access_group_id', fn: 'reports' },
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
      const mine = (what: Rule) => (all[table] ?? []).filter((row) => what(row, seer, all));
      if (rule === null) note(`reads ${table}`, await attempt(client, `select * from ${table}`), DENIED);
      else {
        const hidden = secret[table] ?? [];
        for (const column of hidden) note(`reads ${table}.${column}`, await attempt(client, `select ${column} from ${table}`), DENIED);
        const columns = Object.keys(all[table]?.[0] ?? {}).filter((column) => !hidden.includes(column));
        const seen = (await client.query<Row>(`select ${columns.join(', ')} from ${table}`)).rows;
        note(
          `reads ${table}`,
          sorted(seen),
          sorted(mine(rule).map((row) => Object.fromEntries(columns.map((column) => [column, row[column]])))),
        );
      }
      const write = writable[table];
      if (write) note(`changes ${table}`, await attempt(client, `update ${table} set ${write.set}`), mine(write.rule).length);
      else {
        const answer = await attempt(client, `update ${table} set ctid = ctid`);
        note(`changes ${table}`, answer === '0A000' ? DENIED : answer, DENIED);
      }
      const remove = removable[table];
      note(`deletes ${table}`, await attempt(client, `delete from ${table}`), remove ? mine(remove).length : DENIED);
      const gift = gifts[table];
      const stranger = gift && (all['groups'] ?? []).map((group) => n(group['id'])).find((id) => !seer.reach(gift.fn, 'write').has(id));
      if (gift && write && mine(write.rule).length > 0)
        note(`gives ${table} away`, await attempt(client, `update ${table} set ${gift.column} = ${stranger}`), DENIED);
    }
    for (const { what, statement, allowed } of additions(seer, all))
      note(`adds ${what}`, await attempt(client, statement), allowed ? 1 : DENIED);
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
    if (seer.reach('notifications', 'write').size > 0)
      note('changes a rule as another', await attempt(client, `update notification_rules set owner_id = 1, name = 'x'`), DENIED);
    if (seer.reach('reports', 'write').size > 0) {
      note('changes a report as another', await attempt(client, `update reports set owner_id = 1, name = 'x'`), DENIED);
      for (const own of ['last_at = now()', 'sending = gen_random_uuid()'])
        note(`says how a report was mailed: ${own}`, await attempt(client, `update reports set ${own}`), DENIED);
    }
    if (write.size > 0) {
      note('takes a token over', await attempt(client, `update api_tokens set user_id = 1`), DENIED);
    }
    const shares = (all['shares'] ?? []).filter((row) => byLicenses(row, seer, all)).map((row) => n(row['id']));
    const searched = await client.query<{ id: number }>(`select search_shares('%', 100000) as id`);
    note(
      'searches shares',
      searched.rows.map((row) => row.id).sort((a, b) => a - b),
      shares.sort((a, b) => a - b),
    );
    const machines = await client.query<{ id: number }>(`select search_computers('%', 100000) as id`);
    const computers = (all['computers'] ?? []).filter((row) => seer.reach('groups-and-computers').has(n(row['group_id'])));
    note('searches computers', machines.rows.length, computers.length);
    for (const installer of all['installers'] ?? []) {
      const share = (all['shares'] ?? []).find((one) => one['id'] === installer['share_id']);
      const told = await client.query<{ visible: boolean | null }>(
        `select license ->> 'visible' = 'true' as visible from installer_facts(array[${n(installer['id'])}])`,
      );
      if (share) note(`is told of license ${n(share['id'])}`, told.rows[0]?.visible, byLicenses(share, seer, all));
    }
    for (const user of all['users'] ?? []) {
      const may = user['id'] === seer.id || seer.reach('users', 'write').has(n(user['home_group_id']));
      note(`ends sign-ins of ${n(user['id'])}`, await attempt(client, `select end_sign_ins(${n(user['id'])})`), may ? 1 : DENIED);
    }
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
    // Most tell an id, a time or a yes or no; those that tell or do more are tried above.
    expect(rows.map((row) => row.name)).toEqual([
      'append_audit',
      'authority_of',
      'caller_permission_sets',
      'company_group_of',
      'company_is_linked',
      'end_sign_ins',
      'grants_of',
      'installer_facts',
      'is_within',
      'search_computers',
      'search_shares',
      'set_is_held',
      'shared_objects_above',
      'structure_read_at',
      'unlinked_among',
    ]);
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
        if (rule !== null) expect(await attempt(client, `select 1 from ${table}`), table).toBe(0);
      }
    });
  });

  it('no wall can be taken away unnoticed', async () => {
    // What a row becomes matters where the column that places it may be written: elsewhere the grants keep it in its place.
    const { rows: policies } = await world.owner.query<{ table: string; policy: string; using: boolean; checking: boolean }>(
      `select tablename as table, policyname as policy, qual is not null as using,
         with_check is not null and (cmd <> 'UPDATE' or tablename = any ($1)) as checking
       from pg_policies where schemaname = 'public' and 'licet_scoped' = any (roles)`,
      [[...Object.keys(gifts), 'api_tokens']],
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

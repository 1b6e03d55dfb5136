// R73: who did what to what, from what to what; in chains that show when somebody touched them.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit, groups, installers, licenses, permissionSets, pools, portalAccounts, syncRuns, tokens, users } from '@licet/contract';
import type { Answer, AuditEntry, Client } from '@licet/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/command.ts';
import { link, makeUser, refusal, runEnd, startLicet } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';

let licet: Licet;
let accountId: string;
let mill: string;
let florist: string;
/** Reads the audit of one customer. */
let reader: Person;
const folder = mkdtempSync(join(tmpdir(), 'licet-audit-'));

beforeAll(async () => {
  licet = await startLicet();
  ({ accountId } = await link(licet, 'manager@wzgorze.example', 'demo-manager'));
  mill = (await groupOf(licet.admin, 'Piekarnia Młyn')).id;
  florist = (await groupOf(licet.admin, 'Kwiaciarnia Łąka')).id;
  reader = await makeUser(licet, {
    login: 'reader',
    homeGroupId: mill,
    groupIds: [mill],
    rights: [
      { function: 'audit', level: 'read' },
      { function: 'licenses', level: 'read' },
    ],
  });
});
afterAll(async () => {
  await licet.close();
  rmSync(folder, { recursive: true, force: true });
});

const entries = async (client: Client, query: object = {}) => (await client(audit.list, { query: { limit: 500, ...query } })).rows;
const newest = async (count: number) => (await licet.admin(audit.list, { query: { limit: count } })).rows;
const brief = ({ action, by, subject, before, after }: AuditEntry) => ({ action, by: by?.login, subject: subject.name, before, after });

describe('what is written down', () => {
  it('R73: users, permission sets and tokens, with what was and what is', async () => {
    const { admin } = licet;
    const rights = (level: 'read' | 'write') => [{ function: 'licenses' as const, level }];
    const set = await admin(permissionSets.create, {
      body: { name: 'Readers', accessGroupId: mill, groupIds: [mill], rights: rights('read') },
    });
    await admin(permissionSets.change, { params: { id: set.id }, body: { rights: rights('write') } });
    const body = { login: 'ada', password: 'password of ada', homeGroupId: mill, permissionSetIds: [set.id] };
    const user = await admin(users.create, { body });
    await admin(users.change, { params: { id: user.id }, body: { name: 'Ada', permissionSetIds: [], password: 'another password' } });
    await admin(users.remove, { params: { id: user.id } });
    await admin(permissionSets.remove, { params: { id: set.id } });
    const token = await admin(tokens.create, { body: { name: 'nightly' } });
    await admin(tokens.revoke, { params: { id: token.id } });
    const seen = (await newest(9)).map(brief).reverse();
    const own = { by: 'admin' };
    expect(seen).toMatchObject([
      {
        ...own,
        action: 'permission-set-created',
        subject: 'Readers',
        before: null,
        after: { rights: ['licenses: read'], groups: ['Piekarnia Młyn'] },
      },
      { ...own, action: 'permission-set-changed', before: { rights: ['licenses: read'] }, after: { rights: ['licenses: write'] } },
      { ...own, action: 'user-created', subject: 'ada', after: { login: 'ada', permissionSets: ['Readers'], homeGroup: 'Piekarnia Młyn' } },
      { ...own, action: 'user-changed', before: { name: '', permissionSets: ['Readers'] }, after: { name: 'Ada', permissionSets: [] } },
      { ...own, action: 'password-set', subject: 'ada', before: null, after: null },
      { ...own, action: 'user-removed', subject: 'ada', before: { name: 'Ada' }, after: null },
      { ...own, action: 'permission-set-removed', subject: 'Readers', before: { rights: ['licenses: write'] }, after: null },
      { ...own, action: 'token-created', subject: 'admin: nightly' },
      { ...own, action: 'token-revoked', subject: 'admin: nightly' },
    ]);
    // What did not change is not said, and no secret is.
    expect(Object.keys(seen[3]!.after!).sort()).toEqual(['name', 'permissionSets']);
    expect(JSON.stringify(seen)).not.toMatch(/another password|password of ada|licet_/);
  });

  it('R73: tags, pools, accounts and what a synchronization changed', async () => {
    const { admin } = licet;
    const [row] = await allLicenses(admin, { accessGroupId: [mill] });
    await admin(licenses.setTags, { params: { id: row!.licenseId }, body: { tags: ['oven'] } });
    const pool = (await admin(pools.list, { query: { accessGroupId: [mill] } })).rows[0]!;
    await admin(pools.move, { params: { id: pool.id }, body: { to: florist } });
    await admin(pools.move, { params: { id: pool.id }, body: { to: mill } });
    await admin(portalAccounts.change, { params: { id: accountId }, body: { policy: 'ask' } });
    const [changed, ...moves] = (await newest(6)).map((entry) => ({ ...brief(entry), group: entry.group.id }));
    expect(changed).toMatchObject({ action: 'account-changed', before: { policy: 'under-threshold' }, after: { policy: 'ask' } });
    expect(moves.pop()).toMatchObject({
      action: 'tags-changed',
      subject: row!.publicId,
      before: { tags: row!.tags },
      after: { tags: ['oven'] },
      group: mill,
    });
    // Both sides of a move are written down in one moment.
    const there = [`pool-moved-away ${mill}`, `pool-moved-here ${florist}`].sort();
    const back = [`pool-moved-away ${florist}`, `pool-moved-here ${mill}`].sort();
    const places = moves.map(({ action, group }) => `${action} ${group}`);
    expect([places.slice(2).sort(), places.slice(0, 2).sort()]).toEqual([there, back]);
    const runs = (await entries(admin, { q: 'synchronized', groupId: mill })).map(({ after, run }) => [run !== null, after]);
    expect(runs.length).toBeGreaterThan(0);
    for (const [hasRun, after] of runs) {
      expect(hasRun).toBe(true);
      expect(after).toMatchObject({ changes: expect.any(Object), digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    }
  });

  it('R73: a group that the program makes for itself is told by its kind, for each reader to read in a language of their own', async () => {
    const all = (await groupOf(licet.admin, 'All')).id;
    const rights = [{ function: 'licenses' as const, level: 'read' as const }];
    const body = { name: 'Everywhere', accessGroupId: all, groupIds: [all, mill], rights };
    const set = await licet.admin(permissionSets.create, { body });
    expect((await newest(1))[0]?.after).toMatchObject({ groups: [{ kind: 'all', name: 'All' }, 'Piekarnia Młyn'] });
    await licet.admin(permissionSets.remove, { params: { id: set.id } });
  });

  it('R73: filters by words, function, user, customer and time agree with the total and with the CSV', async () => {
    const all = await entries(licet.admin);
    const admin = (await licet.admin(users.list, { query: { q: 'admin' } })).rows[0]!.id;
    const middle = all[Math.floor(all.length / 2)]!.at;
    const cases: [object, (entry: AuditEntry) => boolean][] = [
      [{ function: 'users' }, (entry) => entry.function === 'users'],
      [{ groupId: mill }, (entry) => entry.group.id === mill],
      [{ userId: admin }, (entry) => entry.by?.id === admin],
      [
        { q: 'ADA' },
        (entry) =>
          JSON.stringify([entry.subject.name, entry.action, entry.before, entry.after, entry.by, entry.request])
            .toLowerCase()
            .includes('ada'),
      ],
      [{ from: middle }, (entry) => entry.at >= middle],
      [{ until: middle }, (entry) => entry.at < middle],
    ];
    for (const [query, fits] of cases) {
      const { rows, total } = await licet.admin(audit.list, { query: { ...query, limit: 500 } });
      expect([query, rows.map((entry) => entry.id)]).toEqual([query, all.filter(fits).map((entry) => entry.id)]);
      expect(total).toBe(rows.length);
      expect(rows.length).toBeGreaterThan(0);
      const csv = await licet.admin(audit.csv, { query });
      expect(csv.split('\r\n').filter(Boolean).length).toBe(total + 1);
    }
  });

  it('R73: who reads the audit of one customer sees that and nothing of others', async () => {
    const own = await entries(reader.client);
    expect(own.length).toBeGreaterThan(2);
    expect(new Set(own.map((entry) => [entry.group.id, entry.function].join(' ')))).toEqual(new Set([`${mill} licenses`]));
    expect(JSON.stringify(own)).not.toMatch(/Kwiaciarnia|wzgorze/);
    const { chains } = await reader.client(audit.export);
    expect(chains.map((chain) => [chain.group.id, chain.function])).toEqual([[mill, 'licenses']]);
    expect(await entries(reader.client, { groupId: florist })).toEqual([]);
    const nobody = await makeUser(licet, {
      login: 'nobody',
      homeGroupId: mill,
      groupIds: [mill],
      rights: [{ function: 'licenses', level: 'write' }],
    });
    expect(await refusal(nobody.client(audit.list))).toMatchObject({ code: 'not-permitted', needs: { function: 'audit', level: 'read' } });
  });
});

describe('what goes with something else', () => {
  /** What was written down since the work began, without the pool's own entries: chain, action, subject, what was and is. */
  async function written(work: () => Promise<unknown>) {
    const before = (await licet.admin(audit.list, { query: { limit: 1 } })).total;
    await work();
    const { total } = await licet.admin(audit.list, { query: { limit: 1 } });
    return (await newest(total - before))
      .filter((entry) => entry.subject.kind !== 'pool')
      .map((entry) => ({ chain: `${entry.group.id} ${entry.function}`, ...brief(entry) }))
      .sort((a, b) => `${a.action} ${a.chain}`.localeCompare(`${b.action} ${b.chain}`));
  }

  /** The provider's Shared Objects, and the group whose chain they are in. */
  async function sharedOfProvider(): Promise<[shared: string, provider: string]> {
    const provider = (await groupOf(licet.admin, 'Wzgórze IT')).id;
    const shared = (await licet.admin(groups.tree, { query: { for: 'access' } })).find(
      (one) => one.kind === 'shared-objects' && one.parentId === provider,
    );
    return [shared?.id ?? '', provider];
  }

  it('R73: a move taken back tells of each installer, permission set, user and grace period that goes back with it', async () => {
    const { admin } = licet;
    const nobody = (await admin(users.list, { query: { q: 'nobody' } })).rows[0]!;
    await admin(users.remove, { params: { id: nobody.id } });
    const pool = (await admin(pools.list, { query: { accessGroupId: [mill] } })).rows[0]!;
    const [choice] = await admin(installers.licenses, { query: { groupId: mill } });
    await admin(installers.create, { body: { name: 'till', groupId: mill, shareId: choice!.shareId } });
    const where = { params: { id: pool.id } };
    const by = 'admin';
    // Sight can be kept there; what is written down about it is the provider's.
    const [shared, provider] = await sharedOfProvider();
    const set = `${pool.name}: kept after the move (read)`;
    const [mine, theirs] = [{ permissionSets: ['set of reader'] }, { permissionSets: [expect.stringMatching(/^#/), 'set of reader'] }];
    const rights = { rights: ['licenses: read'], users: 1 };

    const first = await admin(pools.move, { ...where, body: { to: shared, reissueInstallers: true, grant: true } });
    expect(await written(() => admin(pools.undoMove, { params: { id: first.operationId } }))).toMatchObject([
      {
        chain: `${mill} installers`,
        by,
        action: 'installer-changed',
        subject: 'till',
        before: { revoked: true },
        after: { revoked: false },
      },
      { chain: `${provider} installers`, by, action: 'installer-removed', subject: 'till', before: { name: 'till' }, after: null },
      { chain: `${provider} permission-sets`, by, action: 'permission-set-removed', subject: set, before: rights, after: null },
      { chain: `${mill} users`, by, action: 'user-changed', subject: 'reader', before: theirs, after: mine },
    ]);

    let second = { operationId: '' };
    const graceUntil = expect.stringMatching(/^\d{4}-.*Z$/) as string;
    const granted = await written(async () => {
      second = await admin(pools.move, { ...where, body: { to: shared, graceHours: 5, grant: true } });
    });
    expect(granted).toMatchObject([
      { chain: `${mill} installers`, action: 'installer-changed', before: { graceUntil: null }, after: { graceUntil } },
      { chain: `${provider} permission-sets`, action: 'permission-set-created', before: null, after: rights },
      { chain: `${mill} users`, action: 'user-changed', before: mine, after: theirs },
    ]);
    const taken = await written(() => admin(pools.undoMove, { params: { id: second.operationId } }));
    expect(taken.map(({ action }) => action)).toEqual(['installer-changed', 'permission-set-removed', 'user-changed']);
    expect(taken[0]).toMatchObject({ before: { graceUntil }, after: { graceUntil: null } });
  });

  it('R73: who started, stopped, applied and discarded a run', async () => {
    const { admin } = licet;
    const start = async (preview: boolean) => (await admin(syncRuns.start, { body: { accountId, preview } })).runs[0]!.run.id;
    const ofRuns = async (work: () => Promise<unknown>) =>
      (await written(work))
        .filter(({ chain }) => chain.endsWith('portal-accounts'))
        .map(({ action, by, after }) => ({ action, by, after }));
    const by = 'admin';
    licet.portal.control.renameCompany('Lighthouse Clinic', 'Lighthouse Practice');
    let id = '';
    expect(await ofRuns(async () => runEnd(licet, (id = await start(true))))).toEqual([
      { action: 'run-started', by, after: { preview: true } },
    ]);
    const params = { id };
    expect(await ofRuns(() => admin(syncRuns.discard, { params }))).toEqual([{ action: 'plan-discarded', by, after: null }]);
    await runEnd(licet, await start(true));
    // A plan that waits is worthless once a newer run starts.
    expect(await ofRuns(async () => runEnd(licet, (id = await start(true))))).toEqual([
      { action: 'plan-replaced', by, after: null },
      { action: 'run-started', by, after: { preview: true } },
    ]);
    expect(await ofRuns(() => admin(syncRuns.apply, { params: { id } }))).toEqual([{ action: 'plan-applied', by, after: null }]);
    await runEnd(licet, id);
    licet.portal.control.addFault({ kind: 'latency', ms: 300 });
    const stopped = await ofRuns(async () => {
      id = await start(false);
      await admin(syncRuns.stop, { params: { id } });
      // Asked for twice, told once.
      await admin(syncRuns.stop, { params: { id } }).catch(() => undefined);
    });
    licet.portal.control.clearFaults();
    expect(stopped).toEqual([
      { action: 'run-started', by, after: { preview: false } },
      { action: 'run-stopped', by, after: null },
    ]);
    expect((await runEnd(licet, id)).state).toBe('stopped');
  });

  it('R73, S8: a customer that an account’s one pool comes to does not read the login of the account', async () => {
    const { admin } = licet;
    const login = 'msp@hillside.example';
    const { runId } = await admin(portalAccounts.link, { body: { login, password: 'demo-msp', pooling: 'account' } });
    await runEnd(licet, runId);
    const pool = (await admin(pools.list, { query: { limit: 500 } })).rows.find((row) => row.name === login)!;
    const moved = await admin(pools.move, { params: { id: pool.id }, body: { to: mill } });
    expect(moved.accessGroup.id).toBe(mill);
    const own = await entries(reader.client);
    expect(own[0]).toMatchObject({
      action: 'pool-moved-here',
      subject: { kind: 'account-pool', id: pool.id },
      before: null,
      after: { accessGroup: 'Piekarnia Młyn' },
    });
    expect(JSON.stringify(own)).not.toContain('hillside');
    expect(JSON.stringify(await entries(admin, { groupId: mill }))).not.toContain(login);
    const [shared, provider] = await sharedOfProvider();
    await admin(pools.move, { params: { id: pool.id }, body: { to: shared, grant: true } });
    const told = JSON.stringify(await entries(admin, { groupId: provider }));
    expect(told).toContain('kept after the move');
    expect(told).not.toContain(login);
  });
});

describe('the chain', () => {
  const verify = (file: string) => runCommand(['audit', 'verify', file, '--json']);
  const written = (name: string, exported: Answer<typeof audit.export>) => {
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(exported));
    return file;
  };

  it('R73: holds from the first entry to the last, and offline as well', async () => {
    const exported = await licet.admin(audit.export);
    expect(exported.chains.length).toBeGreaterThan(5);
    for (const chain of exported.chains) {
      const last = chain.links.reduce(
        (before, { body }) =>
          createHash('sha256')
            .update(before + body)
            .digest('hex'),
        '',
      );
      expect([chain.id, last, chain.links.length]).toEqual([chain.id, chain.hash, chain.entries]);
    }
    const links = exported.chains.reduce((sum, chain) => sum + chain.links.length, 0);
    expect((await licet.admin(audit.list)).total).toBe(links);
    const { code, out } = await verify(written('whole.json', exported));
    expect([code, JSON.parse(out)]).toEqual([0, { verified: true, chains: exported.chains.length, links }]);
  });

  it('R73: a changed byte, a missing entry and one cut off the end are found, and the place is named', async () => {
    const exported = await licet.admin(audit.export);
    const long = exported.chains.findIndex((chain) => chain.links.length >= 3);
    const tampered = (change: (links: { body: string; hash: string; seq: number }[]) => void) => {
      const copy = structuredClone(exported);
      change(copy.chains[long]!.links);
      return copy;
    };
    const { id, links } = exported.chains[long]!;
    const cases = [
      [tampered(([, second]) => void (second!.body = second!.body.replace('"at":"2', '"at":"1'))), 2],
      [tampered((all) => void all.splice(1, 1)), 2],
      [tampered((all) => void all.pop()), links.length],
      [tampered((all) => void all.splice(0, 1)), 1],
    ] as const;
    for (const [index, [copy, place]] of cases.entries()) {
      const { code, err } = await verify(written(`broken-${index}.json`, copy));
      expect([index, code, JSON.parse(err)]).toMatchObject([index, 1, { code: 'broken-chain' }]);
      expect(err).toContain(`Chain ${id} `);
      expect(err).toContain(`link ${place}:`);
    }
    expect((await verify(join(folder, 'not-there.json'))).code).toBe(2);
  });

  it("R73: the program's own login can neither change nor remove an entry", async () => {
    const client = new pg.Client({ connectionString: licet.server.context.db.connection.connectionString! });
    await client.connect();
    for (const role of ['licet_all', 'licet_scoped']) {
      for (const statement of [
        "update audit_entries set body = '{}'",
        'delete from audit_entries',
        "update audit_chains set hash = ''",
        'delete from audit_chains',
        'truncate audit_entries',
      ]) {
        await client.query(`begin; set local role ${role}`);
        await expect(client.query(statement), `${role}: ${statement}`).rejects.toMatchObject({ code: '42501' });
        await client.query('rollback');
      }
    }
    await client.end();
  });
});

// R73: who did what to what, from what to what; in chains that show when somebody touched them.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit, licenses, permissionSets, pools, portalAccounts, tokens, users } from '@licet/contract';
import type { Answer, AuditEntry, Client } from '@licet/contract';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/command.ts';
import { link, makeUser, refusal, startLicet } from '../support/licet.ts';
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
        (entry) => JSON.stringify([entry.subject.name, entry.action, entry.before, entry.after, entry.by]).toLowerCase().includes('ada'),
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

// R60, R62: installers, what they carry, until when they work and why not.
import { audit, groups, installers, pools } from '@licet/contract';
import type { Installer } from '@licet/contract';
import type { AccessFunction, AccessLevel } from '@licet/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enroll, heartbeat, enrolled, kitOf, makeRequest, problemIn } from '../support/agent.ts';
import { link, makeUser, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { readPowerShell } from '../support/powershell.ts';
import { allLicenses, groupOf } from '../support/reading.ts';

let licet: Licet;
let mill: string;
let shared: string;
const { request } = makeRequest();
beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  mill = (await groupOf(licet.admin, 'Piekarnia Młyn')).id;
  shared = await sharedOf('Wzgórze IT');
});
afterAll(() => licet.close());

async function sharedOf(name: string): Promise<string> {
  const owner = await groupOf(licet.admin, name);
  const tree = await licet.admin(groups.tree, { query: { for: 'access' } });
  return tree.find((node) => node.kind === 'shared-objects' && node.parentId === owner.id)?.id ?? '';
}

type Wish = Partial<{ name: string; groupId: string; accessGroupId: string; shareId: string; expiresAt: string; useLimit: number }>;
const make = (wish: Wish = {}): Promise<Installer> => licet.admin(installers.create, { body: { name: 'Office', groupId: mill, ...wish } });
const look = (id: string) => licet.admin(installers.show, { params: { id } });
async function choiceOf(groupId: string, product = /./) {
  const found = (await licet.admin(installers.licenses, { query: { groupId } })).find((one) => product.test(one.productName));
  if (!found) throw new Error('there is no such license to choose');
  return found;
}
async function poolOf(name: string): Promise<string> {
  const { rows } = await licet.admin(pools.list, { query: { q: name } });
  return rows.find((pool) => pool.name === name)?.id ?? '';
}
/** How long the server's clock is ahead. */
function ahead(milliseconds: number): void {
  licet.server.context.now = () => new Date(Date.now() + milliseconds);
}
const HOUR = 3_600_000;

it('R62: a grace period ends when the installer is given another license, and is told in the audit', async () => {
  const { shareId } = await choiceOf(mill, /Mail/);
  const { id } = await make({ name: 'graced', shareId });
  const elsewhere = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
  const pool = { params: { id: await poolOf('Piekarnia Młyn') } };
  await licet.admin(pools.move, { ...pool, body: { to: elsewhere, graceHours: 48 } });
  expect(await look(id)).toMatchObject({ state: 'active', graceUntil: expect.any(String) as string });
  await licet.admin(installers.change, { params: { id }, body: { name: 'still graced' } });
  expect((await look(id)).graceUntil).not.toBeNull();
  await licet.admin(installers.change, { params: { id }, body: { shareId: null } });
  expect((await look(id)).graceUntil).toBeNull();
  const [entry] = (await licet.admin(audit.list, { query: { limit: 1 } })).rows;
  expect(entry).toMatchObject({
    action: 'installer-changed',
    before: { graceUntil: expect.any(String) as string },
    after: { graceUntil: null },
  });
  await licet.admin(pools.move, { ...pool, body: { to: mill } });
  await licet.admin(installers.revoke, { params: { id } });
});

describe('making an installer', () => {
  it('R60: belongs to a group, is kept in an access group, names a license of the company, carries authority, address and token', async () => {
    const { shareId, unitsLeft, licenseUser } = await choiceOf(mill, /Mail/);
    const manager = (await groupOf(licet.admin, 'Wzgórze IT')).id;
    expect(unitsLeft).toBe(6);
    expect(licenseUser).toBe('Piekarnia Młyn');
    const made = await make({ name: '  Bakery counters ', accessGroupId: manager, shareId, useLimit: 5 });
    expect(made).toMatchObject({
      name: 'Bakery counters',
      group: { id: mill, name: 'Piekarnia Młyn' },
      accessGroup: { id: manager, name: 'Wzgórze IT' },
      license: { shareId, licenseUser: 'Piekarnia Młyn' },
      state: 'active',
      breakage: null,
      useLimit: 5,
      uses: 0,
      createdBy: 'admin',
      tokens: [{ validUntil: null }],
    });
    const download = (format: 'shell' | 'powershell' | 'config') =>
      licet.admin(installers.download, { params: { id: made.id }, query: { format } });
    const kit = await kitOf(licet.admin, made.id);
    for (const text of [await download('shell'), await download('powershell'), await download('config')]) {
      expect(text).toContain(kit.server);
      expect(text).toContain(kit.token);
      expect(text).toContain(kit.ca.trim());
      expect(text).not.toMatch(/@(SERVER|TOKEN|CA)@/);
    }
    expect((await download('shell')).startsWith('#!/bin/sh\n')).toBe(true);
    expect(kit.token).toMatch(/^li_[\w-]{43}$/);
    expect(JSON.stringify(await look(made.id))).not.toContain(kit.token);
    const { rows, total } = await licet.admin(installers.list, { query: { groupId: manager, state: ['active'] } });
    expect([rows.map((row) => row.name), total]).toEqual([['Bakery counters'], 1]);
  });

  it('R60: the PowerShell script is one that a parser understands, without anything that Windows PowerShell 5.1 lacks', async () => {
    const { id } = await make();
    const text = await licet.admin(installers.download, { params: { id }, query: { format: 'powershell' } });
    // 5.1 takes a file without a byte order mark for one in the code page of the machine.
    expect(text).toMatch(/^[\t\n\x20-\x7e]*$/);
    const agent = /^\$Agent = @'\n([^]*?)\n'@$/m.exec(text)?.[1] ?? '';
    expect(agent).toContain('Send-Heartbeat');
    const [whole, inner] = [await readPowerShell(text), await readPowerShell(agent)];
    expect([...whole.faults, ...inner.faults]).toEqual([]);
    expect((await readPowerShell('if ($a { "b" }')).faults).not.toEqual([]);
    const defined = new Set([...whole.functions, ...inner.functions]);
    const known =
      /^(Join-Path|New-Object|Test-Path|Remove-Item|ConvertFrom-Json|Get-CimInstance|Where-Object|New-Item|Resolve-Path|Out-Null|Get-ItemProperty|New-ScheduledTask\w+|New-TimeSpan|Get-Date|Register-ScheduledTask|Write-Output)$/;
    for (const command of [...whole.commands, ...inner.commands]) expect(defined.has(command) || known.test(command), command).toBe(true);
    for (const line of `${text}\n${agent}`.split('\n')) expect(line).not.toMatch(/\?\?|\?\.|&&|\|\||\$IsWindows/);
    for (const option of ['Config', 'Dir', 'NoService']) expect(text).toMatch(new RegExp(`^  \\[\\w+\\]\\$${option}\\b`, 'm'));
  });

  it('R60: the file has a name of its own and is not to be kept by a cache of a browser', async () => {
    const { id } = await make();
    const session = await fetch(`${licet.url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: 'admin', password: 'correct horse battery' }),
    });
    const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const answer = await fetch(`${licet.url}/api/installers/${id}/download?format=powershell`, { headers: { cookie } });
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="licet-install.ps1"');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('R60: the effective expiry is the earliest end of installer, license and authority, and says which', async () => {
    const oak = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
    const { shareId } = await choiceOf(oak);
    expect((await make()).effectiveExpiry.by).toBe('authority');
    const byLicense = await make({ groupId: oak, shareId });
    expect(byLicense.effectiveExpiry.by).toBe('license');
    const days = (Date.parse(byLicense.effectiveExpiry.at) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(3);
    expect(days).toBeLessThan(7);
    const soon = new Date(Date.now() + HOUR).toISOString();
    const byItself = await make({ groupId: oak, shareId, expiresAt: soon });
    expect(byItself.effectiveExpiry).toEqual({ at: soon, by: 'installer' });
    const late = new Date(Date.now() + 90 * 24 * HOUR).toISOString();
    expect((await make({ groupId: oak, shareId, expiresAt: late })).effectiveExpiry.by).toBe('license');
    ahead(8 * 24 * HOUR);
    expect((await look(byLicense.id)).state).toBe('expired');
    ahead(0);
    const past = await refusal(make({ expiresAt: '2020-01-01T00:00:00Z' }));
    expect(past).toMatchObject({ status: 400, errors: [{ field: 'body.expiresAt', reason: { code: 'field-in-past' } }] });
  });

  it('R60: a license of another company is refused', async () => {
    const { shareId } = await choiceOf((await groupOf(licet.admin, 'Kwiaciarnia Łąka')).id);
    const problem = await refusal(make({ shareId }));
    expect(problem).toMatchObject({ status: 409, reason: { code: 'license-of-another-company' } });
    const own = await make();
    expect(await refusal(licet.admin(installers.change, { params: { id: own.id }, body: { shareId } }))).toMatchObject({ status: 409 });
  });

  it('R62: what would be broken from the start is not made: Shared Objects reach no pools', async () => {
    const { shareId } = await choiceOf(mill);
    expect((await make({ accessGroupId: shared })).state).toBe('active');
    const beyond = { status: 409, reason: { code: 'license-beyond-access-group' } };
    expect(await refusal(make({ accessGroupId: shared, shareId }))).toMatchObject(beyond);
    expect(await refusal(make({ accessGroupId: (await groupOf(licet.admin, 'Stolarnia Dąb')).id, shareId }))).toMatchObject(beyond);
  });

  it('R60: a group without an authority is refused, with what would work', async () => {
    const all = (await groupOf(licet.admin, 'All')).id;
    expect(await refusal(make({ groupId: all }))).toMatchObject({ status: 409, reason: { code: 'no-authority' } });
  });

  const needed: [AccessFunction, AccessLevel][] = [
    ['installers', 'write'],
    ['groups-and-computers', 'write'],
    ['certificates', 'use'],
    ['licenses', 'use'],
  ];
  it('R60, R47: whoever has all four rights makes one; nobody who lacks one of them does, and the refusal names it', async () => {
    const { shareId } = await choiceOf(mill);
    const before = (await licet.admin(installers.list)).total;
    const lower: Record<AccessLevel, AccessLevel | undefined> = { read: undefined, use: 'read', write: 'read' };
    for (const [lacking] of [[undefined] as const, ...needed]) {
      const rights = needed.flatMap(([fn, level]) => {
        const held = fn === lacking ? lower[level] : level;
        return held ? [{ function: fn, level: held }] : [];
      });
      const login = `lacks-${lacking ?? 'nothing'}`;
      const { client } = await makeUser(licet, { login, homeGroupId: mill, groupIds: [mill, shared], rights });
      const call = client(installers.create, { body: { name: login, groupId: mill, shareId } });
      if (lacking === undefined) expect((await call).state).toBe('active');
      else expect(await refusal(call), login).toMatchObject({ status: 403, needs: { function: lacking } });
    }
    // Without any sight of it a license is not there at all.
    const rights = needed.filter(([fn]) => fn !== 'licenses').map(([fn, level]) => ({ function: fn, level }));
    const { client } = await makeUser(licet, { login: 'blind', homeGroupId: mill, groupIds: [mill, shared], rights });
    expect(await refusal(client(installers.create, { body: { name: 'blind', groupId: mill, shareId } }))).toMatchObject({ status: 404 });
    expect((await licet.admin(installers.list)).total).toBe(before + 1);
  });

  it('R60: reading does not download, using does, and only writing changes', async () => {
    const { id } = await make();
    const person = async (level: AccessLevel) =>
      (
        await makeUser(licet, {
          login: `installers-${level}`,
          homeGroupId: mill,
          groupIds: [mill],
          // Whoever has the script puts computers into the group.
          rights: [
            { function: 'installers', level },
            { function: 'groups-and-computers', level: 'use' },
          ],
        })
      ).client;
    const [reads, uses] = [await person('read'), await person('use')];
    expect((await reads(installers.show, { params: { id } })).can).toEqual({ change: false, revoke: false, download: false });
    expect(await refusal(reads(installers.download, { params: { id }, query: {} }))).toMatchObject({ status: 403 });
    expect((await kitOf(uses, id)).token).toMatch(/^li_/);
    expect(await refusal(uses(installers.revoke, { params: { id } }))).toMatchObject({ status: 403 });
  });
});

describe('the life of an installer', () => {
  it('R60: a use limit counts machines, not runs; the one over it is refused; a higher limit goes on', async () => {
    const { id } = await make({ useLimit: 1 });
    const kit = await kitOf(licet.admin, id);
    expect((await enroll(kit, 'limit-machine-1', request)).status).toBe(200);
    expect((await enroll(kit, 'limit-machine-1', request)).status).toBe(200);
    expect(await look(id)).toMatchObject({ uses: 1, state: 'used-up' });
    const refused = problemIn(await enroll(kit, 'limit-machine-2', request));
    expect(refused).toMatchObject({ status: 409, code: 'installer-unfit', reason: { code: 'installer-used-up' } });
    await licet.admin(installers.change, { params: { id }, body: { useLimit: 2 } });
    expect((await enroll(kit, 'limit-machine-2', request)).status).toBe(200);
  });

  it('R60: expired, it enrolls nothing and cannot be downloaded', async () => {
    const { id } = await make({ expiresAt: new Date(Date.now() + HOUR).toISOString() });
    const kit = await kitOf(licet.admin, id);
    ahead(2 * HOUR);
    expect((await look(id)).state).toBe('expired');
    expect(problemIn(await enroll(kit, 'late-machine', request))).toMatchObject({
      code: 'installer-unfit',
      reason: { code: 'installer-expired' },
    });
    expect(await refusal(kitOf(licet.admin, id))).toMatchObject({ status: 409, reason: { code: 'installer-expired' } });
    ahead(0);
  });

  it('R60: rotation gives a new token; the old one holds for the overlap and no longer', async () => {
    const { id } = await make();
    const old = await kitOf(licet.admin, id);
    const rotated = await licet.admin(installers.rotate, { params: { id }, body: { overlapHours: 2 } });
    expect(rotated.tokens).toHaveLength(2);
    expect(rotated.tokens[0]?.validUntil).toBeNull();
    expect(Math.abs(Date.parse(rotated.tokens[1]?.validUntil ?? '') - Date.now() - 2 * HOUR)).toBeLessThan(60_000);
    const fresh = await kitOf(licet.admin, id);
    expect(fresh.token).not.toBe(old.token);
    expect((await enroll(old, 'overlap-machine', request)).status).toBe(200);
    expect((await enroll(fresh, 'overlap-machine-2', request)).status).toBe(200);
    ahead(3 * HOUR);
    expect((await enroll(old, 'overlap-machine-3', request)).status).toBe(404);
    expect((await enroll(fresh, 'overlap-machine-3', request)).status).toBe(200);
    ahead(0);
    await licet.admin(installers.rotate, { params: { id }, body: { overlapHours: 0 } });
    expect((await enroll(fresh, 'overlap-machine-4', request)).status).toBe(404);
  });

  it('R60: revoked, it enrolls nothing and stays as it is; what it enrolled stays', async () => {
    const { id } = await make();
    const kit = await kitOf(licet.admin, id);
    const machine = await enrolled(kit, 'stays-machine');
    expect((await licet.admin(installers.revoke, { params: { id } })).state).toBe('revoked');
    expect(problemIn(await enroll(kit, 'revoked-machine', request))).toMatchObject({ reason: { code: 'installer-revoked' } });
    expect((await heartbeat(kit, machine)).status).toBe(200);
    expect(await refusal(licet.admin(installers.rotate, { params: { id }, body: {} }))).toMatchObject({
      reason: { code: 'installer-revoked' },
    });
  });

  it('R60: a token that nobody made is not found, whatever it looks like', async () => {
    const kit = await kitOf(licet.admin, (await make()).id);
    for (const token of ['x', `li_${'A'.repeat(43)}`, kit.token.slice(0, -1)])
      expect((await enroll({ ...kit, token }, 'some-machine', request)).status, token).toBe(404);
    expect(problemIn(await enroll(kit, 'some-machine', 'no request'))).toMatchObject({ status: 400, errors: [{ field: 'body.request' }] });
  });
});

describe('an installer whose license is out of reach', () => {
  it('R62, S19: is broken while its pool stands elsewhere, says why, enrolls nothing, and works again when the pool is back', async () => {
    const { shareId } = await choiceOf(mill, /Mail/);
    const inside = await make({ shareId });
    const above = await make({ shareId, accessGroupId: (await groupOf(licet.admin, 'Wzgórze IT')).id });
    const kit = await kitOf(licet.admin, inside.id);
    const [pool, elsewhere] = [await poolOf('Piekarnia Młyn'), (await groupOf(licet.admin, 'Harbour Systems')).id];
    await licet.admin(pools.move, { params: { id: pool }, body: { to: elsewhere } });
    expect(await look(inside.id)).toMatchObject({ state: 'broken', breakage: 'license-out-of-reach' });
    // Kept with the manager, it reaches all of the manager's customers.
    expect(await look(above.id)).toMatchObject({ state: 'active' });
    const computers = async () => (await allLicenses(licet.admin)).length;
    const before = await computers();
    const problem = problemIn(await enroll(kit, 'broken-machine', request));
    expect(problem).toMatchObject({ status: 409, code: 'installer-unfit', reason: { code: 'installer-license-out-of-reach' } });
    expect(problem.detail).toContain('out of reach');
    expect(await computers()).toBe(before);
    expect(await refusal(kitOf(licet.admin, inside.id))).toMatchObject({ reason: { code: 'installer-license-out-of-reach' } });
    expect((await licet.admin(installers.list, { query: { state: ['broken'] } })).rows.map((row) => row.id)).toContain(inside.id);
    await licet.admin(pools.move, { params: { id: pool }, body: { to: mill } });
    expect(await look(inside.id)).toMatchObject({ state: 'active', breakage: null });
    expect((await enroll(kit, 'broken-machine', request)).status).toBe(200);
  });

  it('R13: an installer whose trial became full under another public id is broken, offers the new license, and works with it at once', async () => {
    const joinery = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
    const trial = await choiceOf(joinery);
    const { id } = await make({ name: 'Joinery', groupId: joinery, shareId: trial.shareId });
    expect((await look(id)).successor).toBeNull();
    const kit = await kitOf(licet.admin, id);
    licet.portal.control.convertToFull(trial.publicId ?? '', 20);
    await synchronize(licet);
    const broken = await look(id);
    expect(broken).toMatchObject({ state: 'broken', breakage: 'license-gone' });
    expect((await enroll(kit, 'joinery-1', request)).status).toBe(409);
    const { successor } = broken;
    expect(successor).toMatchObject({ productName: trial.productName, licenseUser: 'Stolarnia Dąb' });
    expect(successor?.publicId).not.toBe(trial.publicId);
    expect((await licet.admin(installers.list, { query: { q: 'Joinery' } })).rows[0]?.successor).toEqual(successor);
    const mended = await licet.admin(installers.change, { params: { id }, body: { shareId: successor?.shareId ?? '' } });
    expect(mended).toMatchObject({ state: 'active', breakage: null, successor: null, license: successor });
    expect((await enroll(kit, 'joinery-1', request)).status).toBe(200);
  });

  it("R13: a successor out of the reader's sight is not offered", async () => {
    const joinery = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
    const blind = await makeUser(licet, {
      login: 'installers-only',
      homeGroupId: joinery,
      groupIds: [joinery],
      rights: [{ function: 'installers', level: 'read' }],
    });
    const { rows } = await blind.client(installers.list);
    expect(rows.find((row) => row.name === 'Joinery')).toMatchObject({ successor: null, license: null, namesLicense: true });
  });

  it('R62: a suspended license breaks it; one that is gone breaks it, and another license mends it', async () => {
    const florist = (await groupOf(licet.admin, 'River & Sons Solicitors')).id;
    const choices = await licet.admin(installers.licenses, { query: { groupId: florist } });
    const [first, second] = choices;
    if (!first || !second) throw new Error('two licenses are needed');
    const { id } = await make({ groupId: florist, shareId: first.shareId });
    const kit = await kitOf(licet.admin, id);
    licet.portal.control.suspendLicense(first.publicId ?? '');
    await synchronize(licet);
    expect(await look(id)).toMatchObject({ state: 'broken', breakage: 'license-suspended' });
    expect(problemIn(await enroll(kit, 'mended-machine', request))).toMatchObject({ reason: { code: 'installer-license-suspended' } });
    licet.portal.control.unsuspendLicense(first.publicId ?? '');
    await synchronize(licet);
    expect((await look(id)).state).toBe('active');
    licet.portal.control.removeLicense(first.publicId ?? '');
    await synchronize(licet);
    expect(await look(id)).toMatchObject({ state: 'broken', breakage: 'license-gone' });
    const mended = await licet.admin(installers.change, { params: { id }, body: { shareId: second.shareId } });
    expect(mended).toMatchObject({ state: 'active', license: { publicId: second.publicId } });
    expect((await enroll(kit, 'mended-machine', request)).status).toBe(200);
  });
});

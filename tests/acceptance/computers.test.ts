// R47, R61, R63: certificates, enrollment by the real script in machines of their own, units counted under a lock, reporting in.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { audit, certificates, computers, groups, installers } from '@licet/contract';
import type { Computer } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { enroll, enrolled, heartbeat, kitOf, makeRequest, problemIn, speak } from '../support/agent.ts';
import type { Kit } from '../support/agent.ts';
import { link, makeUser, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { hostAddress, noMachines, startMachine } from '../support/machine.ts';
import type { Machine } from '../support/machine.ts';
import { groupOf } from '../support/reading.ts';

const folder = mkdtempSync(join(tmpdir(), 'licet-computers-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let licet: Licet;
const DAY = 86_400_000;
function ahead(milliseconds: number): void {
  licet.server.context.now = () => new Date(Date.now() + milliseconds);
}
async function groupId(name: string): Promise<string> {
  return (await groupOf(licet.admin, name)).id;
}
async function shareOf(group: string): Promise<{ shareId: string; unitsLeft: number | null }> {
  const [first] = await licet.admin(installers.licenses, { query: { groupId: await groupId(group) } });
  if (!first) throw new Error(`${group} has no license`);
  return first;
}
async function installerFor(group: string, licensed = true): Promise<{ id: string; kit: Kit }> {
  const body = { name: `for ${group}`, groupId: await groupId(group), shareId: licensed ? (await shareOf(group)).shareId : null };
  const { id } = await licet.admin(installers.create, { body });
  return { id, kit: await kitOf(licet.admin, id) };
}
async function computerCalled(name: string): Promise<Computer> {
  const { rows } = await licet.admin(computers.list, { query: { q: name } });
  const found = rows.find((row) => row.name === name);
  if (!found) throw new Error(`there is no computer ${name}`);
  return found;
}
const leftOf = async (group: string) => (await shareOf(group)).unitsLeft;

describe('R61: the downloaded script, run for real', () => {
  const machines: Machine[] = [];
  let script: string;
  let enrollScript: string;
  beforeAll(async () => {
    const agentPort = await freePort();
    const reachable = { host: '0.0.0.0', agentPort, agentUrl: `https://${hostAddress}:${agentPort}` };
    licet = await startLicet({ config: noMachines ? {} : reachable });
    await link(licet, 'manager@wzgorze.example', 'demo-manager');
    const { id } = await installerFor('Przedszkole Żabka');
    script = file('install.sh', await licet.admin(installers.download, { params: { id }, query: { format: 'shell' } }));
    enrollScript = `sh ${script} --no-service`;
    if (noMachines) console.warn(`SKIPPED: no machines of their own for R61 and R63 here, because ${noMachines}.`);
    else for (const name of ['till-1', 'till-2', 'till-3', 'till-4', 'till-5']) machines.push(await startMachine(name));
  });
  afterAll(async () => {
    for (const machine of machines) await machine.close();
    await licet.close();
  });
  const machine = (at: number): Machine => machines[at] as Machine;

  it('R61: install.sh is understood by sh and by dash', () => {
    for (const shell of ['sh', 'dash']) execFileSync(shell, ['-n', script]);
  });

  it.skipIf(noMachines)('R61, R63: enrolls machines with host names, ids and networks of their own; each takes one unit', async () => {
    expect(await leftOf('Przedszkole Żabka')).toBe(4);
    for (const one of machines.slice(0, 3)) {
      const ran = await one.run(enrollScript);
      expect(ran, `${one.name}: ${ran.err}`).toMatchObject({ code: 0, err: '' });
      expect(ran.out).toContain('this computer is enrolled');
    }
    expect(await leftOf('Przedszkole Żabka')).toBe(1);
    const { rows } = await licet.admin(computers.list, { query: { groupId: await groupId('Przedszkole Żabka') } });
    expect(rows.map((row) => [row.name, row.state, row.activations.length])).toEqual([
      ['till-1', 'online', 1],
      ['till-2', 'online', 1],
      ['till-3', 'online', 1],
    ]);
    expect(rows[0]?.os).toMatch(/\w+/);
    expect(rows.every((row) => row.group.name === 'Przedszkole Żabka' && row.certificateExpiresAt !== null)).toBe(true);
  });

  it.skipIf(noMachines)('R61: keeps its key to itself', async () => {
    const { out } = await machine(0).run('stat -c "%a %n" /etc/licet-agent/*');
    for (const line of out.trim().split('\n')) expect(line).toMatch(/^[67]00 /);
    expect((await machine(0).run('ls /etc/licet-agent')).out.split('\n').sort()).toEqual(
      ['', 'agent.sh', 'authority.pem', 'certificate.pem', 'key.pem', 'server'].sort(),
    );
  });

  it.skipIf(noMachines)('R61: the same machine again takes no second unit and is the same computer', async () => {
    const before = await computerCalled('till-1');
    expect(await machine(0).run(`hostname till-one && ${enrollScript}`)).toMatchObject({ code: 0 });
    const after = await computerCalled('till-one');
    expect(after.id).toBe(before.id);
    expect(after.activations).toHaveLength(1);
    expect(await leftOf('Przedszkole Żabka')).toBe(1);
  });

  it.skipIf(noMachines)('R61: the last unit goes to one; the next machine is told so, by the script, with exit code 3', async () => {
    expect(await machine(3).run(enrollScript)).toMatchObject({ code: 0 });
    const refused = await machine(4).run(enrollScript);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('All units of the license are in use.');
    expect(refused.err).toContain('Order more units');
    expect((await machine(4).run('ls /etc/licet-agent')).out).not.toContain('certificate.pem');
    expect((await licet.admin(computers.list, { query: { q: 'till-5' } })).total).toBe(0);
  });

  it.skipIf(noMachines)('R63: deactivating frees the unit, and another machine gets it', async () => {
    const { id } = await computerCalled('till-4');
    expect(await licet.admin(computers.deactivate, { body: { ids: [id] } })).toEqual({ changed: 1 });
    expect((await computerCalled('till-4')).activations).toEqual([]);
    expect((await machine(3).run('/etc/licet-agent/agent.sh')).out).toContain('activated=no');
    expect(await machine(4).run(enrollScript)).toMatchObject({ code: 0 });
    expect((await machine(4).run('/etc/licet-agent/agent.sh')).out).toBe('activated=yes\nrenew=no\n');
  });

  it.skipIf(noMachines)('R63: the agent reports name and system, and is online until it has been silent for half an hour', async () => {
    ahead(31 * 60_000);
    expect((await computerCalled('till-2')).state).toBe('silent');
    expect(await machine(1).run('hostname till-two && /etc/licet-agent/agent.sh')).toMatchObject({ code: 0 });
    expect((await computerCalled('till-two')).state).toBe('online');
    expect((await licet.admin(computers.list, { query: { state: 'silent' } })).rows.map((row) => row.name)).toContain('till-3');
    ahead(0);
  });

  it.skipIf(noMachines)('R63: the agent renews a certificate that ends soon; the old one ends with it', async () => {
    await machine(2).run('cp -r /etc/licet-agent /etc/old-agent');
    const before = await computerCalled('till-3');
    ahead(340 * DAY);
    const renewed = await machine(2).run('/etc/licet-agent/agent.sh');
    expect(renewed, renewed.err).toMatchObject({ code: 0, out: 'activated=yes\nrenew=yes\n' });
    expect((await machine(2).run('/etc/licet-agent/agent.sh')).out).toBe('activated=yes\nrenew=no\n');
    const after = await computerCalled('till-3');
    expect(Date.parse(after.certificateExpiresAt ?? '')).toBeGreaterThan(Date.parse(before.certificateExpiresAt ?? '') + 300 * DAY);
    expect((await machine(2).run('/etc/old-agent/agent.sh')).code).not.toBe(0);
    ahead(0);
  });

  it.skipIf(noMachines)('R63: a removed computer is refused until it is enrolled anew', async () => {
    const { id } = await computerCalled('till-3');
    expect(await licet.admin(computers.remove, { body: { ids: [id] } })).toEqual({ changed: 1 });
    expect(await leftOf('Przedszkole Żabka')).toBe(1);
    const refused = await machine(2).run('/etc/licet-agent/agent.sh');
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('401');
    expect(await machine(2).run(enrollScript)).toMatchObject({ code: 0 });
    expect((await machine(2).run('/etc/licet-agent/agent.sh')).code).toBe(0);
  });

  it.skipIf(noMachines)('R61: a configuration file for mass deployment does the same', async () => {
    const { id } = await installerFor('Lighthouse Clinic');
    const config = file('agent.conf', await licet.admin(installers.download, { params: { id }, query: { format: 'config' } }));
    const ran = await machine(0).run(`sh ${script} --no-service --dir /etc/second-agent --config ${config}`);
    expect(ran, ran.err).toMatchObject({ code: 0 });
    const { rows } = await licet.admin(computers.list, { query: { groupId: await groupId('Lighthouse Clinic') } });
    expect(rows.map((row) => row.name)).toEqual(['till-one']);
  });

  it.skipIf(noMachines)('R61: speaks to no server but the one whose authority it carries', async () => {
    const stranger = makeAuthority();
    const text = execFileSync('cat', [script], { encoding: 'utf8' }).replace(
      /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/,
      stranger.trim(),
    );
    const ran = await machine(0).run(`sh ${file('wrong.sh', text)} --no-service --dir /etc/third-agent`);
    expect(ran.code).toBe(4);
    expect(ran.err).toContain('not the one that this installer knows');
    expect((await machine(0).run('ls /etc/third-agent')).out).not.toContain('certificate.pem');
  });

  it.skipIf(noMachines)('R61: wrong usage is exit code 2 and changes nothing', async () => {
    for (const [args, words] of [
      ['--config /nowhere', 'cannot be read'],
      ['--dir', 'needs a folder'],
      ['--wat', 'unknown argument'],
    ] as const) {
      const ran = await machine(0).run(`sh ${script} ${args}`);
      expect([ran.code, ran.err]).toEqual([2, expect.stringContaining(words)]);
    }
  });
});

describe('the agents listener', () => {
  beforeAll(async () => {
    licet = await startLicet();
    await link(licet, 'manager@wzgorze.example', 'demo-manager');
  });
  afterAll(() => licet.close());

  it('R47: an import makes one authority a tree, kept in the top Shared Objects; a further import makes no other', async () => {
    const [authority, ...others] = await licet.admin(certificates.list);
    expect(others).toEqual([]);
    const tree = await licet.admin(groups.tree, { query: { for: 'access' } });
    const top = await groupId('Wzgórze IT');
    const kept = tree.find((node) => node.id === authority?.accessGroup.id);
    expect(kept).toMatchObject({ kind: 'shared-objects', parentId: top });
    expect(authority?.name).toBe('Wzgórze IT MSP certification authority');
    await synchronize(licet);
    expect((await licet.admin(certificates.list)).map((one) => one.id)).toEqual([authority?.id]);
    await link(licet, 'msp@hillside.example', 'demo-msp');
    expect((await licet.admin(certificates.list)).map((one) => one.name)).toEqual([
      'Hillside Computing MSP certification authority',
      'Wzgórze IT MSP certification authority',
    ]);
  });

  it('R47: certificates of computers verify against the authority of their tree and against no other; keys never come out', async () => {
    const { kit } = await installerFor('Northwind Dental', false);
    const { cert } = await enrolled(kit, 'verified-machine');
    const list = await licet.admin(certificates.list);
    expect(JSON.stringify(list)).not.toContain('PRIVATE KEY');
    const [hill, own] = list.map((one) => file(`${one.id}.pem`, one.certificate));
    const leaf = file('leaf.pem', cert);
    const verify = (ca: string) =>
      execFileSync('openssl', ['verify', '-purpose', 'sslclient', '-CAfile', ca, leaf], { stdio: 'pipe', encoding: 'utf8' });
    expect(verify(own ?? '')).toContain('OK');
    expect(() => verify(hill ?? '')).toThrow();
    const text = execFileSync('openssl', ['x509', '-in', leaf, '-noout', '-text'], { encoding: 'utf8' });
    expect(text).toContain('CA:FALSE');
    expect(text).toContain('TLS Web Client Authentication');
    expect(text).toContain('CN = verified-machine');
    expect(list.find((one) => one.name.startsWith('Wzg'))?.computers).toBe(1);
    const kitCa = file('server.pem', kit.ca);
    expect(() => verify(kitCa)).toThrow();
  });

  it('R47: whoever may not use certificates there makes no installer, and sees no authority without reading them', async () => {
    const home = await groupId('Northwind Dental');
    const rights = [
      { function: 'installers', level: 'write' },
      { function: 'groups-and-computers', level: 'write' },
    ] as const;
    const { client } = await makeUser(licet, { login: 'no-certificates', homeGroupId: home, groupIds: [home], rights: [...rights] });
    const problem = await refusal(client(installers.create, { body: { name: 'never', groupId: home } }));
    expect(problem).toMatchObject({
      status: 403,
      needs: { function: 'certificates', level: 'use' },
      reason: { code: 'right-missing-at-authority' },
    });
    expect(await refusal(client(certificates.list))).toMatchObject({ status: 403 });
  });

  it('R61: of 200 computers at once for the last unit one gets it, every other is refused clearly, none waits for over 2 s', async () => {
    const { kit, id } = await installerFor('Kwiaciarnia Łąka', false);
    const [license] = licet.portal.control.company('Kwiaciarnia Łąka').licenses;
    licet.portal.control.setUsage(license?.publicId ?? '', 4);
    await synchronize(licet);
    const { shareId, unitsLeft } = await shareOf('Kwiaciarnia Łąka');
    expect(unitsLeft).toBe(1);
    await licet.admin(installers.change, { params: { id }, body: { shareId } });
    const { request: csr } = makeRequest();
    const slowest: number[] = [];
    // Other suites share the cores: one round out of three has to be as fast as it ought to be, all of them have to be right.
    for (let round = 0; round < 3 && !(slowest.at(-1)! < 2000); round += 1) {
      const replies = await Promise.all(Array.from({ length: 200 }, (_, i) => enroll(kit, `crowd-machine-${round}-${i}`, csr)));
      const [got, refused] = [replies.filter((one) => one.status === 200), replies.filter((one) => one.status !== 200)];
      expect(got).toHaveLength(1);
      expect(refused.map((one) => [one.status, problemIn(one).code])).toEqual(Array.from({ length: 199 }, () => [409, 'no-units-left']));
      const { rows, total } = await licet.admin(computers.list, { query: { q: `crowd-machine-${round}` } });
      expect(total).toBe(1);
      expect(await leftOf('Kwiaciarnia Łąka')).toBe(0);
      const took = replies.map((one) => one.took).sort((a, b) => a - b);
      slowest.push(took.at(-1) ?? Infinity);
      console.info(`200 enrollments at once: median ${took[100]?.toFixed(0)} ms, slowest ${took.at(-1)?.toFixed(0)} ms`);
      await licet.admin(computers.deactivate, { body: { ids: rows.map((row) => row.id) } });
      expect(await leftOf('Kwiaciarnia Łąka')).toBe(1);
    }
    expect(Math.min(...slowest)).toBeLessThan(2000);
  });

  it('R61: 200 computers at once with units enough are all enrolled, each once', async () => {
    for (const license of licet.portal.control.company('Lighthouse Clinic').licenses)
      licet.portal.control.setQuantity(license.publicId, 1000);
    await synchronize(licet);
    const { kit, id } = await installerFor('Lighthouse Clinic');
    const { request: csr } = makeRequest();
    const replies = await Promise.all(Array.from({ length: 200 }, (_, i) => enroll(kit, `fleet-machine-${i % 100}`, csr)));
    expect(replies.filter((one) => one.status !== 200)).toEqual([]);
    expect(await licet.admin(installers.show, { params: { id } })).toMatchObject({ uses: 100 });
    const { rows, total } = await licet.admin(computers.list, { query: { q: 'fleet-machine', activated: 'true', limit: 500 } });
    expect(total).toBe(100);
    expect(rows.every((row) => row.activations.length === 1)).toBe(true);
    const took = replies.map((one) => one.took).sort((a, b) => a - b);
    console.info(`200 enrollments of 100 machines: median ${took[100]?.toFixed(0)} ms, slowest ${took.at(-1)?.toFixed(0)} ms`);
  });

  it('R63: without a certificate, with one that is not by us, or with the key of another, nobody reports in', async () => {
    const { kit } = await installerFor('Northwind Dental', false);
    const machine = await enrolled(kit, 'honest-machine');
    expect(await heartbeat(kit, machine)).toMatchObject({ status: 200, text: 'activated=no\nrenew=no\n' });
    expect(problemIn(await heartbeat(kit, undefined))).toMatchObject({ status: 401, code: 'not-signed-in' });
    const forged = forge(machine.cert);
    expect((await heartbeat(kit, forged)).status).toBe(401);
    // The handshake itself fails: the certificate is not of this key.
    await expect(heartbeat(kit, { key: makeRequest().key, cert: machine.cert })).rejects.toThrow();
    const other = await enrolled(kit, 'other-machine');
    expect((await speak(kit, 'renew', { request: makeRequest().request }, forged)).status).toBe(401);
    await heartbeat(kit, other, 'renamed-machine');
    expect((await computerCalled('renamed-machine')).name).toBe('renamed-machine');
  });

  it('R63: renewal ends the certificate before it; enrolling again does, too; an ended one is refused', async () => {
    const { kit } = await installerFor('Northwind Dental', false);
    const first = await enrolled(kit, 'renewing-machine');
    const next = makeRequest();
    const renewed = await speak(kit, 'renew', { request: next.request }, first);
    expect(renewed.status).toBe(200);
    const second = { key: next.key, cert: renewed.text };
    expect((await heartbeat(kit, first)).status).toBe(401);
    expect((await heartbeat(kit, second)).status).toBe(200);
    const third = await enrolled(kit, 'renewing-machine');
    expect((await heartbeat(kit, second)).status).toBe(401);
    expect((await heartbeat(kit, third)).status).toBe(200);
    ahead(366 * DAY);
    expect((await heartbeat(kit, third)).status).toBe(401);
    ahead(0);
    expect(problemIn(await speak(kit, 'renew', { request: 'nonsense' }, third))).toMatchObject({ status: 400 });
  });

  it('R61: one machine enrolled by two installers at the same moment is one computer', async () => {
    const { kit: first } = await installerFor('Lighthouse Clinic', false);
    const { kit: second } = await installerFor('Lighthouse Clinic', false);
    const { request: csr } = makeRequest();
    const machines = Array.from({ length: 20 }, (_, i) => `twice-machine-${i}`);
    const replies = await Promise.all(machines.flatMap((machine) => [enroll(first, machine, csr), enroll(second, machine, csr)]));
    expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => 200));
    expect((await licet.admin(computers.list, { query: { q: 'twice-machine', limit: 500 } })).total).toBe(machines.length);
  });

  it('R63: of several renewals of one certificate at once one succeeds, and leaves one that holds', async () => {
    const { kit } = await installerFor('Northwind Dental', false);
    const machine = await enrolled(kit, 'hasty-machine');
    const requests = Array.from({ length: 6 }, () => makeRequest());
    const replies = await Promise.all(requests.map(({ request }) => speak(kit, 'renew', { request }, machine)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
    const held = await Promise.all(
      replies.flatMap(({ status, text }, i) => (status === 200 ? [heartbeat(kit, { key: requests[i]?.key ?? '', cert: text })] : [])),
    );
    expect(held.map((reply) => reply.status)).toEqual([200]);
  });

  it('R61: a machine that was moved to another company is not taken over by the installer that enrolled it', async () => {
    const { kit } = await installerFor('Northwind Dental', false);
    await enrolled(kit, 'sold-machine');
    const { id } = await computerCalled('sold-machine');
    const oak = await groupId('Stolarnia Dąb');
    await licet.admin(computers.move, { body: { ids: [id], to: oak } });
    await enrolled(kit, 'sold-machine');
    const { rows } = await licet.admin(computers.list, { query: { q: 'sold-machine' } });
    expect(rows.map((row) => row.group.name).sort()).toEqual(['Northwind Dental', 'Stolarnia Dąb']);
    expect(rows.find((row) => row.group.id === oak)).toMatchObject({ id });
    await licet.admin(computers.remove, { body: { ids: rows.map((row) => row.id) } });
  });

  it('R63: computers move with their certificates, a unit stays with its company; Shared Objects and twins are refused', async () => {
    const { kit } = await installerFor('Przedszkole Żabka');
    const machine = await enrolled(kit, 'moving-machine');
    const { id } = await computerCalled('moving-machine');
    const dental = await groupId('Northwind Dental');
    expect(await licet.admin(computers.move, { body: { ids: [id], to: dental } })).toEqual({ changed: 1 });
    // The unit of the company that it left is free again.
    expect(await computerCalled('moving-machine')).toMatchObject({ group: { id: dental }, activations: [] });
    const { rows: told } = await licet.admin(audit.list, { query: { q: 'moving-machine' } });
    expect(told.find((entry) => entry.action === 'computer-moved-away')).toMatchObject({
      before: { licenses: [expect.any(String)] },
      after: { licenses: [] },
    });
    expect((await heartbeat(kit, machine, 'moving-machine')).status).toBe(200);
    const shared = (await licet.admin(certificates.list))[0]?.accessGroup.id ?? '';
    expect(await refusal(licet.admin(computers.move, { body: { ids: [id], to: shared } }))).toMatchObject({
      status: 409,
      reason: { code: 'shared-objects-hold-no-computers' },
    });
    await enrolled((await installerFor('Stolarnia Dąb', false)).kit, 'moving-machine');
    expect(await refusal(licet.admin(computers.move, { body: { ids: [id], to: await groupId('Stolarnia Dąb') } }))).toMatchObject({
      status: 409,
      reason: { code: 'computers-there-already', parameters: { names: 'moving-machine' } },
    });
  });

  it('R63, S8: who does not write where a computer is neither moves, deactivates nor removes it', async () => {
    const dental = await groupId('Northwind Dental');
    const rights = [{ function: 'groups-and-computers', level: 'read' } as const];
    const { client } = await makeUser(licet, { login: 'looks-on', homeGroupId: dental, groupIds: [dental], rights });
    const ids = [(await computerCalled('moving-machine')).id];
    expect((await client(computers.list)).rows.map((row) => row.id)).toContain(ids[0]);
    expect((await client(computers.show, { params: { id: ids[0] ?? '' } })).can).toEqual({ move: false, deactivate: false, remove: false });
    for (const door of [computers.deactivate, computers.remove])
      expect(await refusal(client(door, { body: { ids } }))).toMatchObject({ status: 403 });
    const blind = await groupId('Stolarnia Dąb');
    const other = await makeUser(licet, {
      login: 'looks-away',
      homeGroupId: blind,
      groupIds: [blind],
      rights: [{ function: 'groups-and-computers', level: 'write' }],
    });
    expect(await refusal(other.client(computers.remove, { body: { ids } }))).toMatchObject({ status: 404 });
  });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A certification authority of a stranger; its certificate. */
function makeAuthority(): string {
  const [key, cert] = [join(folder, 'stranger.key'), join(folder, 'stranger.pem')];
  execFileSync(
    'openssl',
    `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=Stranger -keyout ${key} -out ${cert}`.split(' '),
    { stdio: 'pipe' },
  );
  return execFileSync('cat', [cert], { encoding: 'utf8' });
}

/** A certificate that says of itself what the given one says, signed by a stranger. */
function forge(cert: string): { key: string; cert: string } {
  makeAuthority();
  const subject = execFileSync('openssl', ['x509', '-noout', '-subject', '-nameopt', 'RFC2253', '-in', file('model.pem', cert)], {
    encoding: 'utf8',
  });
  const name = subject.trim().replace(/^subject=\s*/, '/');
  const { key } = makeRequest();
  const csr = execFileSync('openssl', ['req', '-new', '-key', file('forged.key', key), '-subj', name], { encoding: 'utf8' });
  const signer = ['-CA', join(folder, 'stranger.pem'), '-CAkey', join(folder, 'stranger.key'), '-CAcreateserial', '-days', '1'];
  return {
    key,
    cert: execFileSync('openssl', ['x509', '-req', '-in', file('forged.csr', csr), ...signer], { stdio: 'pipe', encoding: 'utf8' }),
  };
}

// R72: notification rules, with a real mail server and a real receiver of webhooks. A few tests move the server's clock, or
// look at once instead of at the next run.
import { createHmac } from 'node:crypto';
import {
  alerts,
  audit,
  mail,
  notificationRules,
  permissionSets,
  pools,
  portalAccounts,
  reports,
  session,
  syncRuns,
  users,
} from '@licet/contract';
import type { Alert, NotificationCondition } from '@licet/contract';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recoverDeliveries } from '../../apps/server/src/features/notifications/deliver.ts';
import { evaluateRules } from '../../apps/server/src/features/notifications/evaluate.ts';
import { link, makeUser, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { startMailServer, startReceiver } from '../support/post.ts';
import type { MailServer, Receiver } from '../support/post.ts';
import { allLicenses, groupOf } from '../support/reading.ts';

const LOGIN = 'manager@wzgorze.example';
let licet: Licet;
let accountId: string;
let post: MailServer;
let hooks: Receiver;
const settings = () => ({ host: '127.0.0.1', port: post.port, security: 'none', login: null, sender: 'licet@msp.example' }) as const;

beforeAll(async () => {
  licet = await startLicet();
  post = await startMailServer();
  hooks = await startReceiver();
  ({ accountId } = await link(licet, LOGIN, 'demo-manager'));
  await licet.admin(mail.change, { body: settings() });
});
afterAll(async () => {
  await licet.close();
  await post.close();
  await hooks.close();
});
afterEach(async () => {
  for (const rule of (await licet.admin(notificationRules.list)).rows)
    await licet.admin(notificationRules.remove, { params: { id: rule.id } });
  licet.server.context.now = () => new Date();
});

const control = () => licet.portal.control;
const toOps = { recipients: ['ops@msp.example'] };
const suspended: NotificationCondition = { kind: 'state', states: ['warning', 'error', 'suspended', 'obsolete'] };

let made = 0;

interface Given {
  name?: string;
  group?: string;
  recipients?: string[];
  webhookUrl?: string;
}

async function makeRule(condition: NotificationCondition, given: Given = toOps, client = licet.admin) {
  // A name of its own, by which its letters are known.
  const { name = `Rule ${(made += 1)}.`, group = 'All', ...channels } = given;
  const accessGroupId = (await groupOf(licet.admin, group)).id;
  return client(notificationRules.create, { body: { name, accessGroupId, condition, ...channels } });
}

/** What the clock does every hour. */
const look = () => evaluateRules(licet.server.context);
const alertsOf = async (ruleId: string, show: 'open' | 'ended' | 'all' = 'open', client = licet.admin) =>
  (await client(alerts.list, { query: { ruleId, show, limit: 500 } })).rows;
const ruleOf = async (id: string, client = licet.admin) =>
  (await client(notificationRules.list, { query: { limit: 500 } })).rows.find((rule) => rule.id === id);
const usersOf = (list: Alert[]) => [...new Set(list.map((one) => one.license?.licenseUser))].sort();

async function withOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: licet.config.databaseUrl });
  await owner.connect();
  return work(owner).finally(() => owner.end());
}

/** A license of a company by its name. */
function licenseAt(company: string): string {
  return control().company(company).licenses[0]?.publicId ?? '';
}

describe('R72: what is told', () => {
  it('R72, R13: usage: one message for a look, once for an episode, and again when it begins again', async () => {
    const publicId = licenseAt('Piekarnia Młyn');
    const { quantity } = control().license(publicId);
    control().setUsage(publicId, 0);
    await synchronize(licet, { accountId });
    const rule = await makeRule({ kind: 'usage', percent: 95 }, { ...toOps, group: 'Piekarnia Młyn', name: 'Units are short' });
    await look();
    const before = (await alertsOf(rule.id)).length;
    expect(before).toBe(0);

    control().setUsage(publicId, quantity);
    await synchronize(licet, { accountId });
    const letter = await post.letter(1, rule.name);
    expect(letter.headers['subject']).toMatch(/^Licet: Units are short \(\d+ alerts?\)$/);
    expect(letter).toMatchObject({ from: 'licet@msp.example', to: ['ops@msp.example'] });
    expect(letter.text).toContain(`Piekarnia Młyn`);
    expect(letter.text).toContain(`(${publicId}): ${quantity} of ${quantity} units are used`);
    expect(await alertsOf(rule.id)).toHaveLength(before + 1);

    // Nothing new: nothing is said.
    await synchronize(licet, { accountId });
    await look();
    expect(await alertsOf(rule.id, 'all')).toHaveLength(before + 1);

    control().setUsage(publicId, 0);
    await synchronize(licet, { accountId });
    await look();
    expect(await alertsOf(rule.id)).toHaveLength(before);
    expect((await alertsOf(rule.id, 'ended'))[0]).toMatchObject({ license: { publicId }, deliveries: { mail: { state: 'sent' } } });
    control().setUsage(publicId, quantity);
    await synchronize(licet, { accountId });
    await post.letter(2, rule.name);
    expect(post.about(rule.name)).toHaveLength(2);
  });

  it('R72: a rule that is to watch for something else ends what it has raised', async () => {
    const rule = await makeRule({ kind: 'usage', percent: 1 });
    await look();
    const raised = await alertsOf(rule.id);
    expect(raised.length).toBeGreaterThan(3);
    await withOwner((owner) => owner.query('update shares set usage = null, usage_source = null'));
    await look();
    expect(await alertsOf(rule.id)).toHaveLength(raised.length);
    await licet.admin(notificationRules.change, { params: { id: rule.id }, body: { condition: { kind: 'expiry', days: [0] } } });
    await look();
    expect(await alertsOf(rule.id)).toEqual([]);
    await licet.admin(notificationRules.change, { params: { id: rule.id }, body: { condition: { kind: 'usage', percent: 1 } } });
    await look();
    expect(await alertsOf(rule.id)).toEqual([]);
    await synchronize(licet, { accountId });
    await look();
    expect(await alertsOf(rule.id)).toHaveLength(raised.length);
  });

  it('R72: unknown usage is not zero, and raises nothing', async () => {
    await withOwner((owner) => owner.query('update shares set usage = null, usage_source = null'));
    const rule = await makeRule({ kind: 'usage', percent: 1 });
    await look();
    expect(await alertsOf(rule.id, 'all')).toEqual([]);
    await synchronize(licet, { accountId });
    await look();
    expect((await alertsOf(rule.id)).length).toBeGreaterThan(3);
  });

  it('R72: expiry: as each number of days is passed, by the clock', async () => {
    const rows = await allLicenses(licet.admin);
    const trial = rows.find((row) => row.licenseUser.name === 'Stolarnia Dąb' && row.expires !== null);
    const expires = Date.parse(`${trial?.expires}T12:00:00Z`);
    const at = (daysBefore: number) => {
      licet.server.context.now = () => new Date(expires - daysBefore * 86_400_000);
    };
    at(100);
    const rule = await makeRule({ kind: 'expiry', days: [30, 90, 60, 30] }, { ...toOps, group: 'Stolarnia Dąb' });
    expect(rule.condition).toEqual({ kind: 'expiry', days: [90, 60, 30] });
    const told: (number | string | undefined)[] = [];
    for (const daysBefore of [100, 91, 90, 75, 60, 59, 30, 29, 0]) {
      at(daysBefore);
      await look();
      await expect.poll(async () => (await alertsOf(rule.id)).every((one) => one.deliveries.mail?.state === 'sent')).toBe(true);
      const open = await alertsOf(rule.id);
      told.push(open[0]?.reason?.code === 'alert-expires-today' ? 0 : open[0]?.reason?.parameters['days']);
      expect(open.length).toBeLessThan(2);
    }
    expect(told).toEqual([undefined, undefined, 90, 90, 60, 60, 30, 30, 30]);
    expect((await post.letter(3, rule.name)).text).toContain(`(${trial?.publicId}): expires on ${trial?.expires}, within 30 days`);
    expect(await alertsOf(rule.id, 'ended')).toHaveLength(2);
  });

  it('R72: state: in the language of the owner, by mail and webhook alike', async () => {
    await licet.admin(session.prefer, { body: { language: 'pl' } });
    const publicId = licenseAt('Piekarnia Młyn');
    const rule = await makeRule(
      { kind: 'state', states: ['suspended'] },
      { ...toOps, webhookUrl: hooks.url, name: 'Młyn stoi', group: 'Piekarnia Młyn' },
    );
    control().suspendLicense(publicId);
    await synchronize(licet, { accountId });
    const letter = await post.letter(1, rule.name);
    expect(letter.headers['subject']).toBe('Licet: Młyn stoi (1 alert)');
    expect(letter.text).toContain('stan: zawieszona');
    const hook = await hooks.hook(1, rule);
    expect(hook.body).toMatchObject({ type: 'licet.alerts', data: { rule: { id: rule.id, name: 'Młyn stoi' }, total: 1 } });
    expect(hook.body.data.alerts[0]).toMatchObject({
      reason: { code: 'alert-state', parameters: { licenseState: 'suspended' } },
      license: { publicId, licenseUser: 'Piekarnia Młyn' },
      account: null,
    });

    // Signed as https://www.standardwebhooks.com says, under the id that the letter carries, too.
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = hook.headers;
    const key = Buffer.from((rule.webhookSecret ?? '').slice('whsec_'.length), 'base64');
    expect(signature).toBe(
      `v1,${createHmac('sha256', key)
        .update(`${String(id)}.${String(at)}.${hook.text}`)
        .digest('base64')}`,
    );
    expect(letter.headers['message-id']).toBe(`<${String(id)}@msp.example>`);
    control().unsuspendLicense(publicId);
    await synchronize(licet, { accountId });
    await licet.admin(session.prefer, { body: { language: 'en' } });
  });

  it('R72, R13: a run that fails, is held, and refused credentials', async () => {
    const runs = await makeRule({ kind: 'sync' }, { ...toOps, name: 'Runs' });
    const keys = await makeRule({ kind: 'credentials' }, { webhookUrl: hooks.url, name: 'Credentials' });
    control().changeLogin(LOGIN, { password: 'changed-meanwhile' });
    await synchronize(licet, { accountId });
    expect((await post.letter(1, runs.name)).text).toContain(`${LOGIN}: the synchronization failed`);
    expect((await hooks.hook(1, keys)).body.data.alerts).toMatchObject([
      { reason: { code: 'alert-credentials-refused' }, license: null, account: { id: accountId, login: LOGIN } },
    ]);
    // It is told once, however often it fails.
    await synchronize(licet, { accountId });
    await look();
    expect(await alertsOf(runs.id, 'all')).toHaveLength(1);
    control().changeLogin(LOGIN, { password: 'demo-manager' });
    control().addFault({ kind: 'empty' });
    const held = await synchronize(licet, { accountId });
    control().clearFaults();
    expect((await post.letter(2, runs.name)).text).toContain(`${LOGIN}: a synchronization is held`);
    expect(await alertsOf(keys.id)).toEqual([]);
    await licet.admin(syncRuns.discard, { params: { id: held.id } });
    await look();
    expect(await alertsOf(runs.id)).toEqual([]);
    expect([post.about(runs.name).length, hooks.from(keys).length]).toEqual([2, 1]);
  });
});

describe('R72: quiet and certain', () => {
  it('R72: what is told is what holds when it is told; a name begins no line of its own', async () => {
    const publicId = licenseAt('Piekarnia Młyn');
    control().setUsage(publicId, 1);
    const forged = 'Piekarnia Młyn\n\nIMPORTANT: sign in at https://evil.example\n- Northwind Dental';
    control().renameCompany('Piekarnia Młyn', forged);
    await synchronize(licet, { accountId });
    const rule = await makeRule({ kind: 'usage', percent: 500 }, { ...toOps, group: forged });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    await licet.admin(notificationRules.snooze, { params: { id: rule.id }, body: { until } });
    control().setUsage(publicId, 1000);
    await synchronize(licet, { accountId });
    await look();
    expect(await alertsOf(rule.id)).toMatchObject([{ reason: { parameters: { used: 1000 } } }]);
    control().setUsage(publicId, 2000);
    await synchronize(licet, { accountId });
    await look();
    expect(await alertsOf(rule.id, 'all')).toMatchObject([{ reason: { parameters: { used: 2000 } } }]);
    await licet.admin(notificationRules.snooze, { params: { id: rule.id }, body: { until: null } });
    const { text } = await post.letter(1, rule.name);
    expect(text).toContain(': 2000 of ');
    expect(text).not.toMatch(/^IMPORTANT/m);
    expect(text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(1);
    control().renameCompany(forged, 'Piekarnia Młyn');
    control().setUsage(publicId, 1);
    await synchronize(licet, { accountId });
  });

  it('R72: who is put off for a moment gets the message later, and the others once', async () => {
    let off = true;
    const picky = await startMailServer({
      onRcptTo: ({ address }, _session, done) =>
        off && address.startsWith('slow') ? done(Object.assign(new Error('come back later'), { responseCode: 450 })) : done(),
    });
    await licet.admin(mail.change, { body: { ...settings(), port: picky.port } });
    const rule = await makeRule(suspended, { recipients: ['quick@msp.example', 'slow@msp.example'] });
    await look();
    await picky.letter(1, rule.name);
    await expect
      .poll(async () => (await ruleOf(rule.id))?.deliveries.mail)
      .toMatchObject({ state: 'waiting', reason: { code: 'mail-partly-refused' } });
    off = false;
    const second = await picky.letter(2, rule.name);
    expect(picky.about(rule.name).map((letter) => letter.to)).toEqual([['quick@msp.example'], ['slow@msp.example']]);
    expect(second.headers['message-id']).toBe(picky.about(rule.name)[0]?.headers['message-id']);
    await expect.poll(async () => (await ruleOf(rule.id))?.deliveries.mail?.state).toBe('sent');
    await licet.admin(mail.change, { body: settings() });
    await picky.close();
  });

  it('R72: removing an account ends its alerts at once', async () => {
    const other = await link(licet, 'msp@hillside.example', 'demo-msp');
    const rule = await makeRule({ kind: 'usage', percent: 1 });
    await look();
    const ofOther = async () => (await alertsOf(rule.id)).filter((one) => one.license?.licenseUser.startsWith('Greenfield'));
    expect((await ofOther()).length).toBeGreaterThan(0);
    const params = { id: other.accountId };
    await licet.admin(portalAccounts.remove, { params, body: { confirmLogin: 'msp@hillside.example' } });
    await expect.poll(ofOther, { timeout: 10_000 }).toEqual([]);
  });

  it('R72: while snoozed alerts are raised and not told; those that still stand are told once afterwards', async () => {
    const rule = await makeRule({ kind: 'usage', percent: 1000 }, { ...toOps, group: 'Piekarnia Młyn' });
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const snoozed = await licet.admin(notificationRules.snooze, { params: { id: rule.id }, body: { until } });
    expect(snoozed).toMatchObject({ state: 'snoozed', snoozedUntil: until });
    await licet.admin(notificationRules.change, { params: { id: rule.id }, body: { condition: { kind: 'usage', percent: 1 } } });
    await look();
    const open = await alertsOf(rule.id);
    expect(open.length).toBeGreaterThan(0);
    expect(open[0]?.deliveries).toEqual({ mail: null, webhook: null });
    expect(post.about(rule.name)).toEqual([]);
    licet.server.context.now = () => new Date(Date.now() + 3_700_000);
    await look();
    await post.letter(1, rule.name);
    await look();
    await expect.poll(async () => (await alertsOf(rule.id))[0]?.deliveries.mail?.state).toBe('sent');
    expect(post.about(rule.name)).toHaveLength(1);
    expect(await ruleOf(rule.id)).toMatchObject({ state: 'on', snoozedUntil: null });
  });

  it('R72: a mail server that is away is tried again, under the same message id', async () => {
    const { port } = post;
    await post.close();
    const rule = await makeRule({ kind: 'usage', percent: 1 }, { ...toOps, group: 'Piekarnia Młyn' });
    const delivery = async () => (await ruleOf(rule.id))?.deliveries.mail;
    await expect.poll(delivery, { timeout: 10_000 }).toMatchObject({ state: 'waiting', reason: { code: 'mail-unreachable' } });
    post = await startMailServer({ port });
    const letter = await post.letter(1, rule.name);
    await expect.poll(delivery, { timeout: 10_000 }).toMatchObject({ state: 'sent', reason: null });

    // A process that dies between sending and writing that down: another sends the same again, and the receiver can tell.
    const backdate = `update deliveries set state = 'waiting', held_until = now() - interval '1 second' where rule_id = ${rule.id}`;
    await withOwner((owner) => owner.query(backdate));
    await recoverDeliveries(licet.server.context);
    expect((await post.letter(2, rule.name)).headers['message-id']).toBe(letter.headers['message-id']);
    await expect.poll(delivery, { timeout: 10_000 }).toMatchObject({ state: 'sent' });
  }, 60_000);

  it('R72: what ended before it could be told is not told', async () => {
    const { port } = post;
    await post.close();
    const rule = await makeRule({ kind: 'usage', percent: 1 }, { ...toOps, group: 'Piekarnia Młyn' });
    const delivery = async () => (await ruleOf(rule.id))?.deliveries.mail;
    await expect.poll(delivery, { timeout: 10_000 }).toMatchObject({ state: 'waiting', reason: { code: 'mail-unreachable' } });
    await licet.admin(notificationRules.change, { params: { id: rule.id }, body: { enabled: false } });
    await look();
    expect(await alertsOf(rule.id)).toEqual([]);
    post = await startMailServer({ port });
    await expect.poll(delivery, { timeout: 30_000 }).toMatchObject({ state: 'dropped' });
    expect(post.about(rule.name)).toEqual([]);
  }, 60_000);

  it('R72: a webhook that answers with an error, or leads elsewhere, is tried again and not followed', async () => {
    hooks.status = 302;
    const rule = await makeRule({ kind: 'usage', percent: 1 }, { webhookUrl: hooks.url, group: 'Piekarnia Młyn' });
    const first = await hooks.hook(1, rule);
    const delivery = async () => (await ruleOf(rule.id))?.deliveries.webhook;
    await expect.poll(delivery).toMatchObject({ state: 'waiting', reason: { code: 'webhook-answered', parameters: { status: 302 } } });
    hooks.status = 204;
    const second = await hooks.hook(2, rule);
    expect(second.headers['webhook-id']).toBe(first.headers['webhook-id']);
    await expect.poll(delivery).toMatchObject({ state: 'sent' });
    expect(hooks.from(rule)).toHaveLength(2);
  }, 30_000);
});

describe('R72, S8: through the eyes of the owner', () => {
  let baker: Person;
  let serwis: Person;
  beforeAll(async () => {
    const bakery = await groupOf(licet.admin, 'Piekarnia Młyn');
    const rights = [
      { function: 'licenses', level: 'write' },
      { function: 'notifications', level: 'write' },
    ] as const;
    baker = await makeUser(licet, { login: 'baker', homeGroupId: bakery.id, groupIds: [bakery.id], rights: [...rights] });
    const msp = await groupOf(licet.admin, 'Łąka Serwis');
    serwis = await makeUser(licet, { login: 'serwis', homeGroupId: msp.id, groupIds: [msp.id], rights: [...rights] });
  });

  it('R72, S8: a customer’s rule names the customer’s licenses only, in lists, letters and webhooks', async () => {
    const rule = await makeRule({ kind: 'usage', percent: 1 }, { ...toOps, webhookUrl: hooks.url, group: 'Piekarnia Młyn' }, baker.client);
    const wide = await makeRule({ kind: 'usage', percent: 1 }, { recipients: ['all@msp.example'] });
    const [own, hook] = [await post.letter(1, rule.name), await hooks.hook(1, rule)];
    const others = (await allLicenses(licet.admin)).filter((row) => row.licenseUser.name !== 'Piekarnia Młyn');
    await post.letter(1, wide.name);
    for (const { licenseUser, publicId } of others)
      for (const said of [own.text, hook.text]) {
        expect(said).not.toContain(licenseUser.name);
        expect(said).not.toContain(publicId ?? '-');
      }
    expect(usersOf(await alertsOf(rule.id))).toEqual(['Piekarnia Młyn']);
    expect(usersOf(await alertsOf(wide.id)).length).toBeGreaterThan(3);
    // The baker sees neither the rule of the administrator nor its alerts, not even those about the bakery.
    expect(await alertsOf(wide.id, 'all', baker.client)).toEqual([]);
    expect(await ruleOf(wide.id, baker.client)).toBeUndefined();
  });

  it('R72, S8: what the owner lost sight of between raising and telling is not told', async () => {
    const { port } = post;
    await post.close();
    const rule = await makeRule({ kind: 'usage', percent: 1 }, { ...toOps, group: 'Łąka Serwis' }, serwis.client);
    const delivery = async () => (await ruleOf(rule.id))?.deliveries.mail;
    await expect.poll(delivery, { timeout: 10_000 }).toMatchObject({ state: 'waiting', reason: { code: 'mail-unreachable' } });
    const raised = usersOf(await alertsOf(rule.id));
    expect(raised).toContain('Piekarnia Młyn');
    expect(raised.length).toBeGreaterThan(1);
    // Licenses of one customer only from now on; the rule stays where it is.
    const [held] = (await licet.admin(users.show, { params: { id: serwis.id } })).permissionSets;
    const msp = await groupOf(licet.admin, 'Łąka Serwis');
    const bakery = await groupOf(licet.admin, 'Piekarnia Młyn');
    const change = (groupIds: string[], functions: ('licenses' | 'notifications')[]) => ({
      params: { id: held?.id ?? '' },
      body: { groupIds, rights: functions.map((fn) => ({ function: fn, level: 'write' as const })) },
    });
    await licet.admin(permissionSets.change, change([msp.id], ['notifications']));
    const narrow = await licet.admin(permissionSets.create, {
      body: { name: 'bakery only', accessGroupId: msp.id, groupIds: [bakery.id], rights: [{ function: 'licenses', level: 'read' }] },
    });
    await licet.admin(users.change, { params: { id: serwis.id }, body: { permissionSetIds: [held?.id ?? '', narrow.id] } });
    post = await startMailServer({ port });
    const letter = await post.letter(1, rule.name);
    expect(letter.text).toContain('Piekarnia Młyn');
    for (const other of raised) if (other !== 'Piekarnia Młyn') expect(letter.text).not.toContain(other);

    // None at all: the rule is silent, and says so.
    await licet.admin(users.change, { params: { id: serwis.id }, body: { permissionSetIds: [held?.id ?? ''] } });
    await look();
    expect(await ruleOf(rule.id)).toMatchObject({ state: 'silent', silence: 'owner-without-rights', openAlerts: 0 });
    await licet.admin(users.change, { params: { id: serwis.id }, body: { permissionSetIds: [held?.id ?? '', narrow.id], enabled: false } });
    expect(await ruleOf(rule.id)).toMatchObject({ state: 'silent', silence: 'owner-disabled' });
    await licet.admin(users.remove, { params: { id: serwis.id } });
    await look();
    expect(await ruleOf(rule.id)).toMatchObject({ state: 'silent', silence: 'owner-gone', owner: null });
    expect(post.about(rule.name)).toHaveLength(1);

    // Whoever changes it owns it.
    const taken = await licet.admin(notificationRules.change, { params: { id: rule.id }, body: { name: 'Taken over' } });
    expect(taken).toMatchObject({ state: 'on', owner: 'admin' });
    await post.letter(1, 'Taken over');
  }, 60_000);

  it('R72, R32: a pool that moves takes its alerts with it', async () => {
    const rule = await makeRule({ kind: 'usage', percent: 1 }, { ...toOps, group: 'Piekarnia Młyn' }, baker.client);
    await post.letter(1, rule.name);
    const { rows } = await licet.admin(pools.list, { query: { q: 'Piekarnia' } });
    const away = (await groupOf(licet.admin, 'Stolarnia Dąb')).id;
    const moved = await licet.admin(pools.move, { params: { id: rows[0]?.id ?? '' }, body: { to: away } });
    expect(await alertsOf(rule.id, 'all', baker.client)).toEqual([]);
    // The move itself asks for a look.
    await expect.poll(() => alertsOf(rule.id), { timeout: 10_000 }).toEqual([]);
    await licet.admin(pools.undoMove, { params: { id: moved.operationId } });
    // And so does taking it back.
    await expect.poll(() => alertsOf(rule.id, 'open', baker.client).then((open) => open.length), { timeout: 10_000 }).toBeGreaterThan(0);
  });

  it('R72, R73: what falls silent with its owner is named before the owner is removed, and in the audit, as far as it is in sight', async () => {
    const bakery = await groupOf(licet.admin, 'Piekarnia Młyn');
    const rights = (['licenses', 'notifications', 'reports', 'users'] as const).map((fn) => ({ function: fn, level: 'write' }) as const);
    const leaver = await makeUser(licet, { login: 'leaver', homeGroupId: bakery.id, groupIds: [bakery.id], rights });
    const rule = await makeRule(suspended, { ...toOps, group: 'Piekarnia Młyn', name: 'Of the leaver' }, leaver.client);
    // A report that is mailed falls silent, too; one that is only read does not.
    const schedule = { every: 'day', at: '07:30', zone: 'UTC' } as const;
    const mailed = await leaver.client(reports.create, {
      body: { name: 'Mailed', accessGroupId: bakery.id, schedule, recipients: ['a@b.example'] },
    });
    await leaver.client(reports.create, { body: { name: 'Read', accessGroupId: bakery.id } });
    const show = (client: Person['client']) => client(users.show, { params: { id: leaver.id } });
    const named = [
      { kind: 'report', id: mailed.id, name: 'Mailed' },
      { kind: 'notification-rule', id: rule.id, name: 'Of the leaver' },
    ];
    expect([(await show(licet.admin)).owns, (await show(leaver.client)).owns]).toEqual([named, named]);
    const clerk = await makeUser(licet, { login: 'clerk', homeGroupId: bakery.id, groupIds: [bakery.id], rights: rights.slice(3) });
    expect((await show(clerk.client)).owns).toEqual([]);
    await licet.admin(users.remove, { params: { id: leaver.id } });
    expect(await ruleOf(rule.id)).toMatchObject({ state: 'silent', silence: 'owner-gone' });
    const { rows } = await licet.admin(audit.list, { query: { function: 'users', limit: 1 } });
    expect(rows[0]).toMatchObject({ subject: { name: 'leaver' }, before: { silenced: ['Mailed', 'Of the leaver'] } });
    await licet.admin(notificationRules.remove, { params: { id: rule.id } });
  });

  it('R72: rights: 404 out of sight, 403 without write, or without sight of the licenses', async () => {
    const bakery = await groupOf(licet.admin, 'Piekarnia Młyn');
    const make = (client: Person['client'], accessGroupId: string, condition: NotificationCondition = suspended) =>
      client(notificationRules.create, { body: { name: 'x', accessGroupId, condition, ...toOps } });
    const rule = await makeRule(suspended);
    for (const call of [
      () => baker.client(notificationRules.change, { params: { id: rule.id }, body: { name: 'stolen' } }),
      () => baker.client(notificationRules.remove, { params: { id: rule.id } }),
      () => baker.client(notificationRules.snooze, { params: { id: rule.id }, body: { until: null } }),
      () => baker.client(notificationRules.test, { params: { id: rule.id } }),
      () => make(baker.client, '1'),
    ])
      expect(await refusal(call())).toMatchObject({ status: 404 });
    const reader = await makeUser(licet, {
      login: 'reader',
      homeGroupId: bakery.id,
      groupIds: [bakery.id],
      rights: [{ function: 'notifications', level: 'read' }],
    });
    const own = await makeRule(suspended, { webhookUrl: 'https://hooks.example/secret', group: 'Piekarnia Młyn' }, baker.client);
    expect(await ruleOf(own.id, reader.client)).toMatchObject({
      webhookUrl: 'https://hooks.example',
      owner: null,
      can: { change: false, remove: false },
    });
    expect(await refusal(make(reader.client, bakery.id))).toMatchObject({
      status: 403,
      needs: { function: 'notifications', level: 'write' },
    });
    const blind = await makeUser(licet, {
      login: 'blind',
      homeGroupId: bakery.id,
      groupIds: [bakery.id],
      rights: [{ function: 'notifications', level: 'write' }],
    });
    expect(await refusal(make(blind.client, bakery.id))).toMatchObject({ status: 403, needs: { function: 'licenses', level: 'read' } });
    expect(await refusal(make(baker.client, bakery.id, { kind: 'sync' }))).toMatchObject({
      status: 409,
      reason: { code: 'rule-of-accounts-elsewhere' },
    });
    const counting = await makeUser(licet, {
      login: 'counting',
      homeGroupId: '1',
      groupIds: ['1'],
      rights: [
        { function: 'licenses', level: 'read' },
        { function: 'notifications', level: 'write' },
      ],
    });
    expect(await refusal(make(counting.client, '1', { kind: 'credentials' }))).toMatchObject({
      status: 403,
      needs: { function: 'portal-accounts', level: 'read' },
    });
  });
});

describe('R72: what rules may cost others', () => {
  it('R72: tests are few a minute and in the audit; the mail server is not told to those who do not read the settings', async () => {
    const bakery = await groupOf(licet.admin, 'Piekarnia Młyn');
    const rights = (['notifications', 'licenses', 'groups-and-computers', 'audit'] as const).map((fn) => ({
      function: fn,
      level: 'write' as const,
    }));
    const tester = await makeUser(licet, { login: 'tester', homeGroupId: bakery.id, groupIds: [bakery.id], rights });
    const rule = await makeRule(suspended, { ...toOps, group: 'Piekarnia Młyn' }, tester.client);
    await licet.admin(mail.change, { body: { ...settings(), port: 1 } });
    const test = () => tester.client(notificationRules.test, { params: { id: rule.id } });
    expect(await test()).toMatchObject({ mail: { sent: false, problem: { code: 'mail-not-delivered', parameters: {} } } });
    const outcomes = await Promise.all(
      Array.from({ length: 12 }, () =>
        test().then(
          () => 'tried',
          () => 'refused',
        ),
      ),
    );
    expect(outcomes.filter((one) => one === 'tried')).toHaveLength(9);
    expect(await refusal(test())).toMatchObject({ status: 429, reason: { code: 'tests-too-many' } });
    const { rows } = await tester.client(audit.list, { query: { limit: 50 } });
    expect(rows.filter((row) => row.action === 'notification-rule-tested')).toHaveLength(10);
    await licet.admin(mail.change, { body: settings() });
  });

  it('R72: a webhook that goes to another receiver gets another secret', async () => {
    const rule = await makeRule(suspended, { webhookUrl: hooks.url });
    expect(rule.webhookSecret).toMatch(/^whsec_/);
    const params = { id: rule.id };
    const same = await licet.admin(notificationRules.change, { params, body: { webhookUrl: `${hooks.url}/again` } });
    expect(same.webhookSecret).toBeNull();
    const other = await licet.admin(notificationRules.change, { params, body: { webhookUrl: 'https://elsewhere.example/hook' } });
    expect(other.webhookSecret).toMatch(/^whsec_/);
    expect(other.webhookSecret).not.toBe(rule.webhookSecret);
  });
});

describe('R72: bad input', () => {
  it.each([
    [{ name: '' }, 'body.name'],
    [{ name: 'two\nlines' }, 'body.name'],
    [{ condition: { kind: 'expiry', days: [] } }, 'body.condition.days'],
    [{ condition: { kind: 'expiry', days: [-1] } }, 'body.condition.days.0'],
    [{ condition: { kind: 'usage', percent: 0 } }, 'body.condition.percent'],
    [{ condition: { kind: 'state', states: ['broken'] } }, 'body.condition.states.0'],
    [{ condition: { kind: 'weather' } }, 'body.condition.kind'],
    [{ recipients: ['nobody'] }, 'body.recipients.0'],
    [{ recipients: ['a@b.example\r\nbcc: c@d.example'] }, 'body.recipients.0'],
    [{ webhookUrl: 'ftp://hooks.example' }, 'body.webhookUrl'],
    [{ webhookUrl: 'https://me:secret@hooks.example' }, 'body.webhookUrl'],
    [{ recipients: [] }, 'body.recipients'],
  ])('R72: %j names the field', async (wrong, field) => {
    const body = { name: 'x', accessGroupId: '1', condition: suspended, ...toOps, ...wrong };
    const problem = await refusal(licet.admin(notificationRules.create, { body: body as never }));
    expect(problem).toMatchObject({ status: 400, code: 'malformed-request' });
    expect(problem.errors?.map((error) => error.field)).toContain(field);
  });

  it('R72: a snooze until yesterday is refused', async () => {
    const rule = await makeRule(suspended);
    const until = new Date(Date.now() - 86_400_000).toISOString();
    expect(await refusal(licet.admin(notificationRules.snooze, { params: { id: rule.id }, body: { until } }))).toMatchObject({
      status: 400,
    });
  });

  it('R72: webhooks reach no private address that the settings do not name', async () => {
    for (const host of ['10.0.0.1', '169.254.169.254', '[::1]', '[::ffff:10.0.0.1]', '192.168.1.1:8080']) {
      const rule = await makeRule(suspended, { webhookUrl: `http://${host}/hook` });
      const { webhook } = await licet.admin(notificationRules.test, { params: { id: rule.id } });
      expect(webhook?.problem?.code, host).toBe('webhook-address-closed');
    }
    const { webhookNetworks } = licet.server.context.config;
    licet.server.context.config.webhookNetworks = [];
    const byName = hooks.url.replace('127.0.0.1', 'localhost');
    const rule = await makeRule(suspended, { webhookUrl: byName });
    const closed = await licet.admin(notificationRules.test, { params: { id: rule.id } });
    expect(closed.webhook?.problem?.code).toBe('webhook-address-closed');
    expect(hooks.from(rule)).toEqual([]);
    licet.server.context.config.webhookNetworks = webhookNetworks;
    expect(await licet.admin(notificationRules.test, { params: { id: rule.id } })).toEqual({
      mail: null,
      webhook: { sent: true, problem: null },
    });
    expect(hooks.from(rule)[0]?.body).toMatchObject({ type: 'licet.test', data: { rule: { name: rule.name } } });
  });
});

describe('R72: the mail settings', () => {
  afterEach(() => licet.admin(mail.change, { body: settings() }));

  it('R72: a password is sent to its own server, and shown to nobody', async () => {
    const guarded = await startMailServer({
      authOptional: false,
      authMethods: ['PLAIN', 'LOGIN'],
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) =>
        username === 'licet' && password === 'mail secret' ? done(null, { user: username }) : done(new Error('wrong')),
    });
    const body = { ...settings(), port: guarded.port, login: 'licet' };
    expect(await refusal(licet.admin(mail.change, { body }))).toMatchObject({ status: 400, errors: [{ field: 'body.password' }] });
    await licet.admin(mail.change, { body: { ...body, password: 'wrong' } });
    const problem = await refusal(licet.admin(mail.test, { body: { to: 'me@msp.example' } }));
    expect(problem).toMatchObject({ status: 422, code: 'not-delivered', reason: { code: 'mail-login-refused' } });
    await licet.admin(mail.change, { body: { ...body, password: 'mail secret' } });
    const shown = await licet.admin(mail.change, { body: { ...body, sender: 'other@msp.example' } });
    expect(shown.settings).toEqual({ ...body, sender: 'other@msp.example' });
    await licet.admin(mail.test, { body: { to: 'me@msp.example' } });
    expect(await guarded.letter(1)).toMatchObject({ from: 'other@msp.example', to: ['me@msp.example'] });
    expect(await refusal(licet.admin(mail.change, { body: { ...body, host: 'localhost' } }))).toMatchObject({ status: 400 });
    const log = JSON.stringify(await licet.admin(audit.list, { query: { limit: 500 } }));
    expect(log).toContain('mail-settings-changed');
    expect(log).not.toContain('mail secret');
    await guarded.close();
  });

  it('R72: what is wrong with the mail is said: none set up, no TLS, nobody there', async () => {
    const test = () => refusal(licet.admin(mail.test, { body: { to: 'me@msp.example' } }));
    await licet.admin(mail.remove);
    expect(await licet.admin(mail.show)).toEqual({ settings: null, can: { change: true } });
    expect(await test()).toMatchObject({ reason: { code: 'mail-not-set-up' } });
    await licet.admin(mail.change, { body: { ...settings(), security: 'starttls' } });
    expect(await test()).toMatchObject({ reason: { code: 'mail-insecure' } });
    await licet.admin(mail.change, { body: { ...settings(), port: 1 } });
    expect(await test()).toMatchObject({ reason: { code: 'mail-unreachable' } });
  });
});

it('R72, R73: what is done to rules is in the audit, without secrets', async () => {
  const rule = await makeRule(suspended, { webhookUrl: `${hooks.url}?token=hush`, group: 'Piekarnia Młyn', name: 'Watched' });
  await licet.admin(notificationRules.change, { params: { id: rule.id }, body: { name: 'Renamed', newWebhookSecret: true } });
  await licet.admin(notificationRules.remove, { params: { id: rule.id } });
  const { rows } = await licet.admin(audit.list, { query: { function: 'notifications', q: rule.id, limit: 500 } }).then((page) => ({
    rows: page.rows.filter((entry) => entry.subject.id === rule.id),
  }));
  expect(rows.map((entry) => entry.action)).toEqual([
    'notification-rule-removed',
    'notification-rule-changed',
    'notification-rule-created',
  ]);
  expect(rows[1]).toMatchObject({ before: { name: 'Watched' }, after: { name: 'Renamed', webhookSecret: 'changed' } });
  const told = JSON.stringify(rows);
  expect(told).not.toContain('hush');
  expect(told).not.toContain(rule.webhookSecret);
});

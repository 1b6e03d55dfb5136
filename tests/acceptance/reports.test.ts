// R70, S14: reports, with a real mail server. Most tests move the server's clock instead of waiting for the next day.
import { audit, mail, permissionSets, reports, users } from '@licet/contract';
import type { Client, LicenseRow, Report, ReportRow } from '@licet/contract';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { recoverReports, sendDueReport, startDueReports } from '../../apps/server/src/features/reports/due.ts';
import { startServer } from '../../apps/server/src/server.ts';
import { link, makeUser, refusal, startLicet, synchronize } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { startMailServer } from '../support/post.ts';
import type { Letter, MailServer } from '../support/post.ts';
import { allLicenses, groupOf } from '../support/reading.ts';

const DAY = 86_400_000;
let licet: Licet;
let accountId: string;
let post: MailServer;
let serwis: Person;
let baker: Person;
const settings = () => ({ host: '127.0.0.1', port: post.port, security: 'none', login: null, sender: 'licet@msp.example' }) as const;

beforeAll(async () => {
  licet = await startLicet();
  post = await startMailServer();
  ({ accountId } = await link(licet, 'manager@wzgorze.example', 'demo-manager'));
  await licet.admin(mail.change, { body: settings() });
  serwis = await person('serwis', 'Łąka Serwis');
  baker = await person('baker', 'Piekarnia Młyn');
});
afterAll(async () => {
  await licet.close();
  await post.close();
});
afterEach(async () => {
  for (const report of (await licet.admin(reports.list, { query: { limit: 500 } })).rows)
    await licet.admin(reports.remove, { params: { id: report.id } });
  licet.server.context.now = () => new Date();
});

async function person(login: string, group: string): Promise<Person> {
  const { id } = await groupOf(licet.admin, group);
  const rights = (['reports', 'licenses'] as const).map((fn) => ({ function: fn, level: 'write' as const }));
  return makeUser(licet, { login, homeGroupId: id, groupIds: [id], rights });
}

type Body = NonNullable<Parameters<typeof make>[0]>;
let made = 0;

/** A report with a name of its own, by which its letters are known. */
async function make(given: Partial<Report> & { group?: string } = {}, client: Client = licet.admin): Promise<Report> {
  const { group = 'All', name = `Report ${(made += 1)}.`, filter, columns, groupBy, schedule, recipients, language } = given;
  const accessGroupId = (await groupOf(licet.admin, group)).id;
  const body = { name, accessGroupId, filter, columns, groupBy, schedule, recipients, language };
  return client(reports.create, { body });
}

const daily = { every: 'day', at: '07:30', zone: 'Europe/Warsaw' } as const;
const mailed: Body = { schedule: daily, recipients: ['ops@msp.example'] };

async function rowsOf(report: Report, client: Client = licet.admin): Promise<ReportRow[]> {
  const { rows, total } = await client(reports.rows, { params: { id: report.id }, query: { limit: 500 } });
  expect(rows).toHaveLength(total);
  return rows;
}

const reportOf = (report: Report, client: Client = licet.admin) => client(reports.show, { params: { id: report.id } });
const usersIn = (rows: { licenseUser?: string | undefined }[]) => [...new Set(rows.map((row) => row.licenseUser))].sort();

const csvOf = (report: Report, language?: 'en' | 'pl', client: Client = licet.admin) =>
  client(reports.csv, { params: { id: report.id }, query: { language } });

async function inDatabase(statement: string): Promise<unknown[]> {
  const owner = new pg.Client({ connectionString: licet.config.databaseUrl });
  await owner.connect();
  return (await owner.query(statement).finally(() => owner.end())).rows;
}

/** What the clock does every minute, at a moment. */
async function look(at: Date): Promise<void> {
  licet.server.context.now = () => at;
  await startDueReports(licet.server.context);
}
const after = (moment: string | null, ms = 0) => new Date(Date.parse(moment ?? '') + ms);

/** The file that a letter brings, as lines. */
function fileIn({ text }: Letter): string[] {
  const [, , part = ''] = text.split(/^--.*$/m);
  const [head = '', ...body] = part.trim().split('\n\n');
  expect(head).toMatch(/filename=report-\d+-\d{4}-\d\d-\d\d\.csv/);
  const file = Buffer.from(body.join(''), 'base64').toString('utf8');
  expect(file.startsWith('\uFEFF')).toBe(true);
  return file.slice(1).trim().split('\r\n');
}

function sumsOf(rows: LicenseRow[], by: (row: LicenseRow) => string) {
  const sum = (numbers: (number | null)[]) =>
    numbers.every((one) => one === null) ? null : numbers.reduce((all: number, one) => all + (one ?? 0), 0);
  return Object.fromEntries(
    [...Map.groupBy(rows, by)].map(([label, list]) => [
      label,
      {
        quantity: sum(list.map((row) => row.quantity.value)),
        usage: sum(list.map((row) => row.usage.value)),
        licenses: new Set(list.map((row) => row.licenseId)).size,
        unknown: new Set(list.filter((row) => row.usage.value === null).map((row) => row.licenseId)).size,
      },
    ]),
  );
}

describe('R70: what a report holds', () => {
  it('S14: the license user is a column', async () => {
    const report = await make({ columns: ['licenseUser', 'publicId', 'quantity'] });
    const list = await allLicenses(licet.admin);
    const rows = await rowsOf(report);
    expect(rows).toEqual(list.map((row) => ({ licenseUser: row.licenseUser.name, publicId: row.publicId, quantity: row.quantity.value })));
    expect(usersIn(rows).length).toBeGreaterThan(5);
    // A page at a time, without gaps.
    const page = await licet.admin(reports.rows, { params: { id: report.id }, query: { offset: 2, limit: 3 } });
    expect(page).toEqual({ rows: rows.slice(2, 5), total: rows.length });
  });

  it('S14: licenses are summed up by license user, and by product, access group and state', async () => {
    // Of one license, and of a product as a whole, the units used are not known.
    await inDatabase(`update shares set usage = null where product_name = (select min(product_name) from shares)`);
    await inDatabase(`update shares set usage = null where id = (select max(id) from shares where not gone)`);
    const list = await allLicenses(licet.admin);
    const ways = {
      licenseUser: (row: LicenseRow) => row.licenseUser.name,
      product: (row: LicenseRow) => row.productName,
      accessGroup: (row: LicenseRow) => row.accessGroup.name,
      state: (row: LicenseRow) => row.state,
    };
    for (const [groupBy, by] of Object.entries(ways) as [keyof typeof ways, (row: LicenseRow) => string][]) {
      const report = await make({ groupBy, columns: ['product', 'quantity', 'usage'] });
      const sums = await rowsOf(report);
      const told: Record<string, object> = Object.fromEntries(sums.map(({ [groupBy]: label, ...sum }) => [label, sum]));
      expect(told, groupBy).toEqual(sumsOf(list, by));
      expect(sums.length, groupBy).toBe(Object.keys(told).length);
    }
    expect(Object.values(sumsOf(list, ways.product)).some((sum) => sum.usage === null)).toBe(true);
    expect(Object.values(sumsOf(list, ways.state)).some((sum) => sum.unknown > 0 && sum.usage !== null)).toBe(true);
    await synchronize(licet, { accountId });
    const counted = await make({ groupBy: 'licenseUser', columns: ['product'] });
    expect(Object.keys((await rowsOf(counted))[0] ?? {}).sort()).toEqual(['licenseUser', 'licenses', 'unknown']);
  });

  it('R70: the filter, and days to expiry from the day of the report', async () => {
    const list = await allLicenses(licet.admin);
    const trial = await make({ filter: { type: ['trial'], state: [] }, columns: ['publicId', 'type'] });
    const trials = list.filter((row) => row.type === 'trial');
    expect(await rowsOf(trial)).toEqual(trials.map(({ publicId, type }) => ({ publicId, type })));
    expect(trial.filter).toEqual({ type: ['trial'] });
    const word = await make({ filter: { q: 'młyn' }, columns: ['licenseUser'] });
    expect(usersIn(await rowsOf(word))).toEqual(['Piekarnia Młyn']);
    const [first] = list.flatMap((row) => row.expires ?? []).sort();
    const soon = await make({ filter: { expiresWithin: 30 }, columns: ['expires'] });
    const found = async (daysBefore: number) => {
      licet.server.context.now = () => new Date(Date.parse(`${first}T12:00:00Z`) - daysBefore * DAY);
      return (await rowsOf(soon)).length;
    };
    expect(await found(31)).toBe(0);
    expect(await found(30)).toBe(list.filter((row) => row.expires === first).length);
    expect(await found(-400)).toBeGreaterThanOrEqual(await found(30));
  });

  it('R70: as CSV in both languages, its cells defused', async () => {
    const formula = '=HYPERLINK("https://evil.example")';
    licet.portal.control.renameCompany('Stolarnia Dąb', formula);
    await synchronize(licet, { accountId });
    const report = await make({ filter: { q: 'hyperlink' }, columns: ['licenseUser', 'quantity', 'tags'], language: 'pl' });
    const [head, line = ''] = (await csvOf(report)).split('\r\n');
    expect(head).toBe('Użytkownik licencji,Jednostki zamówione,Znaczniki');
    expect(line).toContain(`"'=HYPERLINK(""https://evil.example"")"`);
    expect((await csvOf(report, 'en')).split('\r\n')[0]).toBe('License user,Units ordered,Tags');
    const sums = await make({ groupBy: 'licenseUser', filter: { q: 'hyperlink' } });
    const text = await csvOf(sums);
    expect(text).toMatch(/^License user,Units ordered,Units used,Licenses,Licenses with units used unknown\r\n/);
    expect(text).toContain(`"'=HYPERLINK(`);
    expect((await csvOf(sums, 'pl')).split('\r\n')[0]).toBe(
      'Użytkownik licencji,Jednostki zamówione,Jednostki używane,Licencje,Licencje bez znanej liczby jednostek używanych',
    );
    licet.portal.control.renameCompany(formula, 'Stolarnia Dąb');
    await synchronize(licet, { accountId });
  });

  it('R70, S8: whoever reads it sees own licenses, in its group and below', async () => {
    const wide = await make({ group: 'Łąka Serwis', columns: ['licenseUser'] });
    const all = usersIn(await rowsOf(wide));
    expect(all).toEqual(usersIn((await allLicenses(serwis.client)).map((row) => ({ licenseUser: row.licenseUser.name }))));
    expect(usersIn(await rowsOf(await make({ columns: ['licenseUser'] }))).length).toBeGreaterThan(all.length);
    // Reads reports of the whole MSP, and licenses of the bakery alone.
    const msp = await groupOf(licet.admin, 'Łąka Serwis');
    const bakery = await groupOf(licet.admin, 'Piekarnia Młyn');
    const reader = await makeUser(licet, {
      login: 'reader',
      homeGroupId: msp.id,
      groupIds: [msp.id],
      rights: [{ function: 'reports', level: 'read' }],
    });
    expect(await rowsOf(wide, reader.client)).toEqual([]);
    const some = await licet.admin(permissionSets.create, {
      body: { name: 'bakery', accessGroupId: msp.id, groupIds: [bakery.id], rights: [{ function: 'licenses', level: 'read' }] },
    });
    const [held] = (await licet.admin(users.show, { params: { id: reader.id } })).permissionSets;
    await licet.admin(users.change, { params: { id: reader.id }, body: { permissionSetIds: [held?.id ?? '', some.id] } });
    expect(usersIn(await rowsOf(wide, reader.client))).toEqual(['Piekarnia Młyn']);
    const summed = await make({ group: 'Łąka Serwis', groupBy: 'licenseUser' });
    expect(usersIn(await rowsOf(summed, reader.client))).toEqual(['Piekarnia Młyn']);
    expect(await csvOf(wide, 'en', reader.client)).toMatch(/^License user\r\n(Piekarnia Młyn\r\n)+$/);
    // A report that is kept above is out of a customer's sight altogether.
    expect(await refusal(baker.client(reports.rows, { params: { id: wide.id } }))).toMatchObject({ status: 404 });
    expect((await baker.client(reports.list)).total).toBe(0);
  });
});

describe('R70: a report that is mailed', () => {
  it('R70: at its time, to its recipients, with the file that its owner sees, by one of two servers', async () => {
    const report = await make({ ...mailed, group: 'Łąka Serwis', columns: ['licenseUser', 'publicId'] }, serwis.client);
    expect(report).toMatchObject({ state: 'scheduled', owner: 'serwis', lastSent: null });
    await look(after(report.nextAt, -1));
    expect((await reportOf(report)).nextAt).toBe(report.nextAt);
    const second = await startServer(licet.config, { logLevel: 'silent' });
    second.context.now = () => after(report.nextAt);
    await Promise.all([look(after(report.nextAt)), startDueReports(second.context), startDueReports(second.context)]);
    const letter = await post.letter(1, report.name);
    expect(letter).toMatchObject({ from: 'licet@msp.example', to: ['ops@msp.example'] });
    expect(letter.headers['subject']).toBe(`Licet: ${report.name}`);
    const list = (await allLicenses(serwis.client)).map((row) => `${row.licenseUser.name},${row.publicId}`);
    expect(fileIn(letter)).toEqual(['License user,Public ID', ...list]);
    expect(list.length).toBeLessThan((await allLicenses(licet.admin)).length);
    await expect.poll(async () => (await reportOf(report)).lastSent).toMatchObject({ sent: true, rows: list.length, problem: null });
    expect((await reportOf(report)).nextAt).toBe(after(report.nextAt, DAY).toISOString());
    await look(after(report.nextAt, 60_000));
    expect(post.about(report.name)).toHaveLength(1);
    await second.close();
  }, 60_000);

  it('R70: what was missed while no server ran comes once; a schedule that stays keeps its time', async () => {
    const report = await make({ ...mailed, language: 'pl', groupBy: 'licenseUser' });
    await look(after(report.nextAt, 10 * DAY + 1000));
    const letter = await post.letter(1, report.name);
    expect(fileIn(letter)[0]).toMatch(/^Użytkownik licencji,/);
    await expect.poll(async () => (await reportOf(report)).lastSent?.sent).toBe(true);
    const { nextAt } = await reportOf(report);
    expect(Date.parse(nextAt ?? '')).toBeGreaterThan(after(report.nextAt, 10 * DAY).getTime());
    await look(after(report.nextAt, 10 * DAY + 2000));
    expect(post.about(report.name)).toHaveLength(1);
    const params = { id: report.id };
    const renamed = await licet.admin(reports.change, { params, body: { name: 'Other', schedule: { ...daily } } });
    expect(renamed.nextAt).toBe(nextAt);
    const later = await licet.admin(reports.change, { params, body: { schedule: { ...daily, at: '07:31' } } });
    expect(later.nextAt).not.toBe(nextAt);
    const kept = await licet.admin(reports.change, { params, body: { schedule: null, recipients: [] } });
    expect(kept).toMatchObject({ state: 'kept', nextAt: null, recipients: [] });
  });

  it('R70: nothing is mailed while its owner may see nothing; whoever changes it owns it', async () => {
    const group = await groupOf(licet.admin, 'Stolarnia Dąb');
    const rights = (level: 'write' | 'read') =>
      (['reports', 'licenses'] as const).map((fn) => ({ function: fn, level: fn === 'reports' ? 'write' : level }) as const);
    const oak = await makeUser(licet, { login: 'oak', homeGroupId: group.id, groupIds: [group.id], rights: rights('read') });
    const report = await make({ ...mailed, group: 'Stolarnia Dąb' }, oak.client);
    const params = { id: report.id };
    const silent = async (silence: string) => {
      const found = await reportOf(report);
      expect(found).toMatchObject({ state: 'silent', silence, lastSent: null, can: { send: false } });
      await look(after(found.nextAt));
      expect(Date.parse((await reportOf(report)).nextAt ?? '')).toBeGreaterThan(after(found.nextAt).getTime());
      expect(await refusal(licet.admin(reports.send, { params }))).toMatchObject({ status: 409, reason: { code: 'report-silent' } });
    };
    const [set] = (await licet.admin(users.show, { params: { id: oak.id } })).permissionSets;
    const without = { groupIds: [group.id], rights: rights('read').filter((right) => right.function === 'reports') };
    await licet.admin(permissionSets.change, { params: { id: set?.id ?? '' }, body: without });
    await silent('owner-without-rights');
    await licet.admin(users.change, { params: { id: oak.id }, body: { enabled: false } });
    await silent('owner-disabled');
    await licet.admin(users.remove, { params: { id: oak.id } });
    await silent('owner-gone');
    expect(post.about(report.name)).toHaveLength(0);
    const taken = await licet.admin(reports.change, { params, body: { name: 'Taken over' } });
    expect(taken).toMatchObject({ state: 'scheduled', owner: 'admin', silence: null });
    await look(after(taken.nextAt));
    await post.letter(1, 'Taken over');
    expect(post.about(report.name)).toHaveLength(0);
  }, 60_000);

  it('R70: the mail server is away, and comes back', async () => {
    const { port } = post;
    await post.close();
    const report = await make(mailed);
    await look(after(report.nextAt));
    await expect
      .poll(async () => (await reportOf(report)).lastSent, { timeout: 10_000 })
      .toMatchObject({ sent: false, problem: { code: 'mail-unreachable' } });
    post = await startMailServer({ port });
    await post.letter(1, report.name);
    await expect.poll(async () => (await reportOf(report)).lastSent).toMatchObject({ sent: true, problem: null });
    expect(post.about(report.name)).toHaveLength(1);
  }, 60_000);

  it('R70: who is put off for a moment gets it later, and the others once', async () => {
    let off = true;
    const { port } = post;
    await post.close();
    post = await startMailServer({
      port,
      onRcptTo: ({ address }, _session, done) => {
        const putOff = off && address === 'late@msp.example';
        if (putOff) off = false;
        done(putOff ? Object.assign(new Error('later'), { responseCode: 451 }) : null);
      },
    });
    const report = await make({ ...mailed, recipients: ['ops@msp.example', 'late@msp.example', 'ops@msp.example'] });
    expect(report.recipients).toEqual(['ops@msp.example', 'late@msp.example']);
    await look(after(report.nextAt));
    const [first, again] = [await post.letter(1, report.name), await post.letter(2, report.name)];
    expect([first.to, again.to]).toEqual([['ops@msp.example'], ['late@msp.example']]);
    expect(again.headers['message-id']).toBe(first.headers['message-id']);
    await expect.poll(async () => (await reportOf(report)).lastSent).toMatchObject({ sent: true, problem: null });
    await licet.admin(reports.remove, { params: { id: report.id } });
    // Who is taken from the report meanwhile waits for nothing.
    off = true;
    const other = await make({ ...mailed, recipients: ['ops@msp.example', 'late@msp.example'] });
    await look(after(other.nextAt));
    await post.letter(1, other.name);
    await licet.admin(reports.change, { params: { id: other.id }, body: { recipients: ['ops@msp.example'] } });
    await expect.poll(() => inDatabase(`select id from reports where sending is not null`), { timeout: 20_000 }).toEqual([]);
    expect(post.about(other.name).map((letter) => letter.to)).toEqual([['ops@msp.example']]);
  }, 60_000);

  it('R70: what a killed process left is taken up; what has come again meanwhile is mailed instead', async () => {
    const report = await make(mailed);
    const left = (since: string) =>
      inDatabase(`update reports set sending = gen_random_uuid(), attempts = 1, held_until = now() - interval '${since}'`);
    await left('-1 hour');
    await recoverReports(licet.server.context);
    await look(after(report.nextAt));
    await post.letter(1, report.name);
    await expect.poll(async () => (await reportOf(report)).lastSent?.sent).toBe(true);
    licet.server.context.now = () => new Date();
    await left('1 minute');
    await recoverReports(licet.server.context);
    await post.letter(2, report.name);
    await expect.poll(() => inDatabase('select id from reports where sending is not null')).toEqual([]);
    await recoverReports(licet.server.context);
    expect(post.about(report.name)).toHaveLength(2);
    // Two at work on the same: one of them does it.
    const [row] = (await inDatabase('update reports set sending = gen_random_uuid(), attempts = 0 returning sending')) as {
      sending: string;
    }[];
    const work = () => sendDueReport(licet.server.context, row?.sending ?? '');
    await Promise.all([work(), work(), work()]);
    expect(post.about(report.name)).toHaveLength(3);
  });

  it('R70, S8: what its owner has lost sight of since is not mailed', async () => {
    const msp = await groupOf(licet.admin, 'Łąka Serwis');
    const bakery = await groupOf(licet.admin, 'Piekarnia Młyn');
    const owner = await person('owner', 'Łąka Serwis');
    const report = await make({ ...mailed, group: 'Łąka Serwis', columns: ['licenseUser'] }, owner.client);
    const [held] = (await licet.admin(users.show, { params: { id: owner.id } })).permissionSets;
    const rights = [{ function: 'reports', level: 'write' } as const];
    await licet.admin(permissionSets.change, { params: { id: held?.id ?? '' }, body: { groupIds: [msp.id], rights } });
    const narrow = await licet.admin(permissionSets.create, {
      body: { name: 'narrow', accessGroupId: msp.id, groupIds: [bakery.id], rights: [{ function: 'licenses', level: 'read' }] },
    });
    await licet.admin(users.change, { params: { id: owner.id }, body: { permissionSetIds: [held?.id ?? '', narrow.id] } });
    await look(after(report.nextAt));
    const [, ...lines] = fileIn(await post.letter(1, report.name));
    expect([...new Set(lines)]).toEqual(['Piekarnia Młyn']);
    // Whoever sees more and reads it sees more.
    expect(usersIn(await rowsOf(report)).length).toBeGreaterThan(1);
  });

  it('R70: a report of very many rows is not mailed, and says so', async () => {
    const report = await make({ ...mailed, filter: { q: 'thousands' } });
    const columns = 'license_id, pool_id, access_group_id, product_name, license_user_kind, license_user, gone';
    await inDatabase(`insert into shares (${columns}, product_code, search_text)
      select ${columns}, 'p' || i, 'thousands' from generate_series(1, 50001) i, shares s
      where s.id = (select min(id) from shares where not gone)`);
    await look(after(report.nextAt));
    await expect
      .poll(async () => (await reportOf(report)).lastSent, { timeout: 10_000 })
      .toMatchObject({ sent: false, rows: 50_001, problem: { code: 'report-too-large', parameters: { rows: 50_001, most: 50_000 } } });
    expect(await inDatabase('select id from reports where sending is not null')).toEqual([]);
    // Summed up, it is one row.
    await licet.admin(reports.change, { params: { id: report.id }, body: { groupBy: 'licenseUser' } });
    expect((await licet.admin(reports.send, { params: { id: report.id } })).lastSent).toMatchObject({ sent: true, rows: 1 });
    await inDatabase(`delete from shares where search_text = 'thousands'`);
  }, 60_000);

  it('R70: by hand, a few times a minute; the mail server is not told to those who do not read the settings', async () => {
    const report = await make({ ...mailed, group: 'Piekarnia Młyn' }, baker.client);
    const send = (client: Client) => client(reports.send, { params: { id: report.id } });
    expect((await send(licet.admin)).lastSent).toMatchObject({ sent: true, problem: null });
    // As its owner sees it, whoever sends it.
    expect(
      fileIn(await post.letter(1, report.name))
        .slice(1)
        .every((line) => line.startsWith('Piekarnia Młyn')),
    ).toBe(true);
    await licet.admin(mail.remove);
    expect((await send(licet.admin)).lastSent).toMatchObject({ sent: false, problem: { code: 'mail-not-set-up' } });
    await licet.admin(mail.change, { body: { ...settings(), port: 1 } });
    expect((await send(baker.client)).lastSent).toMatchObject({ sent: false, problem: { code: 'mail-not-delivered', parameters: {} } });
    expect((await reportOf(report)).lastSent?.problem?.code).toBe('mail-unreachable');
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => send(baker.client)));
    expect(outcomes.filter((one) => one.status === 'fulfilled')).toHaveLength(9);
    expect(await refusal(send(baker.client))).toMatchObject({ status: 429, reason: { code: 'reports-too-many' } });
    await licet.admin(mail.change, { body: settings() });
    const kept = await make();
    expect(kept.can.send).toBe(false);
    expect(await refusal(licet.admin(reports.send, { params: { id: kept.id } }))).toMatchObject({
      status: 409,
      reason: { code: 'report-kept' },
    });
  }, 60_000);

  it('R70: names begin no line of their own in the message', async () => {
    const forged = 'Piekarnia Młyn\n\nIMPORTANT: sign in at https://evil.example';
    licet.portal.control.renameCompany('Piekarnia Młyn', forged);
    await synchronize(licet, { accountId });
    const report = await make({ ...mailed, group: forged, name: 'Odd \u2028names' });
    await licet.admin(reports.send, { params: { id: report.id } });
    const { text, headers } = await post.letter(1, 'Odd');
    expect(headers['subject']).toBe('Licet: Odd �names');
    const [, part = ''] = text.split(/^--.*$/m);
    const body = part.includes('base64') ? Buffer.from(part.trim().split('\n\n')[1] ?? '', 'base64').toString() : part;
    expect(body).toContain('IMPORTANT');
    expect(body).not.toMatch(/^IMPORTANT/m);
    licet.portal.control.renameCompany(forged, 'Piekarnia Młyn');
    await synchronize(licet, { accountId });
  });
});

describe('R70: what is refused', () => {
  it.each([
    [{ name: '' }, 'body.name'],
    [{ name: 'two\nlines' }, 'body.name'],
    [{ filter: { state: ['broken'] } }, 'body.filter.state.0'],
    [{ filter: { expiresWithin: -1 } }, 'body.filter.expiresWithin'],
    [{ columns: [] }, 'body.columns'],
    [{ columns: ['account'] }, 'body.columns.0'],
    [{ groupBy: 'tags' }, 'body.groupBy'],
    [{ ...mailed, schedule: { ...daily, at: '24:00' } }, 'body.schedule.at'],
    [{ ...mailed, schedule: { ...daily, zone: 'Europe/Nowhere' } }, 'body.schedule.zone'],
    [{ ...mailed, schedule: { ...daily, every: 'month', day: 32 } }, 'body.schedule.day'],
    [{ ...mailed, recipients: ['a@b.example\r\nbcc: c@d.example'] }, 'body.recipients.0'],
    [{ ...mailed, schedule: { ...daily, zone: '+02:00' } }, 'body.schedule.zone'],
    [{ filter: { q: 'half \ud800' } }, 'body.filter.q'],
    [{ filter: { tag: ['\udfff'] } }, 'body.filter.tag.0'],
    [{ schedule: daily }, 'body.recipients'],
    [{ recipients: ['ops@msp.example'] }, 'body.schedule'],
  ])('R70: %j names the field', async (wrong, field) => {
    const problem = await refusal(licet.admin(reports.create, { body: { name: 'x', accessGroupId: '1', ...wrong } as never }));
    expect(problem).toMatchObject({ status: 400, code: 'malformed-request' });
    expect(problem.errors?.map((error) => error.field)).toContain(field);
  });

  it('R70: 404 out of sight, 403 without write, or without sight of the licenses', async () => {
    const bakery = await groupOf(licet.admin, 'Piekarnia Młyn');
    const report = await make(mailed);
    const params = { id: report.id };
    for (const call of [
      () => baker.client(reports.show, { params }),
      () => baker.client(reports.csv, { params }),
      () => baker.client(reports.change, { params, body: { name: 'stolen' } }),
      () => baker.client(reports.remove, { params }),
      () => baker.client(reports.send, { params }),
      () => baker.client(reports.create, { body: { name: 'x', accessGroupId: '1' } }),
    ])
      expect(await refusal(call())).toMatchObject({ status: 404 });
    const blind = await makeUser(licet, {
      login: 'blind',
      homeGroupId: bakery.id,
      groupIds: [bakery.id],
      rights: [{ function: 'reports', level: 'write' }],
    });
    // How many licenses there are is for those who see them.
    const sent = await make({ ...mailed, group: 'Piekarnia Młyn' }, baker.client);
    await inDatabase(`update reports set last_at = now(), last_sent = true, last_rows = 7 where id = ${sent.id}`);
    const rowsTold = async (client: Client) => (await client(reports.show, { params: { id: sent.id } })).lastSent?.rows;
    expect([await rowsTold(blind.client), await rowsTold(baker.client)]).toEqual([null, 7]);
    expect(await refusal(blind.client(reports.create, { body: { name: 'x', accessGroupId: bakery.id } }))).toMatchObject({
      status: 403,
      needs: { function: 'licenses', level: 'read' },
    });
    const own = await make({ group: 'Piekarnia Młyn' }, baker.client);
    expect((await reportOf(own, blind.client)).can).toEqual({ change: false, send: false, remove: true });
    const onlooker = await makeUser(licet, {
      login: 'onlooker',
      homeGroupId: bakery.id,
      groupIds: [bakery.id],
      rights: [{ function: 'reports', level: 'use' }],
    });
    expect(await refusal(onlooker.client(reports.remove, { params: { id: own.id } }))).toMatchObject({
      status: 403,
      needs: { function: 'reports', level: 'write' },
    });
    // It is not given away either.
    expect(await refusal(baker.client(reports.change, { params: { id: own.id }, body: { accessGroupId: '1' } }))).toMatchObject({
      status: 404,
    });
  });
});

it('R70: the list: words, groups, what is scheduled, and the next first', async () => {
  const [kept, monthly] = [await make({ name: 'Kept' }), { every: 'month', day: 1, at: '00:00', zone: 'UTC' } as const];
  const late = await make({ ...mailed, name: 'Late', schedule: monthly, group: 'Łąka Serwis' });
  const soon = await make({ ...mailed, name: 'Soon' });
  const names = async (query: object) => (await licet.admin(reports.list, { query })).rows.map((row) => row.name);
  expect(await names({})).toEqual(['Kept', 'Late', 'Soon']);
  expect(await names({ q: 'ept' })).toEqual(['Kept']);
  expect(await names({ state: ['scheduled'], sort: 'nextAt' })).toEqual(
    [soon, late].sort((a, b) => Date.parse(a.nextAt ?? '') - Date.parse(b.nextAt ?? '')).map((one) => one.name),
  );
  expect(await names({ sort: 'nextAt', order: 'desc', limit: 1, offset: 2 })).toEqual(['Kept']);
  expect(await names({ groupId: late.accessGroup.id })).toEqual(['Late']);
  expect(kept).toMatchObject({ state: 'kept', nextAt: null, silence: null });
});

it('R70, R73: two changes at once lose nothing, and what is removed at once by several is removed once', async () => {
  for (let round = 0; round < 5; round += 1) {
    const report = await make({ ...mailed, group: 'Piekarnia Młyn' });
    const params = { id: report.id };
    const change = (body: object) => licet.admin(reports.change, { params, body });
    await Promise.all([change({ name: `Renamed ${round}` }), change({ groupBy: 'product' }), change({ language: 'pl' })]);
    expect(await reportOf(report)).toMatchObject({ name: `Renamed ${round}`, groupBy: 'product', language: 'pl' });
    const ends = await Promise.allSettled(Array.from({ length: 4 }, () => licet.admin(reports.remove, { params })));
    expect(ends.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const { rows } = await licet.admin(audit.list, { query: { function: 'reports', limit: 20 } });
    expect(rows.filter((entry) => entry.subject.id === report.id && entry.action === 'report-removed')).toHaveLength(1);
  }
});

it('R70, R73: whoever takes a report over is in the audit, even when nothing else changes', async () => {
  const report = await make({ ...mailed, group: 'Piekarnia Młyn' }, baker.client);
  expect((await licet.admin(reports.change, { params: { id: report.id }, body: {} })).owner).toBe('admin');
  const { rows } = await licet.admin(audit.list, { query: { function: 'reports', limit: 50 } });
  expect(rows.find((entry) => entry.subject.id === report.id)).toMatchObject({
    action: 'report-changed',
    by: { login: 'admin' },
    before: { owner: `#${baker.id}` },
  });
});

it('R70: one report whose time zone is not known any more keeps no other from being mailed, and is listed', async () => {
  const [broken, healthy] = [await make(mailed), await make(mailed)];
  await inDatabase(`update reports set schedule = jsonb_set(schedule, '{zone}', '"Europe/Nowhere"') where id = ${broken.id}`);
  await look(after(healthy.nextAt));
  await post.letter(1, healthy.name);
  expect((await reportOf(broken)).schedule?.zone).toBe('Europe/Nowhere');
  expect((await licet.admin(reports.list, { query: { limit: 500 } })).rows.map((row) => row.id)).toContain(broken.id);
  await licet.admin(reports.remove, { params: { id: broken.id } });
});

it('R70, R73: what is done to reports is in the audit', async () => {
  const report = await make({ ...mailed, group: 'Piekarnia Młyn', name: 'Weekly' });
  const params = { id: report.id };
  const weekly = { every: 'week', weekday: 1, at: '07:30', zone: 'UTC' } as const;
  await licet.admin(reports.change, { params, body: { schedule: weekly, groupBy: 'product' } });
  await licet.admin(reports.send, { params });
  await licet.admin(reports.remove, { params });
  const { rows } = await licet.admin(audit.list, { query: { function: 'reports', limit: 500 } });
  const mine = rows.filter((entry) => entry.subject.id === report.id);
  expect(mine.map((entry) => entry.action)).toEqual(['report-removed', 'report-sent', 'report-changed', 'report-created']);
  expect(mine[2]).toMatchObject({
    subject: { kind: 'report', name: 'Weekly' },
    before: { schedule: 'day 07:30 Europe/Warsaw', groupBy: null },
    after: { schedule: 'week 1 07:30 UTC', groupBy: 'product' },
  });
  expect(mine[1]?.after).toEqual({ recipients: ['ops@msp.example'] });
});

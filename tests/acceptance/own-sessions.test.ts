// Where one is signed in: seen and ended by oneself, ended by who looks after the user; and that what has ended stays ended.
import { account, audit, session, tokens, users, userSignIn } from '@licet/contract';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { runCommand } from '../support/command.ts';
import { ADMIN_PASSWORD, makeUser, refusal, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { newVisitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

let licet: Licet;
let owner: pg.Client;
beforeAll(async () => {
  licet = await startLicet();
  owner = new pg.Client({ connectionString: licet.config.databaseUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  await licet.close();
});
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const passwordOf = (login: string) => `password of ${login}`;
const proofOf = (login: string) => ({ proof: { password: passwordOf(login) } });
const make = (login: string) =>
  makeUser(licet, { login, homeGroupId: '1', groupIds: ['1'], rights: [{ function: 'licenses', level: 'read' }] });

async function signedIn(login: string, agent = 'node'): Promise<Visitor> {
  const visitor = newVisitor(licet.url);
  const body = JSON.stringify({ login, password: passwordOf(login) });
  await visitor.go(licet.url + session.signIn.path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': agent },
    body,
  });
  await visitor.call(session.current);
  return visitor;
}
const isIn = async (visitor: Visitor) => (await visitor.go(licet.url + session.current.path)).status === 200;
const rowsOf = async (id: string) =>
  (await owner.query<{ sid: string; sess: object; expire: Date }>(`select * from sessions where sess ->> 'userId' = $1`, [id])).rows;

it('shows each session once, with its way, address and browser, and gives no id away that opens one', async () => {
  const { id } = await make('looks');
  // Making the user has signed it in once already.
  const [first] = await rowsOf(id);
  const firefox = await signedIn('looks', FIREFOX);
  vi.setSystemTime(Date.now() + 60_000);
  const here = await signedIn('looks');
  await make('somebody-else');
  const list = await here.call(account.sessions);
  expect(list).toHaveLength(3);
  expect(list[0]).toMatchObject({ current: true, way: 'password', address: '127.0.0.1', browser: { name: 'Node.js', system: null } });
  expect(list.map(({ browser }) => browser)).toContainEqual({ name: 'Firefox', system: 'Linux' });
  expect(list.filter(({ current }) => current)).toHaveLength(1);
  expect((await firefox.call(account.sessions)).filter(({ current }) => current)).toMatchObject([{ browser: { name: 'Firefox' } }]);
  const text = JSON.stringify(list);
  for (const { sid } of await rowsOf(id)) expect(text).not.toContain(sid);
  expect(first).toBeDefined();
});

it('ends one or all others with a proof, and never without', async () => {
  await make('ends');
  const [here, there, elsewhere] = [await signedIn('ends'), await signedIn('ends', FIREFOX), await signedIn('ends')];
  const other = (await here.call(account.sessions)).find(({ browser }) => browser.name === 'Firefox')?.id ?? '';
  const end = (body: object) => here.call(account.endSession, { params: { id: other }, body: body as never });
  expect((await refusal(end({ proof: { password: 'not this one' } }))).reason?.code).toBe('current-password-wrong');
  expect((await refusal(end({ proof: {} }))).code).toBe('malformed-request');
  expect(await isIn(there)).toBe(true);
  await end(proofOf('ends'));
  expect([await isIn(there), await isIn(elsewhere), await isIn(here)]).toEqual([false, true, true]);
  expect((await refusal(end(proofOf('ends')))).code).toBe('not-found');

  const stranger = (await make('ends-not')).id;
  const [foreign] = await rowsOf(stranger);
  expect(foreign).toBeDefined();
  await make('third');
  const third = await signedIn('third');
  const theirs = (await third.call(account.sessions)).find(({ current }) => current)?.id ?? '';
  expect((await refusal(here.call(account.endSession, { params: { id: theirs }, body: proofOf('ends') }))).code).toBe('not-found');

  expect((await refusal(here.call(account.endOtherSessions, { body: { proof: { password: 'wrong again' } } }))).code).toBe('wrong-login');
  await here.call(account.endOtherSessions, { body: proofOf('ends') });
  expect([await isIn(elsewhere), await isIn(here), await isIn(third)]).toEqual([false, true, true]);
  expect(await here.call(account.sessions)).toHaveLength(1);
  const { rows } = await licet.admin(audit.list, { query: { q: 'ends', limit: 500 } });
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['session-ended', 'sessions-ended']));
});

it('is not shown when it has run out', async () => {
  const { id } = await make('idle');
  await licet.admin(users.change, { params: { id }, body: { autoLogoutMinutes: 10 } });
  await signedIn('idle');
  vi.setSystemTime(Date.now() + 11 * 60_000);
  const here = await signedIn('idle');
  expect(await here.call(account.sessions)).toHaveLength(1);
});

it('is ended for a user by who may write the user, and by nobody else; tokens go on', async () => {
  const person = await make('lost-laptop');
  const visitor = await signedIn('lost-laptop');
  const reader = await makeUser(licet, {
    login: 'reads-users',
    homeGroupId: '1',
    groupIds: ['1'],
    rights: [{ function: 'users', level: 'read' }],
  });
  const end = (client: typeof licet.admin) => client(userSignIn.endSessions, { params: { id: person.id } });
  expect((await refusal(end(reader.client))).code).toBe('not-permitted');
  // Less than the user holds is enough: nobody comes in by it.
  const writer = await makeUser(licet, {
    login: 'writes-users',
    homeGroupId: '1',
    groupIds: ['1'],
    rights: [{ function: 'users', level: 'write' }],
  });
  expect(await isIn(visitor)).toBe(true);
  await end(writer.client);
  expect(await isIn(visitor)).toBe(false);
  expect(await person.client(tokens.list)).toHaveLength(1);
  const { rows } = await licet.admin(audit.list, { query: { q: 'lost-laptop', limit: 500 } });
  expect(rows.find(({ action }) => action === 'sessions-ended')).toMatchObject({ by: { login: 'writes-users' }, before: { sessions: 2 } });
});

it('is listed and ended on the command line', async () => {
  const { id } = await make('at-the-desk');
  const visitor = await signedIn('at-the-desk', FIREFOX);
  const env = { LICET_SERVER: licet.url, LICET_USER: 'at-the-desk', LICET_PASSWORD: passwordOf('at-the-desk') };
  const list = await runCommand(['sessions', 'list'], { env });
  expect(list).toMatchObject({ code: 0, err: '' });
  expect(list.out).toMatch(/Firefox, Linux +127\.0\.0\.1 .* password/);
  expect(list.out).toMatch(/this one/);
  const ended = await runCommand(['users', 'end-sessions', id], { env: { ...env, LICET_USER: 'admin', LICET_PASSWORD: ADMIN_PASSWORD } });
  expect(ended).toMatchObject({ code: 0, out: `The sessions of user ${id} have ended.\n` });
  expect(await isIn(visitor)).toBe(false);
});

const writeBack = ({ sid, sess, expire }: { sid: string; sess: object; expire: Date }) =>
  owner.query(
    'INSERT INTO sessions (sess, expire, sid) SELECT $1, $2, $3 ON CONFLICT (sid) DO UPDATE SET sess=$1, expire=$2 RETURNING sid',
    [sess, expire, sid],
  );

it('stays ended when a request that was under way writes it back', async () => {
  const { id } = await make('late');
  const [here, there] = [await signedIn('late', FIREFOX), await signedIn('late')];
  const rows = await rowsOf(id);
  await here.call(account.endOtherSessions, { body: proofOf('late') });
  for (const row of rows) await writeBack(row);
  expect([await isIn(here), await isIn(there)]).toEqual([true, false]);
  // Also when the ending is not committed yet while it is written.
  const other = await signedIn('late');
  const more = (await rowsOf(id)).filter(({ sid }) => other.session().includes(sid));
  expect(more).toHaveLength(1);
  const slow = new pg.Client({ connectionString: licet.config.databaseUrl });
  await slow.connect();
  await slow.query('begin');
  await slow.query('delete from sessions where sid = $1', [more[0]?.sid]);
  const waiting = more.map(writeBack);
  await new Promise((resolve) => setTimeout(resolve, 200));
  await slow.query('commit');
  await Promise.all(waiting);
  await slow.end();
  expect(await isIn(other)).toBe(false);
  expect((await rowsOf(id)).map(({ sid }) => sid)).not.toContain(more[0]?.sid);
});

it('of a user who is disabled ends for good, also when the user is let in again', async () => {
  const person = await make('comes-back');
  const visitor = await signedIn('comes-back');
  for (const enabled of [false, true]) await licet.admin(users.change, { params: { id: person.id }, body: { enabled } });
  expect(await isIn(visitor)).toBe(false);
  // What carries a token of its own goes on.
  expect(await person.client(tokens.list)).toHaveLength(1);
});

it('of before a password reset opens nothing, even if it were written back', async () => {
  const { id } = await make('reset');
  const visitor = await signedIn('reset');
  const rows = await rowsOf(id);
  await licet.admin(users.change, { params: { id }, body: { password: 'a password of somebody else' } });
  // The row itself comes back here, as it would without the memory of ended sessions: the epoch is what refuses it.
  await owner.query('alter table sessions disable trigger refuse_ended');
  for (const row of rows) await writeBack(row);
  await owner.query('alter table sessions enable trigger refuse_ended');
  expect((await rowsOf(id)).length).toBe(rows.length);
  expect((await refusal(visitor.call(session.current))).code).toBe('not-signed-in');
});

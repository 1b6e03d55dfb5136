// The ways in besides the password, what they cost whoever guesses, and what an API token can do no more than.
import { account, audit, createClient, licenses, permissionSets, session, tokens, users, userSignIn, waysIn } from '@licet/contract';
import type { AccessFunction, AccessLevel } from '@licet/domain';
import { generateSync } from 'otplib';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readConfig } from '../../apps/server/src/config.ts';
import { startServer } from '../../apps/server/src/server.ts';
import { ADMIN_PASSWORD, link, makeUser, refusal, startLicet } from '../support/licet.ts';
import type { Licet, Person } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';
import { newPasskey } from '../support/passkey.ts';
import type { Passkey } from '../support/passkey.ts';
import { newVisitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

let licet: Licet;
let mill: string;
let florist: string;
beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  mill = (await groupOf(licet.admin, 'Piekarnia Młyn')).id;
  florist = (await groupOf(licet.admin, 'Kwiaciarnia Łąka')).id;
});
afterAll(() => licet.close());
// A code is good once, so time has to pass between two of them.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

const later = (seconds: number) => void vi.setSystemTime(Date.now() + seconds * 1000);
/** The code that another library's authenticator shows at this moment. */
const codeOf = (secret: string) => generateSync({ secret });
const passwordOf = (login: string) => `password of ${login}`;

async function signedIn(login: string): Promise<Visitor> {
  const visitor = newVisitor(licet.url);
  await visitor.call(session.signIn, { body: { login, password: passwordOf(login) } });
  return visitor;
}

/** A user in the mill who has turned two-step verification on. */
async function withSecondStep(login: string) {
  const person = await makeUser(licet, { login, homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
  const visitor = await signedIn(login);
  const { secret } = await visitor.call(account.beginSecondStep, { body: { proof: { password: passwordOf(login) } } });
  const { recoveryCodes } = await visitor.call(account.enableSecondStep, { body: { code: codeOf(secret) } });
  later(60);
  return { person, visitor, secret, recoveryCodes };
}

/** Gives the right password; the session waits for the second step then. */
async function half(login: string): Promise<Visitor> {
  const visitor = newVisitor(licet.url);
  const problem = await refusal(visitor.call(session.signIn, { body: { login, password: passwordOf(login) } }));
  expect(problem).toMatchObject({ status: 401, code: 'second-step-needed' });
  return visitor;
}

/** A user in the mill who has a passkey. */
async function withPasskey(login: string) {
  await makeUser(licet, { login, homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
  const visitor = await signedIn(login);
  const device = newPasskey(licet.url);
  const options = await visitor.call(account.passkeyOptions, { body: { proof: { password: passwordOf(login) } } });
  const { id } = await visitor.call(account.addPasskey, { body: { name: 'Laptop', credential: device.register(options) } });
  return { visitor, device, id };
}

const actionsAbout = async (subject: string) => {
  const { rows } = await licet.admin(audit.list, { query: { q: subject, limit: 500 } });
  return rows.filter((row) => row.subject.name.startsWith(subject)).map((row) => [row.action, row.after?.['signInWay'] ?? null]);
};

describe('two-step verification', () => {
  it('is on only after a right code, and asks for a code from then on', async () => {
    await makeUser(licet, { login: 'begins', homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
    const visitor = await signedIn('begins');
    const wrong = { proof: { password: 'not this one' } };
    expect((await refusal(visitor.call(account.beginSecondStep, { body: wrong }))).reason?.code).toBe('current-password-wrong');
    const { secret, picture } = await visitor.call(account.beginSecondStep, { body: { proof: { password: passwordOf('begins') } } });
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    expect(picture).toMatch(/^<svg /);
    expect(await refusal(visitor.call(account.enableSecondStep, { body: { code: '000000' } }))).toMatchObject({
      code: 'wrong-code',
    });
    expect((await visitor.call(account.security)).secondStep).toBeNull();
    await signedIn('begins');

    const { recoveryCodes } = await visitor.call(account.enableSecondStep, { body: { code: codeOf(secret) } });
    expect(new Set(recoveryCodes).size).toBe(10);
    expect((await visitor.call(account.security)).secondStep).toMatchObject({ recoveryCodesLeft: 10 });
    const waiting = await half('begins');
    // The code that turned it on is used up.
    expect((await refusal(waiting.call(waysIn.secondStep, { body: { code: codeOf(secret) } }))).code).toBe('wrong-code');
    later(60);
    expect((await waiting.call(waysIn.secondStep, { body: { code: codeOf(secret) } })).user.login).toBe('begins');
    expect((await waiting.call(session.current)).user.login).toBe('begins');
  });

  it('takes each code once, also when two come at the same time', async () => {
    const { secret } = await withSecondStep('once');
    const [one, two] = [await half('once'), await half('once')];
    const code = codeOf(secret);
    const answers = await Promise.allSettled([one, two].map((each) => each.call(waysIn.secondStep, { body: { code } })));
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const third = await half('once');
    expect((await refusal(third.call(waysIn.secondStep, { body: { code } }))).code).toBe('wrong-code');
    // Nor an earlier code of the window that has not been seen yet.
    const before = generateSync({ secret, epoch: Math.floor(Date.now() / 1000) - 30 });
    expect((await refusal(third.call(waysIn.secondStep, { body: { code: before } }))).code).toBe('wrong-code');
  });

  it('takes each recovery code once, however it is typed', async () => {
    const { recoveryCodes, visitor } = await withSecondStep('recovers');
    const [first = '', second = ''] = recoveryCodes;
    await (await half('recovers')).call(waysIn.secondStep, { body: { code: ` ${first.toUpperCase().replace('-', ' ')} ` } });
    expect((await refusal((await half('recovers')).call(waysIn.secondStep, { body: { code: first } }))).code).toBe('wrong-code');
    expect((await visitor.call(account.security)).secondStep).toMatchObject({ recoveryCodesLeft: 9 });
    // New ones put an end to the old ones.
    const renewed = await visitor.call(account.renewRecoveryCodes, { body: { proof: { code: second } } });
    const third = await half('recovers');
    expect((await refusal(third.call(waysIn.secondStep, { body: { code: recoveryCodes[2] ?? '' } }))).code).toBe('wrong-code');
    await third.call(waysIn.secondStep, { body: { code: renewed.recoveryCodes[0] ?? '' } });
    const seen = (await actionsAbout('recovers')).filter(([action]) => action === 'signed-in').map(([, way]) => way);
    expect(seen).toContain('recovery-code');
  });

  it('leaves half a session that opens nothing but the second step, for five minutes', async () => {
    const { secret } = await withSecondStep('half');
    const visitor = await half('half');
    for (const door of [session.current, licenses.list, tokens.list, account.security, users.list])
      expect(await refusal(visitor.call(door, {}))).toMatchObject({ status: 401, code: 'not-signed-in' });
    const begin = visitor.call(account.beginSecondStep, { body: { proof: { password: passwordOf('half') } } });
    expect(await refusal(begin)).toMatchObject({ code: 'not-signed-in' });
    later(6 * 60);
    expect((await refusal(visitor.call(waysIn.secondStep, { body: { code: codeOf(secret) } }))).reason?.code).toBe('second-step-late');
    // Without a first step there is no second.
    const stranger = newVisitor(licet.url);
    expect((await refusal(stranger.call(waysIn.secondStep, { body: { code: codeOf(secret) } }))).reason?.code).toBe('second-step-late');
    // A new password ends what waits.
    const again = await half('half');
    const id = (await licet.admin(users.list, { query: { q: 'half' } })).rows[0]?.id ?? '';
    await licet.admin(users.change, { params: { id }, body: { password: 'another long password' } });
    expect((await refusal(again.call(waysIn.secondStep, { body: { code: codeOf(secret) } }))).reason?.code).toBe('second-step-late');
  });

  it('gives the session a new id at each of the two steps', async () => {
    const { secret } = await withSecondStep('renewed');
    const visitor = await half('renewed');
    const before = visitor.session();
    await visitor.call(waysIn.secondStep, { body: { code: codeOf(secret) } });
    expect(visitor.session()).not.toBe(before);
    const old = createClient({ baseUrl: licet.url, headers: { cookie: before } });
    expect(await refusal(old(session.current))).toMatchObject({ code: 'not-signed-in' });
  });

  it('counts wrong codes into the lock of the login; the right password between them forgets none', async () => {
    const { secret } = await withSecondStep('guessed');
    for (let tries = 1; tries < 10; tries += 1) {
      const visitor = await half('guessed');
      expect((await refusal(visitor.call(waysIn.secondStep, { body: { code: '123 456' } }))).code, String(tries)).toBe('wrong-code');
    }
    const visitor = await half('guessed');
    expect((await refusal(visitor.call(waysIn.secondStep, { body: { code: '123456' } }))).code).toBe('locked-out');
    expect((await refusal(visitor.call(waysIn.secondStep, { body: { code: codeOf(secret) } }))).code).toBe('locked-out');
    const fresh = newVisitor(licet.url);
    const body = { login: 'guessed', password: passwordOf('guessed') };
    expect((await refusal(fresh.call(session.signIn, { body }))).code).toBe('locked-out');
  });

  it('is turned off with the password or a code, and with nothing less', async () => {
    const { visitor, secret, person } = await withSecondStep('leaves');
    const remove = (proof: object) => visitor.call(account.removeSecondStep, { body: { proof } });
    expect((await refusal(remove({}))).code).toBe('malformed-request');
    expect((await refusal(remove({ code: '000000' }))).code).toBe('wrong-code');
    // An API token may carry less than its user holds, and lives longer than a session.
    const body = { proof: { password: passwordOf('leaves') } };
    for (const call of [() => person.client(account.removeSecondStep, { body }), () => person.client(account.passkeyOptions, { body })])
      expect((await refusal(call())).reason?.code).toBe('needs-own-session');
    await remove({ code: codeOf(secret) });
    await signedIn('leaves');
    expect((await refusal(remove({ password: passwordOf('leaves') }))).reason?.code).toBe('second-step-off');
    expect((await actionsAbout('leaves')).map(([action]) => action)).toEqual(
      expect.arrayContaining(['second-step-enabled', 'second-step-removed']),
    );
  });

  it('is taken away by who may write the user and holds everything that the user holds, and by nobody else', async () => {
    const { person, visitor } = await withSecondStep('lost-phone');
    const rightsOf = (rights: Partial<Record<AccessFunction, AccessLevel>>) =>
      Object.entries(rights).map(([fn, level]) => ({ function: fn as AccessFunction, level }));
    const reset = (client: Person['client']) => client(userSignIn.reset, { params: { id: person.id } });
    const make = (login: string, group: string, rights: Partial<Record<AccessFunction, AccessLevel>>) =>
      makeUser(licet, { login, homeGroupId: group, groupIds: [group], rights: rightsOf(rights) });
    const stranger = await make('stranger', florist, { users: 'write', licenses: 'write' });
    expect((await refusal(reset(stranger.client))).code).toBe('not-found');
    const reader = await make('reader', mill, { users: 'read', licenses: 'write' });
    expect((await refusal(reset(reader.client))).code).toBe('not-permitted');
    const lesser = await make('lesser', mill, { users: 'write' });
    expect((await refusal(reset(lesser.client))).reason?.code).toBe('grant-exceeds');
    await half('lost-phone');
    const keeper = await make('keeper', mill, { users: 'write', licenses: 'read' });
    await reset(keeper.client);
    expect(await refusal(visitor.call(session.current))).toMatchObject({ code: 'not-signed-in' });
    await signedIn('lost-phone');
    expect((await actionsAbout('lost-phone')).map(([action]) => action)).toContain('sign-in-methods-reset');
  });

  it('keeps secret and recovery codes where no reader of the database finds them', async () => {
    const { secret, recoveryCodes } = await withSecondStep('sealed');
    const owner = new pg.Client({ connectionString: licet.config.databaseUrl });
    await owner.connect();
    const { rows } = await owner.query<{ text: string }>(
      'select row_to_json(s)::text as text from second_steps s union all select row_to_json(c)::text from recovery_codes c',
    );
    await owner.end();
    expect(rows.length).toBeGreaterThan(10);
    const text = rows.map((row) => row.text).join();
    const hidden = [secret, ...recoveryCodes, ...recoveryCodes.map((code) => code.replace('-', ''))];
    for (const word of hidden) {
      expect(text).not.toContain(word);
      expect(text).not.toContain(Buffer.from(word).toString('hex'));
    }
  });
});

describe('the audit', () => {
  it('says who came in, who left and whom it turned away, and of an unknown login neither its text nor that it is unknown', async () => {
    await makeUser(licet, { login: 'comes', homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
    const visitor = await signedIn('comes');
    const wrong = (login: string) => refusal(newVisitor(licet.url).call(session.signIn, { body: { login, password: 'not this one' } }));
    const [known, unknown] = [await wrong('comes'), await wrong('hunter2-typed-here')];
    expect(unknown).toEqual(known);
    await visitor.call(session.signOut);
    expect(await refusal(visitor.call(session.current))).toMatchObject({ code: 'not-signed-in' });
    expect(await actionsAbout('comes')).toEqual(
      expect.arrayContaining([
        ['signed-in', 'password'],
        ['sign-in-refused', 'password'],
        ['signed-out', null],
      ]),
    );
    const { rows } = await licet.admin(audit.list, { query: { limit: 500 } });
    expect(JSON.stringify(rows)).not.toContain('hunter2');
    const refused = rows.find((row) => row.action === 'sign-in-refused' && row.subject.id === null);
    expect(refused).toMatchObject({ by: null, group: { id: '1' } });
  });
});

describe('the lock of a login', () => {
  const wrong = (login: string, password = 'not this one') =>
    refusal(newVisitor(licet.url).call(session.signIn, { body: { login, password } })).then(({ code }) => code);

  it('tries ten of fifty wrong passwords that come at once, and no more', async () => {
    await makeUser(licet, { login: 'flooded', homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
    const codes = await Promise.all(Array.from({ length: 50 }, (_, n) => wrong('flooded', `guess ${n}`)));
    expect(codes.filter((code) => code === 'wrong-login')).toHaveLength(9);
    expect(codes.filter((code) => code === 'locked-out')).toHaveLength(41);
    expect((await actionsAbout('flooded')).filter(([action]) => action === 'sign-in-refused')).toHaveLength(10);
    expect(await wrong('flooded', passwordOf('flooded'))).toBe('locked-out');
  });

  it('does not count right passwords, however many come at once', async () => {
    await makeUser(licet, { login: 'busy', homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
    await Promise.all(Array.from({ length: 30 }, () => signedIn('busy')));
    await signedIn('busy');
  });

  it('counts exactly also in two servers on one database', async () => {
    const second = await startServer({ ...licet.config, port: 0, agentPort: 0 });
    const at = (url: string, n: number) =>
      refusal(newVisitor(url).call(session.signIn, { body: { login: 'nobody-here', password: `guess ${n}` } })).then(({ code }) => code);
    const codes = await Promise.all(Array.from({ length: 40 }, (_, n) => at(n % 2 ? licet.url : second.url, n)));
    await second.close();
    expect(codes.filter((code) => code === 'wrong-login')).toHaveLength(9);
  });

  it('is of its login: while one is flooded, others sign in as before', async () => {
    await makeUser(licet, { login: 'quiet', homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
    const flood = Array.from({ length: 200 }, (_, n) => wrong('flooded-again', `guess ${n}`));
    const began = performance.now();
    await signedIn('quiet');
    const took = performance.now() - began;
    await Promise.all(flood);
    // Verifying two hundred passwords takes seconds; this waits for a handful at most.
    expect(took).toBeLessThan(2000);
  });
});

describe('guessing over many logins', () => {
  it('has to wait by address, and leaves other addresses alone', async () => {
    const watched = await startLicet({ config: { networkAttempts: 5, proxies: ['127.0.0.1'] } });
    const from = (address: string, body: { login: string; password: string }) =>
      fetch(watched.url + session.signIn.path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify(body),
      });
    for (let tries = 0; tries < 5; tries += 1)
      expect((await from('192.0.2.7', { login: `login ${tries}`, password: 'the same for all' })).status).toBe(401);
    const right = { login: 'admin', password: ADMIN_PASSWORD };
    const refused = await from('192.0.2.7', right);
    expect([refused.status, ((await refused.json()) as { reason: { code: string } }).reason.code]).toEqual([429, 'address-locked-out']);
    expect((await from('192.0.2.8', right)).status).toBe(200);
    later(16 * 60);
    expect((await from('192.0.2.7', right)).status).toBe(200);
    await watched.close();
  });

  it('is counted for the address of the connection when no proxy is named, whatever a header says', async () => {
    const alone = await startLicet({ config: { networkAttempts: 3 } });
    const statuses: number[] = [];
    for (let tries = 0; tries < 4; tries += 1) {
      const answer = await fetch(alone.url + session.signIn.path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': `192.0.2.${tries}` },
        body: JSON.stringify({ login: `login ${tries}`, password: 'the same for all' }),
      });
      statuses.push(answer.status);
    }
    expect(statuses).toEqual([401, 401, 401, 429]);
    await alone.close();
  });

  it.each(['10.0.0.300', 'proxy.example', '10.0.0.0/33'])('is not counted by a proxy that is no address: %s', (proxy) => {
    expect(() => readConfig({ LICET_PROXY: proxy })).toThrow(/LICET_PROXY/);
  });
});

describe('a session', () => {
  it('ends a day after the sign-in, however much it is used', async () => {
    await makeUser(licet, { login: 'stays', homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
    const visitor = await signedIn('stays');
    for (let hours = 0; hours < 24; hours += 6) {
      later(5.9 * 3600);
      expect((await visitor.call(session.current)).user.login).toBe('stays');
    }
    later(3600);
    expect(await refusal(visitor.call(session.current))).toMatchObject({ code: 'not-signed-in' });
  });
});

describe('a new password', () => {
  it.each(['password1234', 'Password123!', 'qwertyuiop12', '1q2w3e4r5t6y', 'aaaaaaaaaaaa', 'administrator', 'passwordpassword'])(
    '%s is refused as easily guessed, wherever it is set',
    async (password) => {
      const made = refusal(licet.admin(users.create, { body: { login: 'guessable', password, homeGroupId: mill } }));
      const set = refusal(licet.admin(users.change, { params: { id: '1' }, body: { password } }));
      const admin = newVisitor(licet.url);
      await admin.call(session.signIn, { body: { login: 'admin', password: ADMIN_PASSWORD } });
      const changed = refusal(admin.call(session.changePassword, { body: { current: ADMIN_PASSWORD, next: password } }));
      for (const problem of await Promise.all([made, set, changed])) {
        expect(problem).toMatchObject({ status: 400, code: 'malformed-request' });
        expect(problem.errors?.[0]?.reason?.code).toBe('password-common');
      }
    },
  );

  it('counts wrong current passwords into the lock of the login', async () => {
    await makeUser(licet, { login: 'hijacked', homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
    const visitor = await signedIn('hijacked');
    const codes = [];
    for (let tries = 0; tries < 10; tries += 1) {
      const body = { current: `guess ${tries}`, next: 'a password of my own' };
      codes.push((await refusal(visitor.call(session.changePassword, { body }))).code);
    }
    expect(codes).toEqual([...Array<string>(9).fill('wrong-login'), 'locked-out']);
  });
});

describe('an API token', () => {
  it('of one permission set can do no more than the set, and no more than its user', async () => {
    const set = (name: string, group: string, level: AccessLevel) =>
      licet.admin(permissionSets.create, {
        body: { name, accessGroupId: group, groupIds: [group], rights: [{ function: 'licenses', level }] },
      });
    const [narrow, wide] = [await set('narrow', mill, 'read'), await set('wide', florist, 'write')];
    const body = { login: 'two-sets', password: passwordOf('two-sets'), homeGroupId: mill, permissionSetIds: [narrow.id, wide.id] };
    const user = await licet.admin(users.create, { body });
    const whole = await licet.signIn('two-sets', passwordOf('two-sets'));
    const { secret } = await whole(tokens.create, { body: { name: 'narrow', permissionSetId: narrow.id } });
    const limited = createClient({ baseUrl: licet.url, headers: { authorization: `Bearer ${secret}` } });
    const idsOf = async (client: Person['client']) =>
      (await client(licenses.list, { query: { limit: 500 } })).rows.map((row) => row.licenseId);
    const [some, all] = [await idsOf(limited), await idsOf(whole)];
    expect(some.length).toBeGreaterThan(0);
    expect(all).toEqual(expect.arrayContaining(some));
    const others = all.filter((id) => !some.includes(id));
    expect(others.length).toBeGreaterThan(0);
    const tag = (client: Person['client'], id = '') => client(licenses.setTags, { params: { id }, body: { tags: ['x'] } });
    await tag(whole, others[0]);
    for (const id of [others[0], some[0]]) expect((await refusal(tag(limited, id))).status).toBeGreaterThanOrEqual(403);
    // Not even the password opens the way to another one: that takes a session.
    const stolen = refusal(limited(session.changePassword, { body: { current: passwordOf('two-sets'), next: 'zq-Trombone-97x' } }));
    expect(await stolen).toMatchObject({ status: 403, reason: { code: 'needs-own-session' } });
    await licet.signIn('two-sets', passwordOf('two-sets'));

    // What the user holds no longer, the token gives no longer.
    await licet.admin(users.change, { params: { id: user.id }, body: { permissionSetIds: [wide.id] } });
    expect((await refusal(limited(licenses.list, { query: {} }))).code).toBe('not-permitted');
  });

  it.each([
    ['its expiry', async () => later(2 * 3600)],
    [
      'a new password of its user',
      (id: string) => licet.admin(users.change, { params: { id }, body: { password: 'another long password' } }),
    ],
    ['the end of its user', (id: string) => licet.admin(users.change, { params: { id }, body: { enabled: false } })],
    ['a reset of the ways in', (id: string) => licet.admin(userSignIn.reset, { params: { id } })],
  ])('ends with %s', async (name, end) => {
    const login = `token ${name.replaceAll(' ', '-')}`;
    const person = await makeUser(licet, { login, homeGroupId: mill, groupIds: [mill], rights: [{ function: 'licenses', level: 'read' }] });
    const expiresAt = new Date(Date.now() + 3600_000).toISOString();
    const { secret } = await person.client(tokens.create, { body: { name: 'short', expiresAt } });
    const client = createClient({ baseUrl: licet.url, headers: { authorization: `Bearer ${secret}` } });
    expect((await client(session.current)).user.login).toBe(login);
    await end(person.id);
    expect(await refusal(client(session.current))).toMatchObject({ status: 401, code: 'not-signed-in' });
  });
});

describe('a proof by passkey', () => {
  it('stands in the place of the password, once', async () => {
    const { visitor, device, id } = await withPasskey('keyed');
    const remove = (passkey: ReturnType<Passkey['answer']>) =>
      visitor.call(account.removePasskey, { params: { id }, body: { proof: { passkey } } });
    const refused = async (passkey: Parameters<typeof remove>[0]) => (await refusal(remove(passkey))).reason?.code;
    const second = newPasskey(licet.url);
    const signed = device.answer(await visitor.call(account.proofOptions));
    const options = await visitor.call(account.passkeyOptions, { body: { proof: { passkey: signed } } });
    await visitor.call(account.addPasskey, { body: { name: 'Key ring', credential: second.register(options) } });
    expect(await refused(signed)).toBe('proof-passkey-wrong');
    // What was signed to come in proves nothing, and the other way round.
    expect(await refused(device.answer(await visitor.call(waysIn.passkeyOptions)))).toBe('proof-passkey-wrong');
    const credential = device.answer(await visitor.call(account.proofOptions));
    expect((await refusal(visitor.call(waysIn.passkey, { body: { credential } }))).code).toBe('wrong-passkey');
    const late = device.answer(await visitor.call(account.proofOptions));
    later(301);
    expect(await refused(late)).toBe('proof-passkey-wrong');
    await remove(second.answer(await visitor.call(account.proofOptions)));
    expect((await visitor.call(account.security)).passkeys.map(({ name }) => name)).toEqual(['Key ring']);
  });

  it('is nobody else’s: neither a passkey of another user nor an API token proves it', async () => {
    const { visitor, id } = await withPasskey('asked');
    const { device: foreign } = await withPasskey('asks');
    const options = await visitor.call(account.proofOptions);
    const body = { proof: { passkey: foreign.answer(options) } };
    expect((await refusal(visitor.call(account.removePasskey, { params: { id }, body }))).reason?.code).toBe('proof-passkey-wrong');
    expect((await visitor.call(account.security)).passkeys).toHaveLength(1);
    expect((await refusal(licet.admin(account.proofOptions))).reason?.code).toBe('needs-own-session');
  });
});

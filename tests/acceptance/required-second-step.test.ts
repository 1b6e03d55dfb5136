// A second step that administrators require: who is led to set one up, what opens meanwhile, and what satisfies it.
import * as contract from '@licet/contract';
import {
  account,
  addressOf,
  audit,
  createClient,
  licenses,
  session,
  signInPolicy,
  tokens,
  users,
  userSignIn,
  waysIn,
} from '@licet/contract';
import type { Endpoint } from '@licet/contract';
import { generateSync } from 'otplib';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runCommand } from '../support/command.ts';
import { ADMIN_PASSWORD, makeUser, refusal, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { newVisitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

let licet: Licet;
let admin: Visitor;
let adminSecret: string;
const later = (seconds: number) => void vi.setSystemTime(Date.now() + seconds * 1000);
const passwordOf = (login: string) => (login === 'admin' ? ADMIN_PASSWORD : `password of ${login}`);

async function signedIn(login: string): Promise<Visitor> {
  const visitor = newVisitor(licet.url);
  await visitor.call(session.signIn, { body: { login, password: passwordOf(login) } });
  return visitor;
}

/** Turns two-step verification on; the secret. */
async function enroll(visitor: Visitor, login: string): Promise<string> {
  const { secret } = await visitor.call(account.beginSecondStep, { body: { proof: { password: passwordOf(login) } } });
  await visitor.call(account.enableSecondStep, { body: { code: generateSync({ secret }) } });
  later(60);
  return secret;
}

/** A user who has not signed in. */
const add = async (login: string) =>
  (await licet.admin(users.create, { body: { login, password: passwordOf(login), homeGroupId: '1' } })).id;
const make = (login: string) =>
  makeUser(licet, { login, homeGroupId: '1', groupIds: ['1'], rights: [{ function: 'licenses', level: 'read' }] });
const demand = (secondStepFor: 'nobody' | 'administrators' | 'everybody', trustSingleSignOn = false) =>
  admin.call(signInPolicy.change, { body: { secondStepFor, trustSingleSignOn } });

beforeAll(async () => {
  licet = await startLicet();
  admin = await signedIn('admin');
});
afterAll(() => licet.close());
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

describe('a required second step', () => {
  it('is asked for by administrators with a second step of their own, and nobody else', async () => {
    expect(await admin.call(signInPolicy.show)).toEqual({
      secondStepFor: 'nobody',
      trustSingleSignOn: false,
      singleSignOn: null,
      can: { change: true },
    });
    for (const whom of ['administrators', 'everybody'] as const)
      expect((await refusal(demand(whom))).reason?.code).toBe('second-step-own-first');
    const keeper = await makeUser(licet, {
      login: 'settings-keeper',
      homeGroupId: '1',
      groupIds: ['1'],
      rights: [{ function: 'settings', level: 'write' }],
    });
    const body = { secondStepFor: 'nobody', trustSingleSignOn: true } as const;
    expect((await refusal(keeper.client(signInPolicy.change, { body }))).reason?.code).toBe('administrators-only');
    expect(await keeper.client(signInPolicy.show)).toMatchObject({ can: { change: false } });
    const reader = await make('reads-licenses');
    expect((await refusal(reader.client(signInPolicy.show))).code).toBe('not-permitted');

    adminSecret = await enroll(admin, 'admin');
    expect(await demand('administrators')).toMatchObject({ secondStepFor: 'administrators' });
    // The session that turned it on goes on, and so do tokens.
    expect((await admin.call(session.current)).secondStepOwed).toBe(false);
    const { rows } = await licet.admin(audit.list, { query: { q: '', limit: 500 } });
    expect(rows.find(({ action }) => action === 'sign-in-policy-changed')).toMatchObject({
      function: 'settings',
      by: { login: 'admin' },
      before: { secondStepFor: 'nobody' },
      after: { secondStepFor: 'administrators' },
    });
  });

  it('of administrators leaves the others alone', async () => {
    await make('no-administrator');
    expect((await (await signedIn('no-administrator')).call(session.current)).secondStepOwed).toBe(false);
  });

  it('leaves who has none a session that opens the doors to set one up, and no others', async () => {
    const person = await make('owes');
    const before = await signedIn('owes');
    await demand('everybody');
    const visitor = await signedIn('owes');
    expect((await visitor.call(session.current)).secondStepOwed).toBe(true);
    const open: string[] = [];
    const all = Object.values(contract).flatMap((one: unknown) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
    const doors = all.filter((one): one is Endpoint => typeof one === 'object' && one !== null && 'method' in one && 'summary' in one);
    for (const door of doors.filter(({ path }) => !path.startsWith('/api/agent/'))) {
      if (door === session.signOut) continue;
      const probe: Endpoint = { method: door.method, path: door.path, summary: '' };
      const init = {
        method: door.method,
        ...(door.method === 'GET' ? {} : { headers: { 'content-type': 'application/json' }, body: '{}' }),
      };
      const answer = await visitor.go(licet.url + addressOf(probe, { params: { id: '1' } }), init);
      const problem = answer.headers.get('content-type')?.includes('problem') ? ((await answer.json()) as { code: string }) : undefined;
      if (problem?.code !== 'second-step-owed') open.push(`${door.method} ${door.path}`);
      else expect(answer.status).toBe(403);
    }
    expect([...new Set(open)].sort()).toEqual([
      'DELETE /api/session/view',
      'GET /api/account/security',
      'GET /api/health',
      'GET /api/session',
      'GET /api/sign-in',
      'GET /api/single-sign-on/callback',
      'GET /api/single-sign-on/start',
      'POST /api/account/passkeys',
      'POST /api/account/passkeys/options',
      'POST /api/account/proof/options',
      'POST /api/account/second-step',
      'POST /api/session',
      'POST /api/session/passkey',
      'POST /api/session/passkey/options',
      'POST /api/session/password',
      'POST /api/session/second-step',
      'PUT /api/account/second-step',
    ]);
    // Also a session from before, at once; a token goes on.
    expect((await refusal(before.call(licenses.list, { query: {} }))).code).toBe('second-step-owed');
    expect((await person.client(session.current)).user.login).toBe('owes');

    const secret = await enroll(visitor, 'owes');
    expect((await visitor.call(licenses.list, { query: {} })).total).toBe(0);
    // The other session has not shown what there is now: it ends, and its browser can sign in again.
    expect((await refusal(before.call(session.current))).code).toBe('not-signed-in');
    const again = { login: 'owes', password: passwordOf('owes') };
    expect((await refusal(before.call(session.signIn, { body: again }))).code).toBe('second-step-needed');
    await before.call(waysIn.secondStep, { body: { code: generateSync({ secret }) } });
    later(60);
    // Who turns off the last one is led to set up another.
    await before.call(account.removeSecondStep, { body: { proof: { password: passwordOf('owes') } } });
    expect((await before.call(session.current)).secondStepOwed).toBe(true);
    expect((await refusal(before.call(tokens.list))).code).toBe('second-step-owed');
  });

  it('keeps its word over a new password', async () => {
    await add('renews');
    const visitor = await signedIn('renews');
    const next = 'another password of mine';
    const after = await visitor.call(session.changePassword, { body: { current: passwordOf('renews'), next } });
    expect(after.secondStepOwed).toBe(true);
    const { secret } = await visitor.call(account.beginSecondStep, { body: { proof: { password: next } } });
    await visitor.call(account.enableSecondStep, { body: { code: generateSync({ secret }) } });
    const last = await visitor.call(session.changePassword, { body: { current: next, next: passwordOf('renews') } });
    expect(last.secondStepOwed).toBe(false);
  });

  it('takes no password alone from who has a passkey', async () => {
    const id = await add('has-passkey');
    const owner = new pg.Client({ connectionString: licet.config.databaseUrl });
    await owner.connect();
    await owner.query(
      `insert into passkeys (user_id, name, credential_id, public_key, counter, transports) values ($1, 'Laptop', 'x', 'x', 0, '{}')`,
      [id],
    );
    await owner.end();
    const visitor = newVisitor(licet.url);
    const body = { login: 'has-passkey', password: passwordOf('has-passkey') };
    expect(await refusal(visitor.call(session.signIn, { body }))).toMatchObject({ status: 401, code: 'passkey-needed' });
    expect((await refusal(visitor.call(session.current))).code).toBe('not-signed-in');
    await licet.admin(userSignIn.reset, { params: { id } });
    expect((await visitor.call(session.signIn, { body })).secondStepOwed).toBe(true);
  });

  it('tells programs to use a token', async () => {
    await add('program');
    const env = { LICET_SERVER: licet.url, LICET_USER: 'program', LICET_PASSWORD: passwordOf('program') };
    const refused = await runCommand(['tokens', 'list', '--json'], { env });
    expect(refused.code).toBe(1);
    const made = await admin.call(tokens.create, { body: { name: 'settings' } });
    const byToken = { LICET_SERVER: licet.url, LICET_TOKEN: made.secret };
    const changed = await runCommand(['settings', 'change', '--trust-single-sign-on', 'yes'], { env: byToken });
    expect(changed).toMatchObject({ code: 0, out: expect.stringMatching(/everybody[^]*yes/) as string });
    expect((await runCommand(['settings', 'show', '--json'], { env: byToken })).out).toContain('"secondStepFor": "everybody"');
    expect(JSON.parse(refused.err)).toMatchObject({ code: 'second-step-owed', remedy: expect.stringContaining('LICET_TOKEN') as string });
    const two = await runCommand(['tokens', 'list', '--json'], { env: { ...env, LICET_USER: 'admin', LICET_PASSWORD: ADMIN_PASSWORD } });
    expect(JSON.parse(two.err)).toMatchObject({ code: 'second-step-needed', remedy: expect.stringContaining('LICET_TOKEN') as string });
  });

  it('asks an administrator who comes back for the code, who can take it back', async () => {
    later(120);
    const visitor = newVisitor(licet.url);
    const body = { login: 'admin', password: ADMIN_PASSWORD };
    expect((await refusal(visitor.call(session.signIn, { body }))).code).toBe('second-step-needed');
    await visitor.call(waysIn.secondStep, { body: { code: generateSync({ secret: adminSecret }) } });
    await visitor.call(signInPolicy.change, { body: { secondStepFor: 'nobody', trustSingleSignOn: false } });
    expect((await (await signedIn('program')).call(session.current)).secondStepOwed).toBe(false);
    // What is no user's is asked of tokens as well: rights.
    const { id } = (await licet.admin(users.list, { query: { q: 'program' } })).rows[0] ?? { id: '' };
    expect(id).not.toBe('');
    const nobody = createClient({ baseUrl: licet.url });
    expect((await refusal(nobody(signInPolicy.show))).code).toBe('not-signed-in');
  });
});

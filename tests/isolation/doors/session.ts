// Doors of one's own session and of what opens it.
import * as contract from '@licet/contract';
import type { Endpoint, Problem } from '@licet/contract';
import { expect } from 'vitest';
import type { Row, Seer } from '../world.ts';
import { idsOf, knock, list, nameOf, not, rowsOf, text, world } from './rows.ts';
import { expectNothingForeign, secretsFrom } from './secrets.ts';
import { administrators, guarded } from './kinds.ts';
import type { Doors } from './kinds.ts';

/** What opens a sign-in is changed in a session only: a token is refused, the right password beside it or not. */
const ownSessionDoor =
  (call: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const tables = ['second_steps', 'recovery_codes', 'passkeys', 'user_identities'];
    const before = await Promise.all(tables.map((table) => world.rows(table)));
    const reply = await knock(seer, endpoint, call);
    expect([reply.status, (reply.body as Problem).reason?.code], `${nameOf(endpoint)} as ${seer.login}`).toEqual([
      403,
      'needs-own-session',
    ]);
    expect(await Promise.all(tables.map((table) => world.rows(table)))).toEqual(before);
  };

const proven = (seer: Seer) => ({ proof: { password: `password of ${seer.login}` } });

export const sessionDoors: Doors = {
  'POST /api/session': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint, { body: { login: seer.login, password: 'not this one' } });
    expect(reply.status).toBe(401);
  },
  'GET /api/session': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    expect(reply.body).toMatchObject({ user: { login: seer.login }, administrator: false, msp: true });
    const home = rowsOf('users', (row) => row['id'] === seer.id)[0]?.['home_group_id'];
    // One's own home group is no secret, even to those who may read nothing in it.
    expect((reply.body as { homeGroup: { id: string } }).homeGroup.id).toBe(String(home));
    for (const word of secretsFrom(seer))
      if (word !== (reply.body as { homeGroup: { name: string } }).homeGroup.name) expect(reply.text).not.toContain(word);
  },
  'DELETE /api/session': async (seer, endpoint) => {
    expect((await knock(seer, endpoint)).status).toBeLessThan(300);
    // A token is not a session: it goes on.
    expect((await knock(seer, contract.session.current)).status).toBe(200);
  },
  'PATCH /api/session/preferences': async (seer, endpoint) => {
    const before = rowsOf(
      'users',
      not((row) => row['id'] === seer.id),
    ).map((row) => [row['id'], row['theme']]);
    expect((await knock(seer, endpoint, { body: { theme: 'dark' } })).body).toMatchObject({ user: { login: seer.login, theme: 'dark' } });
    expect(
      (await world.rows('users'))
        .filter((row) => row['id'] !== seer.id && !world.seers.some((one) => one.id === row['id']))
        .map((row) => [row['id'], row['theme']]),
    ).toEqual(before.filter(([id]) => !world.seers.some((one) => one.id === id)));
  },
  'POST /api/tokens': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint, { body: { name: 'another' } });
    const made = (await world.rows('api_tokens')).find((row) => String(row['id']) === (reply.body as { id: string }).id);
    expect(made?.['user_id']).toBe(seer.id);
  },
  'GET /api/tokens': async (seer, endpoint) => {
    const own = (await world.rows('api_tokens')).filter((row) => row['user_id'] === seer.id);
    expect(
      list<{ id: string }>(await knock(seer, endpoint))
        .map((token) => token.id)
        .sort(),
    ).toEqual(idsOf(own));
  },
  'DELETE /api/tokens/:id': async (seer, endpoint) => {
    const foreign = (await world.rows('api_tokens')).filter((row) => row['user_id'] !== seer.id);
    expect(foreign.length).toBeGreaterThan(3);
    for (const token of foreign) expect((await knock(seer, endpoint, { params: { id: text(token, 'id') } })).status).toBe(404);
    expect((await world.rows('api_tokens')).filter((row) => row['user_id'] !== seer.id)).toHaveLength(foreign.length);
  },
  'GET /api/settings/sign-in': (seer, endpoint) =>
    guarded(seer, endpoint, 'settings', 'read', {}, (reply) => {
      expect(reply.status).toBe(200);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'PUT /api/settings/sign-in': administrators({ body: { secondStepFor: 'everybody', trustSingleSignOn: true } }),
  // A token sees where its user is signed in, and ends nothing.
  'GET /api/account/sessions': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    const mine = (await world.rows('sessions')).filter((row) => (row['sess'] as { userId?: number }).userId === seer.id);
    expect((reply.body as { current: boolean }[]).map(({ current }) => current)).toEqual(mine.map(() => false));
    for (const row of await world.rows('sessions')) expect(reply.text).not.toContain(text(row, 'sid'));
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'DELETE /api/account/sessions': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'DELETE /api/account/sessions/:id': (seer, endpoint) =>
    ownSessionDoor({ params: { id: 'a'.repeat(64) }, body: proven(seer) })(seer, endpoint),
  'GET /api/sign-in': async (seer, endpoint) => {
    expect((await knock(seer, endpoint)).body).toEqual({ singleSignOn: null });
  },
  // A token has gone through no first step, and carries no passkey.
  'POST /api/session/second-step': async (seer, endpoint) => {
    expect((await knock(seer, endpoint, { body: { code: '123456' } })).status).toBe(403);
  },
  'POST /api/session/passkey/options': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    // Not even which passkeys there are.
    expect(Object.keys(reply.body as object).sort()).toEqual(['challenge', 'rpId', 'timeout', 'userVerification']);
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'POST /api/session/passkey': async (seer, endpoint) => {
    for (const row of await world.rows('passkeys')) {
      const credential = { id: text(row, 'credential_id'), response: {} };
      expect((await knock(seer, endpoint, { body: { credential } })).status).toBe(401);
    }
  },
  'GET /api/single-sign-on/start': async (seer, endpoint) => expect((await knock(seer, endpoint)).status).toBe(404),
  'GET /api/single-sign-on/callback': async (seer, endpoint) => expect((await knock(seer, endpoint)).status).toBe(404),
  'GET /api/account/security': async (seer, endpoint) => {
    const reply = await knock(seer, endpoint);
    const { passkeys, secondStep } = reply.body as { passkeys: { id: string }[]; secondStep: unknown };
    const mine = (row: Row) => row['user_id'] === seer.id;
    expect(passkeys.map(({ id }) => id)).toEqual(idsOf((await world.rows('passkeys')).filter(mine)));
    expect(secondStep !== null).toBe((await world.rows('second_steps')).some(mine));
    expectNothingForeign(seer, reply.text, nameOf(endpoint));
  },
  'POST /api/account/second-step': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'POST /api/account/proof/options': ownSessionDoor({}),
  'PUT /api/account/second-step': ownSessionDoor({ body: { code: '123456' } }),
  'POST /api/account/second-step/recovery-codes': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'DELETE /api/account/second-step': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'POST /api/account/passkeys/options': (seer, endpoint) => ownSessionDoor({ body: proven(seer) })(seer, endpoint),
  'POST /api/account/passkeys': ownSessionDoor({ body: { name: 'stolen', credential: { id: 'x', response: {} } } }),
  'DELETE /api/account/passkeys/:id': async (seer, endpoint) => {
    for (const row of await world.rows('passkeys'))
      await ownSessionDoor({ params: { id: text(row, 'id') }, body: proven(seer) })(seer, endpoint);
  },
  'DELETE /api/session/view': async (seer, endpoint) => {
    expect((await knock(seer, endpoint)).body).toMatchObject({ user: { login: seer.login }, viewedBy: null });
  },
  'POST /api/session/password': async (seer, endpoint) => {
    const body = { current: 'not this one', next: 'long enough for this' };
    // The seers come with API tokens, which open no way to another password.
    expect((await knock(seer, endpoint, { body })).status).toBe(403);
  },
};

// Single sign-on against a real OpenID Connect provider, by HTTP, cookies kept and redirects followed as a browser does.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { account, audit, session, signInPolicy, users, userSignIn, waysIn } from '@licet/contract';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../apps/server/src/config.ts';
import { ADMIN_PASSWORD, refusal, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { CLIENT, startProvider } from '../support/provider.ts';
import type { IdentityProvider } from '../support/provider.ts';
import { newVisitor } from '../support/visitor.ts';
import type { Visitor } from '../support/visitor.ts';

let licet: Licet;
let provider: IdentityProvider;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const settings = (issuer: string, url: string, more: Record<string, string> = {}) =>
  readConfig({
    LICET_URL: url,
    LICET_OIDC_ISSUER: issuer,
    LICET_OIDC_CLIENT_ID: CLIENT.id,
    LICET_OIDC_CLIENT_SECRET: CLIENT.secret,
    LICET_OIDC_NAME: 'Example Works',
    ...more,
  });

beforeAll(async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  provider = await startProvider(`${url}/api/single-sign-on/callback`);
  const { publicUrl, singleSignOn } = settings(provider.issuer, url);
  licet = await startLicet({ config: { port, publicUrl, singleSignOn } });
  for (const login of ['anna@example.com', 'bob@example.com', 'carol@example.com', 'dora@example.com'])
    await licet.admin(users.create, { body: { login, password: `password of ${login}`, homeGroupId: '1' } });
});
afterAll(async () => {
  await licet.close();
  await provider.close();
});

/** Follows where the browser is led, signing in and agreeing at the provider as `subject`; the last address. */
async function follow(visitor: Visitor, from: string, subject: string): Promise<URL> {
  let at = new URL(from);
  let answer = await visitor.go(at.href);
  for (let steps = 0; steps < 20; steps += 1) {
    const location = answer.headers.get('location');
    if (location !== null) {
      at = new URL(location, at);
      // The console itself is not served here: where it would open is where the journey ends.
      if (at.host === new URL(licet.url).host && !at.pathname.startsWith('/api/')) return at;
      answer = await visitor.go(at.href);
      continue;
    }
    const page = await answer.text();
    const [, action, prompt] = /<form[^>]* action="([^"]+)"[^>]*>\s*<input type="hidden" name="prompt" value="(\w+)"/.exec(page) ?? [];
    if (action === undefined || prompt === undefined) throw new Error(`led to a page without a form: ${page.slice(0, 500)}`);
    const fields = { prompt, ...(prompt === 'login' ? { login: subject, password: 'any' } : {}) };
    at = new URL(action, at);
    answer = await visitor.go(at.href, { method: 'POST', body: new URLSearchParams(fields) });
  }
  throw new Error('led around in circles');
}

const start = (next = '') => `${licet.url}${waysIn.singleSignOn.path}${next && `?next=${encodeURIComponent(next)}`}`;

async function comeIn(subject: string, next = ''): Promise<{ visitor: Visitor; at: URL }> {
  const visitor = newVisitor(licet.url);
  return { visitor, at: await follow(visitor, start(next), subject) };
}
const where = ({ at }: { at: URL }) => at.pathname + at.search;
const nobody = async (visitor: Visitor) => expect(await refusal(visitor.call(session.current))).toMatchObject({ code: 'not-signed-in' });

describe('single sign-on', () => {
  it('signs in the user whose login the provider vouches for, and leads on to where one wanted to go', async () => {
    provider.people.set('s-anna', { email: 'Anna@Example.com', email_verified: true });
    expect(await newVisitor(licet.url).call(waysIn.show)).toEqual({ singleSignOn: 'Example Works' });
    const { visitor, at } = await comeIn('s-anna', '/licenses?view=licenses');
    expect(where({ at })).toBe('/licenses?view=licenses');
    expect((await visitor.call(session.current)).user.login).toBe('anna@example.com');
    expect((await visitor.call(account.security)).singleSignOn).toMatchObject({ issuer: provider.issuer });
    const { rows } = await licet.admin(audit.list, { query: { q: 'anna', limit: 500 } });
    const done = rows.map((row) => [row.action, row.after?.['signInWay'] ?? null]);
    expect(done).toEqual(
      expect.arrayContaining([
        ['single-sign-on-tied', null],
        ['signed-in', 'single-sign-on'],
      ]),
    );
  });

  it('knows a person by issuer and subject from then on, whatever the address becomes', async () => {
    provider.people.set('s-anna', { email: 'bob@example.com', email_verified: true });
    const { visitor } = await comeIn('s-anna');
    expect((await visitor.call(session.current)).user.login).toBe('anna@example.com');
    // The old address is given to another person: that is not the user.
    provider.people.set('s-other', { email: 'anna@example.com', email_verified: true });
    const other = await comeIn('s-other');
    expect(where(other)).toBe('/sign-in?refused=sso-tied-elsewhere');
    await nobody(other.visitor);
    // Until an administrator says so.
    const anna = (await licet.admin(users.list, { query: { q: 'anna' } })).rows[0]?.id ?? '';
    await licet.admin(userSignIn.reset, { params: { id: anna } });
    expect((await (await comeIn('s-other')).visitor.call(session.current)).user.login).toBe('anna@example.com');
  });

  it.each([
    ['an address that is not verified', { email: 'bob@example.com', email_verified: false }, 'sso-email-unverified'],
    ['no word of whether it is verified', { email: 'bob@example.com' }, 'sso-email-unverified'],
    ['no address', {}, 'sso-email-unverified'],
    ['nobody of that login', { email: 'nobody@example.com', email_verified: true }, 'sso-no-user'],
  ])('refuses %s, and makes nobody', async (name, claims, reason) => {
    const before = (await licet.admin(users.list, {})).total;
    const subject = `s ${name}`;
    provider.people.set(subject, claims);
    const refused = await comeIn(subject);
    expect(where(refused)).toBe(`/sign-in?refused=${reason}`);
    await nobody(refused.visitor);
    expect((await licet.admin(users.list, {})).total).toBe(before);
  });

  it('refuses who may not sign in any more, tied or not', async () => {
    provider.people.set('s-carol', { email: 'carol@example.com', email_verified: true });
    await comeIn('s-carol');
    for (const login of ['carol@example.com', 'dora@example.com']) {
      const id = (await licet.admin(users.list, { query: { q: login } })).rows[0]?.id ?? '';
      await licet.admin(users.change, { params: { id }, body: { enabled: false } });
    }
    provider.people.set('s-dora', { email: 'dora@example.com', email_verified: true });
    for (const subject of ['s-carol', 's-dora']) expect(where(await comeIn(subject))).toBe('/sign-in?refused=sso-no-user');
  });

  it('takes an answer of the provider only in the browser that asked, once, and unchanged', async () => {
    provider.people.set('s-bob', { email: 'bob@example.com', email_verified: true });
    const visitor = newVisitor(licet.url);
    let back = '';
    const watching: Visitor = {
      ...visitor,
      go: (address, init) => {
        if (address.includes('/callback?')) back = address;
        return visitor.go(address, init);
      },
    };
    expect(where({ at: await follow(watching, start(), 's-bob') })).toBe('/');
    const lands = async (who: Visitor, address: string) => (await who.go(address)).headers.get('location');
    // Again in the same browser, and in another one that was sent the address.
    expect(await lands(visitor, back)).toBe('/sign-in?refused=sso-late');
    expect(await lands(newVisitor(licet.url), back)).toBe('/sign-in?refused=sso-late');
    // In a browser that has begun a journey of its own: another state, nonce and verifier.
    const victim = newVisitor(licet.url);
    await victim.go(start());
    expect(await lands(victim, back)).toBe('/sign-in?refused=sso-refused');
    await nobody(victim);
    // What the provider itself refuses is told, too.
    const turned = newVisitor(licet.url);
    const asked = await turned.go(start());
    const state = new URL(asked.headers.get('location') ?? '').searchParams.get('state');
    const denied = `${licet.url}/api/single-sign-on/callback?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`;
    expect(await lands(turned, denied)).toBe('/sign-in?refused=sso-refused');
  });

  it('is enough where a second step is required only when the provider says so, or the settings do', async () => {
    const admin = newVisitor(licet.url);
    await admin.call(session.signIn, { body: { login: 'admin', password: ADMIN_PASSWORD } });
    const { secret } = await admin.call(account.beginSecondStep, { body: { proof: { password: ADMIN_PASSWORD } } });
    await admin.call(account.enableSecondStep, { body: { code: generateSync({ secret }) } });
    provider.people.set('s-bob', { email: 'bob@example.com', email_verified: true });
    const { visitor: before } = await comeIn('s-bob');
    const demand = (trustSingleSignOn: boolean) =>
      admin.call(signInPolicy.change, { body: { secondStepFor: 'everybody', trustSingleSignOn } });
    expect((await demand(false)).singleSignOn).toBe('Example Works');
    await nobody(before);
    const refused = await comeIn('s-bob');
    expect(where(refused)).toBe('/sign-in?refused=sso-one-factor');
    await nobody(refused.visitor);
    provider.people.set('s-bob', { email: 'bob@example.com', email_verified: true, amr: ['pwd'] });
    expect(where(await comeIn('s-bob'))).toBe('/sign-in?refused=sso-one-factor');
    provider.people.set('s-bob', { email: 'bob@example.com', email_verified: true, amr: ['pwd', 'otp', 'mfa'] });
    const { visitor: strong } = await comeIn('s-bob');
    expect((await strong.call(session.current)).secondStepOwed).toBe(false);

    await demand(true);
    provider.people.set('s-bob', { email: 'bob@example.com', email_verified: true });
    const { visitor: trusted } = await comeIn('s-bob');
    expect((await trusted.call(session.current)).secondStepOwed).toBe(false);
    await demand(false);
    await nobody(trusted);
    expect((await strong.call(session.current)).user.login).toBe('bob@example.com');
    await admin.call(signInPolicy.change, { body: { secondStepFor: 'nobody', trustSingleSignOn: false } });
  });

  it('asks with PKCE, state and nonce, and leads to no other site afterwards', async () => {
    const asked = await newVisitor(licet.url).go(start());
    const query = new URL(asked.headers.get('location') ?? '').searchParams;
    expect(Object.fromEntries(query)).toMatchObject({ response_type: 'code', scope: 'openid email', code_challenge_method: 'S256' });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(query.get(name)?.length, name).toBeGreaterThan(20);
    expect(asked.headers.getSetCookie().find((line) => line.startsWith('licet_single_sign_on='))).toMatch(/HttpOnly/i);
    expect(where(await comeIn('s-bob', '//elsewhere.example/'))).toBe('/');
  });
});

describe('settings of single sign-on', () => {
  const url = 'https://licet.example';
  it.each([
    ['no client', { LICET_OIDC_CLIENT_ID: '' }, /LICET_OIDC_CLIENT_ID/],
    ['no address of its own', { LICET_URL: '' }, /LICET_URL/],
    ['a provider without TLS on another machine', { LICET_OIDC_ISSUER: 'http://login.example' }, /https/],
    ['a claim that anybody may choose', { LICET_OIDC_LOGIN_CLAIM: 'nickname' }, /email or sub/],
    ['a secret file that is not there', { LICET_OIDC_CLIENT_SECRET_FILE: '/nowhere/secret' }, /cannot be read/],
  ])('with %s are refused at start, with the remedy', (_, more, words) => {
    expect(() => settings('https://login.example', url, more)).toThrow(words);
  });

  it('a provider that cannot be reached is said on the sign-in page', async () => {
    const { singleSignOn } = settings('http://127.0.0.1:1', 'http://127.0.0.1');
    const alone = await startLicet({ config: { singleSignOn } });
    const answer = await newVisitor(alone.url).go(`${alone.url}${waysIn.singleSignOn.path}`);
    expect(answer.headers.get('location')).toBe('/sign-in?refused=sso-unavailable');
    await alone.close();
  });

  it('without a provider there is no such door', async () => {
    const alone = await startLicet();
    expect(await newVisitor(alone.url).call(waysIn.show)).toEqual({ singleSignOn: null });
    expect((await newVisitor(alone.url).go(`${alone.url}${waysIn.singleSignOn.path}`)).status).toBe(404);
    await alone.close();
  });
});

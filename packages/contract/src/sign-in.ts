import { secondStepGroups } from '@licet/domain';
import { z } from 'zod';
import { can, id, idParams, moment, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { me } from './session.ts';

/** Six digits of an authenticator app, or a recovery code. */
const code = text().trim().min(6).max(40);

/** What the browser's passkey functions give and take, as JSON: WebAuthn level 3 says what stands in it. */
const webauthn = z.looseObject({});
const credential = z.looseObject({ id: z.string().max(2000), response: z.looseObject({}) });

/** That it is still the user who sits there: the password, a code of the second step, or what one of the user's passkeys has signed. */
export const proof = z
  .strictObject({ password: text().min(1).max(1000).optional(), code: code.optional(), passkey: credential.optional() })
  .refine(
    (given) => Object.values(given).filter((one) => one !== undefined).length === 1,
    'holds a password, a code or a passkey, and one of them',
  );
export type Proof = z.infer<typeof proof>;

export const passkey = z.object({ id, name: z.string(), createdAt: moment, lastUsedAt: moment.nullable() });
export type Passkey = z.infer<typeof passkey>;

export const signInWays = ['password', 'second-step', 'recovery-code', 'passkey', 'single-sign-on'] as const;

export const ownSession = z.object({
  /** A hash of the session's id: it opens nothing. */
  id: z.string(),
  /** The session that asks. */
  current: z.boolean(),
  /** How it was opened, and from which address; null for one that an older version opened. */
  way: z.enum(signInWays).nullable(),
  address: z.string().nullable(),
  /** What the browser called itself when it was opened; null for what is not known. */
  browser: z.object({ name: z.string().nullable(), system: z.string().nullable() }),
  beganAt: moment,
  lastUsedAt: moment,
});
export type OwnSession = z.infer<typeof ownSession>;

const recoveryCodes = z.object({
  /** Ten of them, each good for one sign-in; nobody can show them again. */
  recoveryCodes: z.array(z.string()),
});

export const waysIn = {
  show: endpoint({
    method: 'GET',
    path: '/api/sign-in',
    summary: 'The ways to sign in, for the sign-in page.',
    response: z.object({
      /** What the button of the single sign-on says; null when there is none. */
      singleSignOn: z.string().nullable(),
    }),
  }),
  secondStep: endpoint({
    method: 'POST',
    path: '/api/session/second-step',
    summary: 'Ends a sign-in that was answered with `second-step-needed`: a code of the authenticator app, or a recovery code.',
    body: z.object({ code }),
    response: me,
  }),
  passkeyOptions: endpoint({
    method: 'POST',
    path: '/api/session/passkey/options',
    summary: 'Begins to sign in with a passkey; the answer is for `navigator.credentials.get`.',
    response: webauthn,
  }),
  passkey: endpoint({
    method: 'POST',
    path: '/api/session/passkey',
    summary: 'Signs in with a passkey, without login and password.',
    body: z.object({ credential }),
    response: me,
  }),
  singleSignOn: endpoint({
    method: 'GET',
    path: '/api/single-sign-on/start',
    summary: 'Leads the browser to the identity provider.',
    query: z.object({
      /** The screen to show afterwards, an address inside the console. */
      next: text().max(2000).optional(),
    }),
    redirects: true,
  }),
  singleSignOnBack: endpoint({
    method: 'GET',
    path: '/api/single-sign-on/callback',
    summary:
      'Where the identity provider leads the browser back to; then to the console, or to the sign-in page with the reason of a refusal.',
    // A provider may say more than the standards name.
    query: z.looseObject({}),
    redirects: true,
  }),
};

export const account = {
  security: endpoint({
    method: 'GET',
    path: '/api/account/security',
    summary: 'What opens a sign-in of the signed-in user, besides the password.',
    response: z.object({
      secondStep: z.object({ since: moment, recoveryCodesLeft: z.number().int() }).nullable(),
      passkeys: z.array(passkey),
      singleSignOn: z.object({ issuer: z.string(), since: moment }).nullable(),
    }),
  }),
  proofOptions: endpoint({
    method: 'POST',
    path: '/api/account/proof/options',
    summary: 'Begins a proof with a passkey of the user; the answer is for `navigator.credentials.get`.',
    response: webauthn,
  }),
  beginSecondStep: endpoint({
    method: 'POST',
    path: '/api/account/second-step',
    summary: 'Makes a secret for an authenticator app. Nothing changes before a code of it is given.',
    body: z.object({ proof }),
    response: z.object({
      /** Base32, to be typed where there is no camera. */
      secret: z.string(),
      /** An SVG picture of the QR code that authenticator apps read. */
      picture: z.string(),
    }),
  }),
  enableSecondStep: endpoint({
    method: 'PUT',
    path: '/api/account/second-step',
    summary: 'Turns two-step verification on, with a code of the secret just made.',
    body: z.object({ code }),
    response: recoveryCodes,
  }),
  renewRecoveryCodes: endpoint({
    method: 'POST',
    path: '/api/account/second-step/recovery-codes',
    summary: 'Makes ten new recovery codes; the old ones are worth nothing any more.',
    body: z.object({ proof }),
    response: recoveryCodes,
  }),
  removeSecondStep: endpoint({
    method: 'DELETE',
    path: '/api/account/second-step',
    summary: 'Turns two-step verification off.',
    body: z.object({ proof }),
  }),
  passkeyOptions: endpoint({
    method: 'POST',
    path: '/api/account/passkeys/options',
    summary: 'Begins to register a passkey; the answer is for `navigator.credentials.create`.',
    body: z.object({ proof }),
    response: webauthn,
  }),
  addPasskey: endpoint({
    method: 'POST',
    path: '/api/account/passkeys',
    summary: 'Registers the passkey that the browser has made.',
    body: z.object({ name: text().trim().min(1).max(100), credential }),
    response: passkey,
  }),
  removePasskey: endpoint({
    method: 'DELETE',
    path: '/api/account/passkeys/:id',
    summary: 'Removes a passkey.',
    params: idParams,
    body: z.object({ proof }),
  }),
  sessions: endpoint({
    method: 'GET',
    path: '/api/account/sessions',
    summary: 'Where the signed-in user is signed in; the last used first.',
    response: z.array(ownSession),
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/api/account/sessions/:id',
    summary: 'Ends one of the own sessions.',
    params: z.object({ id: z.string().regex(/^[0-9a-f]{64}$/, 'is the id of a session') }),
    body: z.object({ proof }),
  }),
  endOtherSessions: endpoint({
    method: 'DELETE',
    path: '/api/account/sessions',
    summary: 'Ends all own sessions but the one that asks. API tokens go on.',
    body: z.object({ proof }),
  }),
};

const policy = z.object({
  /** Who has to sign in with two-step verification or a passkey. */
  secondStepFor: z.enum(secondStepGroups),
  /** Whether single sign-on is enough for them even when the provider does not say (`amr` with `mfa`) that it asked for one. */
  trustSingleSignOn: z.boolean(),
});

const shownPolicy = policy.extend({
  /** The name of the single sign-on; null when there is none. */
  singleSignOn: z.string().nullable(),
  can: can('change'),
});

export const signInPolicy = {
  show: endpoint({
    method: 'GET',
    path: '/api/settings/sign-in',
    summary: 'How everybody signs in to this installation.',
    response: shownPolicy,
  }),
  change: endpoint({
    method: 'PUT',
    path: '/api/settings/sign-in',
    summary:
      'Changes it, at once also for those who are signed in. For administrators, who need a second step of their own to ask for one.',
    body: policy,
    response: shownPolicy,
  }),
};

export const userSignIn = {
  endSessions: endpoint({
    method: 'DELETE',
    path: '/api/users/:id/sessions',
    summary: 'Ends all sessions of a user. API tokens go on.',
    params: idParams,
  }),
  reset: endpoint({
    method: 'DELETE',
    path: '/api/users/:id/sign-in-methods',
    summary:
      'Takes two-step verification, passkeys and the tie to single sign-on from a user, and ends sessions and tokens: the password alone opens then. For who holds everything that the user holds.',
    params: idParams,
  }),
};

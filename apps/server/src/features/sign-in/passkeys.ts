// Passkeys: what the browser keeps for the user opens the session alone, because it has checked the user itself.
import type { Passkey, Proof } from '@licet/contract';
import { generateAuthenticationOptions, generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { selectById } from '../sessions/store.ts';
import { putChallenge, siteOf, takeChallenge } from './challenge.ts';
import { enter, recordRefused } from './enter.ts';
import { takeSignedAnswer } from './passkey-answer.ts';
import { deletePasskey, insertPasskey, selectPasskeys } from './passkeys-store.ts';
import type { PasskeyRow } from './passkeys-store.ts';
import { refuseTokens, refuseUnproven } from './proof.ts';
import type { Asked } from './second-step-account.ts';

const MOST = 20;

export async function beginPasskey(ctx: Context, { attempts, actor, request }: Asked, proof: Proof) {
  await refuseUnproven(ctx, attempts, actor, proof, request);
  const known = await ctx.db.read(wholeSight, (tx) => selectPasskeys(tx, actor.userId));
  if (known.length >= MOST)
    throw new Refusal('conflict', `Nobody needs more than ${MOST} passkeys.`, {
      reason: { code: 'passkeys-full', parameters: { most: MOST } },
      remedy: 'Remove one that is not used any more.',
    });
  const options = await generateRegistrationOptions({
    rpName: 'Licet',
    rpID: siteOf(ctx, request).host,
    userName: actor.login,
    userID: new TextEncoder().encode(String(actor.userId)),
    excludeCredentials: known.map((one) => ({ id: one.credential_id, transports: one.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  putChallenge(ctx, request, 'register', options.challenge);
  return { ...options };
}

export async function addPasskey(ctx: Context, { actor, request }: Asked, given: { name: string; credential: object }): Promise<Passkey> {
  refuseTokens(actor, request);
  const { host, origins } = siteOf(ctx, request);
  const expectedChallenge = await takeChallenge(ctx, request, 'register');
  if (expectedChallenge === undefined) throw refusedPasskey();
  const response = given.credential as RegistrationResponseJSON;
  const { registrationInfo } = await verifyRegistrationResponse({
    response,
    expectedChallenge,
    expectedOrigin: origins,
    expectedRPID: host,
    requireUserVerification: true,
  }).catch((cause: unknown) => {
    throw refusedPasskey(cause);
  });
  if (!registrationInfo) throw refusedPasskey();
  const { id, publicKey, counter, transports = [] } = registrationInfo.credential;
  const made = { user_id: actor.userId, name: given.name, credential_id: id, public_key: Buffer.from(publicKey), counter, transports };
  const row = await ctx.db.transaction(wholeSight, async (tx) => {
    const kept = await insertPasskey(tx, made);
    if (!kept) throw refusedPasskey();
    const subject = { kind: 'passkey' as const, id: kept.id, name: `${actor.login}: ${kept.name}` };
    await recordAudit(ctx, tx, actor, [{ groupId: actor.homeGroupId, function: 'users', action: 'passkey-added', subject }]);
    return kept;
  });
  request.session.shown ??= 'own';
  return passkeyView(row);
}

export async function removePasskey(ctx: Context, { attempts, actor, request }: Asked, id: number, proof: Proof): Promise<void> {
  await refuseUnproven(ctx, attempts, actor, proof, request);
  await ctx.db.transaction(wholeSight, async (tx) => {
    const name = await deletePasskey(tx, actor.userId, id);
    if (name === undefined) throw notFound('passkey');
    const subject = { kind: 'passkey' as const, id, name: `${actor.login}: ${name}` };
    await recordAudit(ctx, tx, actor, [{ groupId: actor.homeGroupId, function: 'users', action: 'passkey-removed', subject }]);
  });
}

/** Any passkey of this site: the browser knows whose it has. */
export async function beginPasskeySignIn(ctx: Context, request: FastifyRequest) {
  const options = await generateAuthenticationOptions({ rpID: siteOf(ctx, request).host, userVerification: 'required' });
  putChallenge(ctx, request, 'sign-in', options.challenge);
  return { ...options };
}

export async function signInWithPasskey(ctx: Context, credential: object, request: FastifyRequest): Promise<void> {
  const { userId, right } = await takeSignedAnswer(ctx, request, 'sign-in', credential);
  const user = userId === undefined ? undefined : await ctx.db.read(wholeSight, (tx) => selectById(tx, userId));
  if (!right || !user?.enabled) {
    await recordRefused(ctx, user, 'passkey');
    throw new Refusal('wrong-passkey', 'This passkey opens nothing here.', {
      remedy: 'Sign in with login and password.',
    });
  }
  await enter(ctx, request, user, 'passkey', 'own');
}

function refusedPasskey(cause?: unknown): Refusal {
  const refusal = new Refusal('conflict', 'The passkey could not be registered.', {
    reason: { code: 'passkey-refused', parameters: {} },
    remedy: 'Try again; a passkey must check who uses it, by PIN, finger or face.',
  });
  refusal.cause = cause;
  return refusal;
}

export function passkeyView(row: Pick<PasskeyRow, 'id' | 'name' | 'created_at' | 'last_used_at'>): Passkey {
  return {
    id: String(row.id),
    name: row.name,
    createdAt: row.created_at.toISOString(),
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

// What a passkey has signed: checked against the challenge that the session waits for.
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { siteOf, takeChallenge } from './challenge.ts';
import { notePasskeyUse, selectPasskey } from './passkeys-store.ts';
import type { PasskeyRow } from './passkeys-store.ts';

/** Whose passkey the answer names (nobody's that is known: undefined), and whether it signed the challenge: then its use is noted. */
export async function takeSignedAnswer(
  ctx: Context,
  request: FastifyRequest,
  purpose: 'sign-in' | 'proof',
  credential: object,
): Promise<{ userId: number | undefined; right: boolean }> {
  const expectedChallenge = await takeChallenge(ctx, request, purpose);
  const response = credential as AuthenticationResponseJSON;
  const passkey = await ctx.db.read(wholeSight, (tx) => selectPasskey(tx, response.id));
  const counter =
    expectedChallenge !== undefined && passkey ? await verifiedCounter(ctx, request, response, expectedChallenge, passkey) : undefined;
  if (!passkey || counter === undefined) return { userId: passkey?.user_id, right: false };
  await ctx.db.transaction(wholeSight, (tx) => notePasskeyUse(tx, passkey.id, counter, ctx.now()));
  return { userId: passkey.user_id, right: true };
}

/** The authenticator's new counter; undefined when the answer is not what the passkey would have signed. */
async function verifiedCounter(
  ctx: Context,
  request: FastifyRequest,
  response: AuthenticationResponseJSON,
  expectedChallenge: string,
  passkey: PasskeyRow,
): Promise<number | undefined> {
  const { host, origins } = siteOf(ctx, request);
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: origins,
      expectedRPID: host,
      requireUserVerification: true,
      credential: {
        id: passkey.credential_id,
        publicKey: new Uint8Array(passkey.public_key),
        counter: passkey.counter,
        transports: passkey.transports,
      },
    });
    return verified ? authenticationInfo.newCounter : undefined;
  } catch (cause) {
    ctx.log.info({ err: cause }, 'passkey refused');
    return undefined;
  }
}

// Turning two-step verification on and off, by the user and, when the telephone is lost, by an administrator.
import { randomBytes } from 'node:crypto';
import type { Proof } from '@licet/contract';
import type { FastifyRequest } from 'fastify';
import { toString as drawCode } from 'qrcode';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import type { Attempts } from './attempts.ts';
import { addressOfSecret, hashRecoveryCode, newRecoveryCodes, newSecret, stepOf } from './codes.ts';
import { refuseTokens, refuseUnproven } from './proof.ts';
import { openSecret, sealSecret, wrongCode } from './second-step.ts';
import {
  deleteStep,
  enableStep,
  putWaitingStep,
  replaceRecoveryCodes,
  selectEnabledStep,
  selectStep,
  takeStep,
} from './second-step-store.ts';

/** Who asks, as every action here takes it. */
export interface Asked {
  attempts: Attempts;
  actor: Actor;
  request: FastifyRequest;
}

/** Makes a secret that waits for its first code. */
export async function beginSecondStep(ctx: Context, { attempts, actor, request }: Asked, proof: Proof) {
  await refuseUnproven(ctx, attempts, actor, proof, request);
  const secret = newSecret();
  const step = { user_id: actor.userId, secret_sealed: sealSecret(ctx, secret), salt: randomBytes(16) };
  if (!(await ctx.db.transaction(wholeSight, (tx) => putWaitingStep(tx, step))))
    throw new Refusal('conflict', 'Two-step verification is on already.', {
      reason: { code: 'second-step-on', parameters: {} },
      remedy: 'Turn it off first, then set it up anew.',
    });
  const picture = await drawCode(addressOfSecret(secret, actor.login), { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return { secret, picture };
}

/** Turns it on with the first code, which is used up by that. */
export async function enableSecondStep(ctx: Context, { attempts, actor, request }: Asked, code: string) {
  refuseTokens(actor, request);
  const step = await ctx.db.read(wholeSight, (tx) => selectStep(tx, actor.userId));
  if (!step || step.enabled_at)
    throw new Refusal('conflict', 'No secret waits for its first code.', {
      reason: { code: 'second-step-not-begun', parameters: {} },
      remedy: 'Begin to set up two-step verification anew.',
    });
  const digits = code.replaceAll(/\s/g, '');
  const at = await attempts.make(actor.login, request, () =>
    Promise.resolve(stepOf(openSecret(ctx, step.secret_sealed), digits, ctx.now()) ?? undefined),
  );
  if (at === undefined) throw wrongCode();
  const codes = await makeCodes(step.salt);
  await ctx.db.transaction(wholeSight, async (tx) => {
    if (!(await takeStep(tx, actor.userId, at))) throw wrongCode();
    await enableStep(tx, actor.userId, ctx.now());
    await replaceRecoveryCodes(tx, actor.userId, codes.hashes);
    await record(ctx, tx, actor, 'second-step-enabled');
  });
  request.session.shown ??= 'own';
  return { recoveryCodes: codes.codes };
}

export async function renewRecoveryCodes(ctx: Context, { attempts, actor, request }: Asked, proof: Proof) {
  await refuseUnproven(ctx, attempts, actor, proof, request);
  const step = await ctx.db.read(wholeSight, (tx) => selectEnabledStep(tx, actor.userId));
  if (!step) throw secondStepOff();
  const codes = await makeCodes(step.salt);
  await ctx.db.transaction(wholeSight, async (tx) => {
    await replaceRecoveryCodes(tx, actor.userId, codes.hashes);
    await record(ctx, tx, actor, 'recovery-codes-renewed');
  });
  return { recoveryCodes: codes.codes };
}

export async function removeSecondStep(ctx: Context, { attempts, actor, request }: Asked, proof: Proof): Promise<void> {
  await refuseUnproven(ctx, attempts, actor, proof, request);
  await ctx.db.transaction(wholeSight, async (tx) => {
    if (!(await deleteStep(tx, actor.userId))) throw secondStepOff();
    await record(ctx, tx, actor, 'second-step-removed');
  });
}

async function makeCodes(salt: Buffer): Promise<{ codes: string[]; hashes: Buffer[] }> {
  const codes = newRecoveryCodes();
  return { codes, hashes: await Promise.all(codes.map((code) => hashRecoveryCode(code, salt))) };
}

function secondStepOff(): Refusal {
  return new Refusal('conflict', 'Two-step verification is off.', {
    reason: { code: 'second-step-off', parameters: {} },
    remedy: 'Turn it on first.',
  });
}

type Action = 'second-step-enabled' | 'second-step-removed' | 'recovery-codes-renewed';

async function record(ctx: Context, tx: Tx, actor: Actor, done: Action): Promise<void> {
  const subject = { kind: 'user' as const, id: actor.userId, name: actor.login };
  await recordAudit(ctx, tx, actor, [{ groupId: actor.homeGroupId, function: 'users', action: done, subject }]);
}

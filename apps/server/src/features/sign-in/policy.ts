// Who has to sign in with a second step: one setting of the whole installation.
import type { Answer, signInPolicy } from '@licet/contract';
import { ALL_GROUP, standingOf } from '@licet/domain';
import type { SignInPolicy } from '@licet/domain';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { administers } from '../../http/require-right.ts';
import { changeSettings } from '../../http/route.ts';
import { difference, recordAudit } from '../audit/record.ts';
import { selectCaller } from '../sessions/store.ts';
import { selectPolicy, updatePolicy } from './policy-store.ts';

export async function showPolicy(ctx: Context, actor: Actor): Promise<Answer<typeof signInPolicy.show>> {
  const policy = await ctx.db.read(wholeSight, selectPolicy);
  return { ...policy, singleSignOn: ctx.config.singleSignOn?.name ?? null, can: { change: administers(actor, changeSettings) } };
}

export async function changePolicy(
  ctx: Context,
  actor: Actor,
  given: SignInPolicy,
  request: FastifyRequest,
): Promise<Answer<typeof signInPolicy.show>> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    await refuseLockingOneselfOut(tx, actor, given, request);
    const changed = difference({ ...(await selectPolicy(tx)) }, { ...given });
    if (!changed) return;
    await updatePolicy(tx, given);
    const subject = { kind: 'settings' as const, id: null, name: '' };
    await recordAudit(ctx, tx, actor, [
      { groupId: ALL_GROUP, function: 'settings', action: 'sign-in-policy-changed', subject, ...changed },
    ]);
  });
  return showPolicy(ctx, actor);
}

/** Who asks for a second step has one. */
async function refuseLockingOneselfOut(tx: Tx, actor: Actor, given: SignInPolicy, request: FastifyRequest): Promise<void> {
  const shown = request.headers.authorization === undefined ? request.session.shown : 'own';
  const hasSecondStep = (await selectCaller(tx, actor.userId))?.has_second_step ?? false;
  const { administrator } = actor;
  // Another sign-in with what there is will do.
  if (hasSecondStep || standingOf(given, { administrator, hasSecondStep }, shown) === 'fine') return;
  throw new Refusal('conflict', 'You have no second step yourself: this would lock you out.', {
    reason: { code: 'second-step-own-first', parameters: {} },
    remedy: 'Set up two-step verification or a passkey for yourself first.',
  });
}

import { account, session, signInPolicy, userSignIn, waysIn } from '@licet/contract';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import { changeSettings, route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { createReadNow } from '../sessions/actions.ts';
import type { createIdentify } from '../sessions/identify.ts';
import { createAttempts } from './attempts.ts';
import { leave } from './enter.ts';
import { endOtherSessions, endOwnSession, endSessionsOf, listOwnSessions } from './own-sessions.ts';
import { addPasskey, beginPasskey, beginPasskeySignIn, removePasskey, signInWithPasskey } from './passkeys.ts';
import { changePassword, signIn } from './password.ts';
import { changePolicy, showPolicy } from './policy.ts';
import { resetSignIn } from './reset.ts';
import { beginProof } from './proof.ts';
import { beginSecondStep, enableSecondStep, removeSecondStep, renewRecoveryCodes } from './second-step-account.ts';
import { passSecondStep } from './second-step.ts';
import { showSecurity } from './security.ts';
import { createSingleSignOn } from './single-sign-on.ts';

export function signInRoutes(ctx: Context, identify: ReturnType<typeof createIdentify>): Route[] {
  const attempts = createAttempts(ctx);
  const singleSignOn = createSingleSignOn(ctx);
  const readNow = createReadNow(ctx, identify);
  const asked = (actor: Actor, { request }: { request: FastifyRequest }) => ({ attempts, actor, request });
  return [
    route(waysIn.show, 'public', () => ({ singleSignOn: ctx.config.singleSignOn?.name ?? null })),
    route(session.signIn, 'public', async ({ body, http }) => {
      await signIn(ctx, attempts, body, http.request);
      return readNow(http.request);
    }),
    route(waysIn.secondStep, 'public', async ({ body, http }) => {
      await passSecondStep(ctx, attempts, body.code, http.request);
      return readNow(http.request);
    }),
    route(waysIn.passkeyOptions, 'public', ({ http }) => beginPasskeySignIn(ctx, http.request)),
    route(waysIn.passkey, 'public', async ({ body, http }) => {
      await signInWithPasskey(ctx, body.credential, http.request);
      return readNow(http.request);
    }),
    route(waysIn.singleSignOn, 'public', ({ query, http }) => singleSignOn.start(http.request, http.reply, query.next)),
    route(waysIn.singleSignOnBack, 'public', ({ http }) => singleSignOn.back(http.request, http.reply)),
    route(session.changePassword, 'session', async ({ actor, body, http }) => {
      await changePassword(ctx, attempts, actor, body, http.request);
      return readNow(http.request);
    }),
    route(session.signOut, 'public', ({ actor, http }) => leave(ctx, http.request, actor)),
    route(account.security, 'enrolling', ({ actor }) => showSecurity(ctx, actor)),
    route(account.proofOptions, 'enrolling', ({ actor, http }) => beginProof(ctx, actor, http.request)),
    route(account.beginSecondStep, 'enrolling', ({ actor, body, http }) => beginSecondStep(ctx, asked(actor, http), body.proof)),
    route(account.enableSecondStep, 'enrolling', ({ actor, body, http }) => enableSecondStep(ctx, asked(actor, http), body.code)),
    route(account.renewRecoveryCodes, 'signed-in', ({ actor, body, http }) => renewRecoveryCodes(ctx, asked(actor, http), body.proof)),
    route(account.removeSecondStep, 'signed-in', ({ actor, body, http }) => removeSecondStep(ctx, asked(actor, http), body.proof)),
    route(account.passkeyOptions, 'enrolling', ({ actor, body, http }) => beginPasskey(ctx, asked(actor, http), body.proof)),
    route(account.addPasskey, 'enrolling', ({ actor, body, http }) => addPasskey(ctx, asked(actor, http), body)),
    route(account.removePasskey, 'signed-in', ({ actor, params, body, http }) =>
      removePasskey(ctx, asked(actor, http), Number(params.id), body.proof),
    ),
    route(account.sessions, 'signed-in', ({ actor, http }) => listOwnSessions(ctx, actor, http.request)),
    route(account.endSession, 'signed-in', ({ actor, params, body, http }) =>
      endOwnSession(ctx, asked(actor, http), params.id, body.proof),
    ),
    route(account.endOtherSessions, 'signed-in', ({ actor, body, http }) => endOtherSessions(ctx, asked(actor, http), body.proof)),
    route(signInPolicy.show, { function: 'settings', level: 'read' }, ({ actor }) => showPolicy(ctx, actor)),
    route(signInPolicy.change, changeSettings, ({ actor, body, http }) => changePolicy(ctx, actor, body, http.request)),
    route(userSignIn.endSessions, { function: 'users', level: 'write' }, ({ actor, params }) =>
      endSessionsOf(ctx, actor, Number(params.id)),
    ),
    route(userSignIn.reset, { function: 'users', level: 'write' }, ({ actor, params }) => resetSignIn(ctx, actor, Number(params.id))),
  ];
}

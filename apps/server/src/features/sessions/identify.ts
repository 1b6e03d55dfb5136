import { holdsAll, reaches, standingOf } from '@licet/domain';
import type { Grant, SignInPolicy, Standing } from '@licet/domain';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor, Rights } from '../../http/actor.ts';
import { createRightsLoader } from './rights.ts';
import { endSession, isOver } from './session.ts';
import { selectCaller, selectGrants, useToken } from './store.ts';
import type { CallerRow } from './store.ts';
import { hashToken } from './tokens.ts';

/** Finds out who asks, by session cookie or API token. Scopes are worked out anew when rights or the tree have changed. */
export function createIdentify(ctx: Context): (request: FastifyRequest) => Promise<Actor | undefined> {
  const load = createRightsLoader();
  return async (request) => {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const { userId, viewing } = request.session;
    if (bearer === undefined && userId === undefined) return undefined;
    return ctx.db.transaction(wholeSight, async (tx) => {
      const token = bearer === undefined ? undefined : await useToken(tx, hashToken(bearer), ctx.now());
      const id = bearer === undefined ? userId : token?.user_id;
      const caller = id === undefined ? undefined : await selectCaller(tx, id);
      if (!caller?.enabled) return undefined;
      if (bearer === undefined && isOver(ctx, request, caller)) return endSession(request);
      const limitedTo = token?.permission_set_id ?? null;
      const own = await load(tx, caller, limitedTo);
      const standing = bearer === undefined ? standingIn(request, caller, own) : 'fine';
      if (standing === 'again') return endSession(request);
      const owes = { owesPassword: caller.must_change_password, owesSecondStep: standing === 'enroll' };
      const session = { requestId: request.id, viewedBy: null, ...owes, limitedTo };
      if (bearer !== undefined || viewing === undefined) return { ...own, ...session };
      const viewed = await selectCaller(tx, viewing);
      // Asked at each request: rights change on both sides, and who may not sign in any more is not looked through either.
      if (!viewed?.enabled || !mayView(own, viewed.home_group_id, await selectGrants(tx, viewing, null))) return { ...own, ...session };
      return { ...(await load(tx, viewed, null)), ...session, viewedBy: { userId: caller.id, login: caller.login } };
    });
  };
}

/** Who looks through somebody's eyes may write that user, and holds everything that the user holds. */
function mayView(own: Rights, homeGroupId: number, grants: readonly Grant[]): boolean {
  return reaches(own.scope('users', 'write'), homeGroupId) && holdsAll(own, grants);
}

/** Whether the session has shown the second step that its user is asked for now; tokens are not asked. */
function standingIn(request: FastifyRequest, caller: CallerRow, { administrator }: Rights): Standing {
  const policy = { secondStepFor: caller.second_step_for as SignInPolicy['secondStepFor'], trustSingleSignOn: caller.trust_single_sign_on };
  return standingOf(policy, { administrator, hasSecondStep: caller.has_second_step }, request.session.shown);
}

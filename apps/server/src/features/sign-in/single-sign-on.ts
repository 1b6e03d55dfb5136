// Single sign-on: who the identity provider says it is becomes the user of that login, and stays it.
import type { SingleSignOnRefusal } from '@licet/contract';
import { standingOf } from '@licet/domain';
import type { Shown } from '@licet/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import type { SingleSignOn } from '../../config.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { notFound } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { loadRights } from '../sessions/rights.ts';
import { selectById, selectByLogin } from '../sessions/store.ts';
import type { SignInRow } from '../sessions/store.ts';
import { enter, recordRefused, subjectOf } from './enter.ts';
import { insertIdentity, selectIdentityUser } from './identities-store.ts';
import { selectPolicy } from './policy-store.ts';
import { createProvider } from './provider.ts';
import type { Claims, Journey, Provider } from './provider.ts';

/**
 * Carries the journey: sealed, for ten minutes. Not the session's cookie, which browsers do not send (`SameSite=Strict`) when
 * another site leads back here.
 */
const COOKIE = 'licet_single_sign_on';
const COOKIE_PATH = '/api/single-sign-on';
const JOURNEY_MS = 10 * 60_000;
const SEAL = 'single sign-on';

/** Why nobody was signed in: told on the sign-in page. */
class Turned extends Error {
  readonly reason: SingleSignOnRefusal;
  readonly user: SignInRow | undefined;
  constructor(reason: SingleSignOnRefusal, user?: SignInRow) {
    super(reason);
    this.reason = reason;
    this.user = user;
  }
}

export interface SingleSignOnDoors {
  start(request: FastifyRequest, reply: FastifyReply, next: string | undefined): Promise<void>;
  back(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}

export function createSingleSignOn(ctx: Context): SingleSignOnDoors {
  const settings = ctx.config.singleSignOn;
  if (!settings) {
    const refuse = () => Promise.reject(notFound('single sign-on'));
    return { start: refuse, back: refuse };
  }
  const provider = createProvider(settings);
  const cookie = { path: COOKIE_PATH, httpOnly: true, sameSite: 'lax', secure: settings.redirectUrl.startsWith('https:') } as const;
  const turnAway = async (reply: FastifyReply, error: unknown) => {
    if (!(error instanceof Turned)) throw error;
    await recordRefused(ctx, error.user, 'single-sign-on');
    await reply.redirect(`/sign-in?refused=${error.reason}`);
  };
  return {
    start: async (_request, reply, next) => {
      try {
        const { address, journey } = await provider.begin().catch((cause: unknown) => unreachable(ctx, cause));
        const kept = JSON.stringify({ journey, next: innerAddress(next), until: ctx.now().getTime() + JOURNEY_MS });
        reply.setCookie(COOKIE, ctx.sealer.seal(kept, SEAL).toString('base64url'), { ...cookie, maxAge: JOURNEY_MS / 1000 });
        await reply.redirect(address);
      } catch (error) {
        await turnAway(reply, error);
      }
    },
    back: async (request, reply) => {
      try {
        reply.clearCookie(COOKIE, cookie);
        const { journey, next } = openJourney(ctx, request.cookies[COOKIE]);
        const claims = await whoCameBack(ctx, provider, settings, request, journey);
        const shown = claims.severalFactors ? 'provider-says' : 'provider';
        const user = await ctx.db.transaction(wholeSight, async (tx) => {
          const found = await userOf(ctx, tx, settings, claims, request.id);
          await refuseOneFactor(tx, found, shown);
          return found;
        });
        await enter(ctx, request, user, 'single-sign-on', shown);
        await reply.redirect(next);
      } catch (error) {
        await turnAway(reply, error);
      }
    },
  };
}

async function whoCameBack(
  ctx: Context,
  provider: Provider,
  { redirectUrl }: SingleSignOn,
  request: FastifyRequest,
  journey: Journey,
): Promise<Claims> {
  const address = new URL(redirectUrl);
  address.search = new URL(request.url, redirectUrl).search;
  return provider.end(address, journey).catch((cause: unknown) => {
    ctx.log.warn({ err: cause }, 'single sign-on refused');
    throw new Turned('sso-refused');
  });
}

/** The user of these claims: by the tie of an earlier sign-in, or by the login, which makes the tie. */
async function userOf(ctx: Context, tx: Tx, settings: SingleSignOn, claims: Claims, requestId: string): Promise<SignInRow> {
  const { issuer, loginClaim } = settings;
  const tied = await selectIdentityUser(tx, issuer, claims.subject);
  const known = tied === undefined ? undefined : await selectById(tx, tied);
  if (known) {
    if (!known.enabled) throw new Turned('sso-no-user', known);
    return known;
  }
  if (loginClaim === 'email' && (!claims.email || !claims.emailVerified)) throw new Turned('sso-email-unverified');
  const user = await selectByLogin(tx, loginClaim === 'email' ? (claims.email ?? '') : claims.subject);
  if (!user?.enabled) throw new Turned('sso-no-user', user);
  // The login is somebody else's at the provider now, or was given to another person: an administrator has to say so.
  if (!(await insertIdentity(tx, { issuer, subject: claims.subject, user_id: user.id }))) throw new Turned('sso-tied-elsewhere', user);
  const doer = { userId: user.id, login: user.login, requestId };
  await recordAudit(ctx, tx, doer, [{ ...subjectOf(user), action: 'single-sign-on-tied' }]);
  return user;
}

/** Where a second step is asked for, the provider's word for one counts, or the word of the settings. */
async function refuseOneFactor(tx: Tx, user: SignInRow, shown: Shown): Promise<void> {
  const administrator = (await loadRights(tx, user.id))?.administrator ?? false;
  if (standingOf(await selectPolicy(tx), { administrator, hasSecondStep: false }, shown) !== 'fine')
    throw new Turned('sso-one-factor', user);
}

function openJourney(ctx: Context, sealed: string | undefined): { journey: Journey; next: string } {
  try {
    const kept = JSON.parse(ctx.sealer.open(Buffer.from(sealed ?? '', 'base64url'), SEAL)) as {
      journey: Journey;
      next: string;
      until: number;
    };
    if (kept.until > ctx.now().getTime()) return kept;
  } catch {
    // Told below, as what has run out.
  }
  throw new Turned('sso-late');
}

function unreachable(ctx: Context, cause: unknown): never {
  ctx.log.warn({ err: cause }, 'the identity provider cannot be reached');
  throw new Turned('sso-unavailable');
}

/** A link may not send anybody elsewhere after signing in. */
function innerAddress(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])/.test(next) ? next : '/';
}

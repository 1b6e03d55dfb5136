import { createHash } from 'node:crypto';
import { ALL_GROUP, levels, scopesOf, standingOf, unionOf } from '@licet/domain';
import type { AccessFunction, AccessLevel, Grant, GroupScope, GroupTree, Scopes, Shown, SignInPolicy, Standing } from '@licet/domain';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { groupBits, system } from '../../db/transaction.ts';
import type { Sight, Tx } from '../../db/transaction.ts';
import { holdsAll, reaches } from '../../http/actor.ts';
import type { Actor, Rights } from '../../http/actor.ts';
import { selectCaller, selectCallers, selectGrants, selectPoolGroups, selectTree, useToken } from './store.ts';
import type { CallerRow } from './store.ts';

/** How somebody came in, or tried to. */
export type Way = 'password' | 'second-step' | 'recovery-code' | 'passkey' | 'single-sign-on';

declare module 'fastify' {
  interface Session {
    userId?: number;
    /** Whose eyes the user looks through; nothing can be changed meanwhile. */
    viewing?: number;
    /** The user's `sign_in_epoch` when the session began. */
    epoch?: number;
    /** How the user came in, from where, and with which browser, as it calls itself. */
    way?: Way;
    address?: string;
    agent?: string;
    /** What the sign-in has shown besides a password. */
    shown?: Shown | undefined;
    /** When the last request came, milliseconds: a user may have a shorter limit than the server's. */
    seenAt?: number;
    /** When the first request came, milliseconds. */
    beganAt?: number;
  }
}

/** Scopes that the walls know by name, each with the right that fills it. */
const walls: Record<string, [AccessFunction, AccessLevel]> = {
  read_licenses: ['licenses', 'read'],
  write_licenses: ['licenses', 'write'],
  read_groups_and_computers: ['groups-and-computers', 'read'],
  write_groups_and_computers: ['groups-and-computers', 'write'],
  read_portal_accounts: ['portal-accounts', 'read'],
  read_users: ['users', 'read'],
  write_users: ['users', 'write'],
  read_permission_sets: ['permission-sets', 'read'],
  write_permission_sets: ['permission-sets', 'write'],
  read_installers: ['installers', 'read'],
  write_installers: ['installers', 'write'],
  read_certificates: ['certificates', 'read'],
  read_audit: ['audit', 'read'],
  read_settings: ['settings', 'read'],
};

/** Finds out who asks, by session cookie or API token. Scopes are worked out anew when rights or the tree have changed. */
export function createIdentify(ctx: Context): (request: FastifyRequest) => Promise<Actor | undefined> {
  const load = createLoader();
  return async (request) => {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const { userId, viewing } = request.session;
    if (bearer === undefined && userId === undefined) return undefined;
    return ctx.db.transaction(system, async (tx) => {
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

/** Ended, not only passed over: the next request would find it fresh. An empty one takes its place, to sign in with. */
async function endSession(request: FastifyRequest): Promise<undefined> {
  await request.session.regenerate();
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

/** No session lasts longer, used or not. */
export const LONGEST_MS = 24 * 60 * 60_000;

/** A session ends when its user's sign-ins are ended, with its longest time, and before with the limit that its user has set for the time between two requests. */
function isOver(ctx: Context, request: FastifyRequest, { auto_logout_minutes: limit, sign_in_epoch }: CallerRow): boolean {
  const now = ctx.now().getTime();
  const { seenAt = now, beganAt = now } = request.session;
  request.session.seenAt = now;
  request.session.beganAt = beganAt;
  if ((request.session.epoch ?? 0) !== sign_in_epoch) return true;
  return now - beganAt > LONGEST_MS || (limit !== null && now - seenAt > limit * 60_000);
}

/** Loads what a caller holds; remembers it until rights or the tree change. */
function createLoader(): (tx: Tx, caller: CallerRow, permissionSetId: number | null) => Promise<Rights> {
  // Each entry knows the epoch that it was read at: one that was read just before a change is not used after it.
  const cache = new Map<string, { epoch: number; rights: Rights }>();
  let ground: Ground & { epoch: number } = { epoch: -1, tree: new Map(), poolGroups: new Set() };
  return async (tx, caller, permissionSetId) => {
    const epoch = caller.access_epoch;
    const key = `${caller.id} ${permissionSetId ?? ''}`;
    const known = cache.get(key);
    if (known?.epoch === epoch) return known.rights;
    const now = ground.epoch === epoch ? ground : { epoch, tree: await selectTree(tx), poolGroups: await selectPoolGroups(tx) };
    const rights = actorOf(caller, scopesOf(await selectGrants(tx, caller.id, permissionSetId), now.tree), now);
    if (now.epoch > ground.epoch) {
      ground = now;
      cache.clear();
    }
    cache.set(key, { epoch, rights });
    return rights;
  };
}

/** What a user holds now, for work that is done in the user's name; undefined when the user may not sign in any more. */
export async function loadRights(tx: Tx, userId: number): Promise<Rights | undefined> {
  const caller = await selectCaller(tx, userId);
  if (!caller?.enabled) return undefined;
  const ground = { tree: await selectTree(tx), poolGroups: await selectPoolGroups(tx) };
  return actorOf(caller, scopesOf(await selectGrants(tx, userId, null), ground.tree), ground);
}

/** The same of several users at once, without those who may not sign in. */
export async function loadRightsOf(tx: Tx, userIds: number[]): Promise<Rights[]> {
  const ground = { tree: await selectTree(tx), poolGroups: await selectPoolGroups(tx) };
  const all: Rights[] = [];
  for (const caller of await selectCallers(tx, userIds))
    all.push(actorOf(caller, scopesOf(await selectGrants(tx, caller.id, null), ground.tree), ground));
  return all;
}

/** What scopes are worked out over: the tree, and the groups in it that hold pools. */
export interface Ground {
  tree: GroupTree;
  poolGroups: ReadonlySet<number>;
}

/** Tokens are long random numbers, so a plain hash protects them. */
export function hashToken(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** What an actor may, out of a user and the scopes of the user's rights. */
export function actorOf(caller: { id: number; login: string; home_group_id: number }, scopes: Scopes, ground: Ground): Rights {
  const scope = (fn: AccessFunction, level: AccessLevel): GroupScope => scopes.get(fn)?.[level] ?? [];
  const readable = scope('licenses', 'read');
  return {
    userId: caller.id,
    login: caller.login,
    homeGroupId: caller.home_group_id,
    administrator: caller.home_group_id === ALL_GROUP && scope('licenses', 'write') === 'all',
    scope,
    highest: (fn) => levels.findLast((level) => scope(fn, level).length > 0),
    licenseGroups: readable === 'all' ? 'all' : readable.filter((group) => ground.poolGroups.has(group)),
    sight: sightOf(caller.id, scopes, ground.tree),
  };
}

function sightOf(userId: number, scopes: Scopes, tree: GroupTree): Sight {
  const named: Record<string, GroupScope> = Object.fromEntries(
    Object.entries(walls).map(([name, [fn, level]]) => [name, scopes.get(fn)?.[level] ?? []]),
  );
  named['read_any'] = unionOf([...scopes.values()].map((scope) => scope.read));
  // Whole sight can write, so it takes write on everything that the walls know.
  const whole = Object.values(walls).every(([fn]) => scopes.get(fn)?.write === 'all');
  if (whole) return { role: 'licet_all', userId };
  const all = [...tree.keys()].sort((a, b) => a - b);
  const bits = Object.entries(named).map(([name, scope]) => [name, groupBits(scope === 'all' ? all : scope)]);
  return { role: 'licet_scoped', userId, scopes: Object.fromEntries(bits) as Record<string, string> };
}

import { createHash } from 'node:crypto';
import { ALL_GROUP, levels, scopesOf, unionOf } from '@licet/domain';
import type { AccessFunction, AccessLevel, GroupScope, GroupTree, Scopes } from '@licet/domain';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { groupBits, system } from '../../db/transaction.ts';
import type { Sight, Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { selectCaller, selectGrants, selectPoolGroups, selectTree, useToken } from './store.ts';
import type { CallerRow } from './store.ts';

declare module 'fastify' {
  interface Session {
    userId?: number;
  }
}

/** Scopes that the walls know by name, each with the right that fills it. */
const walls: Record<string, [AccessFunction, AccessLevel]> = {
  read_licenses: ['licenses', 'read'],
  write_licenses: ['licenses', 'write'],
  read_groups_and_computers: ['groups-and-computers', 'read'],
  read_portal_accounts: ['portal-accounts', 'read'],
  read_users: ['users', 'read'],
  read_permission_sets: ['permission-sets', 'read'],
};

/** Finds out who asks, by session cookie or API token. Scopes are worked out anew when rights or the tree have changed. */
export function createIdentify(ctx: Context): (request: FastifyRequest) => Promise<Actor | undefined> {
  // Each entry knows the epoch that it was read at: one that was read just before a change is not used after it.
  const cache = new Map<number, { epoch: number; actor: Actor }>();
  let ground: Ground & { epoch: number } = { epoch: -1, tree: new Map(), poolGroups: new Set() };
  return async (request) => {
    const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer === undefined && request.session.userId === undefined) return undefined;
    return ctx.db.transaction(system, async (tx) => {
      const userId = bearer === undefined ? request.session.userId : await useToken(tx, hashToken(bearer), ctx.now());
      const caller = userId === undefined ? undefined : await selectCaller(tx, userId);
      if (!caller?.enabled) return undefined;
      const epoch = caller.access_epoch;
      const known = cache.get(caller.id);
      if (known?.epoch === epoch) return known.actor;
      const now = ground.epoch === epoch ? ground : { epoch, tree: await selectTree(tx), poolGroups: await selectPoolGroups(tx) };
      const actor = await loadActor(tx, caller, now);
      if (now.epoch > ground.epoch) {
        ground = now;
        cache.clear();
      }
      cache.set(caller.id, { epoch, actor });
      return actor;
    });
  };
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

async function loadActor(tx: Tx, caller: CallerRow, ground: Ground): Promise<Actor> {
  return actorOf(caller, scopesOf(await selectGrants(tx, caller.id), ground.tree), ground);
}

/** An actor out of a user and the scopes of the user's rights. */
export function actorOf(caller: { id: number; login: string; home_group_id: number }, scopes: Scopes, ground: Ground): Actor {
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

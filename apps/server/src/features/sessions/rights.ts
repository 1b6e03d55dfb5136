// What a user may: the scopes of the user's rights, worked out over the group tree, and the sight that the walls are told.
import { ALL_GROUP, levels, scopesOf, unionOf } from '@licet/domain';
import type { AccessFunction, AccessLevel, GroupScope, GroupTree, Scopes } from '@licet/domain';
import { groupBits } from '../../db/transaction.ts';
import type { Sight, Tx } from '../../db/transaction.ts';
import type { Rights } from '../../http/actor.ts';
import { selectCaller, selectCallers, selectGrants, selectPoolGroups, selectTree } from './store.ts';
import type { CallerRow } from './store.ts';

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
  read_notifications: ['notifications', 'read'],
  write_notifications: ['notifications', 'write'],
  read_reports: ['reports', 'read'],
  write_reports: ['reports', 'write'],
};

/** What scopes are worked out over: the tree, and the groups in it that hold pools. */
export interface TreeWithPools {
  tree: GroupTree;
  poolGroups: ReadonlySet<number>;
}

/** Loads what a caller holds; remembers it until rights or the tree change. */
export function createRightsLoader(): (tx: Tx, caller: CallerRow, permissionSetId: number | null) => Promise<Rights> {
  // Each entry knows the epoch that it was read at: one that was read just before a change is not used after it.
  const cache = new Map<string, { epoch: number; rights: Rights }>();
  let treeWithPools: TreeWithPools & { epoch: number } = { epoch: -1, tree: new Map(), poolGroups: new Set() };
  return async (tx, caller, permissionSetId) => {
    const epoch = caller.access_epoch;
    const key = `${caller.id} ${permissionSetId ?? ''}`;
    const known = cache.get(key);
    if (known?.epoch === epoch) return known.rights;
    const now =
      treeWithPools.epoch === epoch ? treeWithPools : { epoch, tree: await selectTree(tx), poolGroups: await selectPoolGroups(tx) };
    const rights = rightsOf(caller, scopesOf(await selectGrants(tx, caller.id, permissionSetId), now.tree), now);
    if (now.epoch > treeWithPools.epoch) {
      treeWithPools = now;
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
  const treeWithPools = { tree: await selectTree(tx), poolGroups: await selectPoolGroups(tx) };
  return rightsOf(caller, scopesOf(await selectGrants(tx, userId, null), treeWithPools.tree), treeWithPools);
}

/** The same of several users at once, without those who may not sign in. */
export async function loadRightsOf(tx: Tx, userIds: number[]): Promise<Rights[]> {
  const treeWithPools = { tree: await selectTree(tx), poolGroups: await selectPoolGroups(tx) };
  const all: Rights[] = [];
  for (const caller of await selectCallers(tx, userIds))
    all.push(rightsOf(caller, scopesOf(await selectGrants(tx, caller.id, null), treeWithPools.tree), treeWithPools));
  return all;
}

/** What a user may, out of the user and the scopes of the user's rights. */
export function rightsOf(
  caller: { id: number; login: string; home_group_id: number },
  scopes: Scopes,
  treeWithPools: TreeWithPools,
): Rights {
  const scope = (fn: AccessFunction, level: AccessLevel): GroupScope => scopes.get(fn)?.[level] ?? [];
  const readable = scope('licenses', 'read');
  return {
    userId: caller.id,
    login: caller.login,
    homeGroupId: caller.home_group_id,
    administrator: caller.home_group_id === ALL_GROUP && scope('licenses', 'write') === 'all',
    scope,
    highest: (fn) => levels.findLast((level) => scope(fn, level).length > 0),
    licenseGroups: readable === 'all' ? 'all' : readable.filter((group) => treeWithPools.poolGroups.has(group)),
    sight: sightOf(caller.id, scopes, treeWithPools.tree),
  };
}

function sightOf(userId: number, scopes: Scopes, tree: GroupTree): Sight {
  const named: Record<string, GroupScope> = Object.fromEntries(
    Object.entries(walls).map(([name, [fn, level]]) => [name, scopes.get(fn)?.[level] ?? []]),
  );
  named['read_any'] = unionOf([...scopes.values()].map((scope) => scope.read));
  // Whole sight can write, so it takes write on everything that the walls know.
  const whole = Object.values(walls).every(([fn]) => scopes.get(fn)?.write === 'all');
  if (whole) return { role: 'licet_all' };
  const all = [...tree.keys()].sort((a, b) => a - b);
  const bits = Object.entries(named).map(([name, scope]) => [name, groupBits(scope === 'all' ? all : scope)]);
  return { role: 'licet_scoped', userId, scopes: Object.fromEntries(bits) as Record<string, string> };
}

import type { HeldRight, PermissionSet, User } from '@licet/contract';
import { reaches } from '@licet/domain';
import type { Actor } from '../../http/actor.ts';
import type { SetRow } from './permission-sets-store.ts';
import type { HeldRow, OwnedRow, UserRow } from './store.ts';

export function userView(row: UserRow, actor: Actor): User {
  const write = reaches(actor.scope('users', 'write'), row.home_group_id);
  return {
    id: String(row.id),
    login: row.login,
    name: row.name,
    homeGroup: { id: String(row.home_group_id), name: row.home_group_name ?? '' },
    permissionSets: row.permission_sets,
    enabled: row.enabled,
    tags: row.tags,
    autoLogoutMinutes: row.auto_logout_minutes,
    mustChangePassword: row.must_change_password,
    mspUser: row.company_id !== null,
    reachesAll: row.reaches_all,
    homeUnlinked: row.home_unlinked,
    createdAt: row.created_at.toISOString(),
    can: { change: write, remove: write && row.id !== actor.userId, view: write && row.id !== actor.userId && row.enabled },
  };
}

export function heldView(row: HeldRow): HeldRight {
  return {
    function: row.function as HeldRight['function'],
    level: row.level as HeldRight['level'],
    group: { id: String(row.group_id), name: row.group_name ?? '' },
    permissionSet: { id: String(row.permission_set_id), name: row.permission_set_name },
  };
}

export function ownedView({ kind, id, name }: OwnedRow) {
  return { kind, id: String(id), name };
}

export function setView(row: SetRow, actor: Actor): PermissionSet {
  const write = reaches(actor.scope('permission-sets', 'write'), row.access_group_id);
  return {
    id: String(row.id),
    name: row.name,
    accessGroup: { id: String(row.access_group_id), name: row.access_group_name ?? '' },
    groups: row.groups,
    rights: row.rights as PermissionSet['rights'],
    users: row.users,
    reachesAll: row.reaches_all,
    madeAs: row.made_as as PermissionSet['madeAs'],
    can: { change: write, remove: write && row.users === 0 },
  };
}

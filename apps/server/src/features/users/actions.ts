import { cleanTags, reaches } from '@licet/domain';
import { hash } from '@node-rs/argon2';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor, Rights } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { difference, recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { refuseLockout, refuseMore, refuseUnknownGroups } from './grants.ts';
import { refuseCommonPassword } from './password.ts';
import { selectSets } from './permission-sets-store.ts';
import {
  countUsers,
  deleteSignIns,
  deleteUser,
  insertUser,
  replaceUserSets,
  selectHeld,
  selectOwned,
  selectSetGrants,
  selectUserGrants,
  selectUsers,
  updateUser,
} from './store.ts';
import type { UserFilter, UserRow } from './store.ts';
import { factsOf, subjectOf, tellOwned } from './tell-user.ts';
import { heldView, ownedView, userView } from './views.ts';

/** Whom a caller sees: the users of the groups in reach, and themselves wherever they are. */
export function sightOfUsers(actor: Rights): UserFilter['sight'] & object {
  const groups = actor.scope('users', 'read');
  return { groups, self: reaches(groups, actor.homeGroupId) ? null : actor.userId };
}

export async function listUsers(ctx: Context, actor: Actor, query: Omit<UserFilter, 'sight'> & { offset: number; limit: number }) {
  const filter = { ...query, sight: sightOfUsers(actor) };
  return ctx.db.read(actor.sight, async (tx) => ({
    rows: (await selectUsers(tx, filter, query)).map((row) => userView(row, actor)),
    total: await countUsers(tx, filter),
  }));
}

export async function showUser(ctx: Context, actor: Actor, id: number) {
  return ctx.db.read(actor.sight, async (tx) => {
    const row = await mustSelect(tx, id);
    return { ...userView(row, actor), rights: (await selectHeld(tx, id)).map(heldView), owns: (await selectOwned(tx, id)).map(ownedView) };
  });
}

export interface NewUser {
  login: string;
  name: string;
  password: string;
  homeGroupId: string;
  permissionSetIds: string[];
  language: string;
  tags: string[];
  autoLogoutMinutes: number | null;
  mustChangePassword: boolean;
}

export async function createUser(ctx: Context, actor: Actor, given: NewUser) {
  refuseCommonPassword(given.password, 'body.password', [given.login, given.name]);
  const password_hash = await hash(given.password);
  const home = Number(given.homeGroupId);
  return ctx.db.transaction(actor.sight, async (tx) => {
    await refuseUnknownGroups(tx, [given.homeGroupId]);
    requireRight(actor, 'users', 'write', home);
    await refuseSets(tx, actor, given.permissionSetIds);
    const id = await insertUser(tx, {
      login: given.login,
      name: given.name,
      language: given.language,
      password_hash,
      home_group_id: home,
      tags: cleanTags(given.tags),
      auto_logout_minutes: given.autoLogoutMinutes,
      must_change_password: given.mustChangePassword,
    });
    if (id === undefined) {
      throw new Refusal('conflict', `The login ${given.login} is taken.`, {
        reason: { code: 'login-taken', parameters: { login: given.login } },
        remedy: 'Choose another login.',
      });
    }
    await replaceUserSets(tx, id, given.permissionSetIds.map(Number));
    const row = await mustSelect(tx, id);
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(row), action: 'user-created', after: await factsOf(tx, row) }]);
    return userView(row, actor);
  });
}

export type UserChange = Partial<Omit<NewUser, 'login' | 'language'>> & { enabled?: boolean };

export async function changeUser(ctx: Context, actor: Actor, id: number, given: { [K in keyof UserChange]: UserChange[K] | undefined }) {
  if (id === actor.userId && given.enabled === false)
    throw new Refusal('conflict', 'You cannot disable yourself.', {
      reason: { code: 'own-user-disabled', parameters: {} },
      remedy: 'Ask another administrator.',
    });
  // Where somebody is at home decides what they may not do there: others say so.
  if (id === actor.userId && given.homeGroupId !== undefined && Number(given.homeGroupId) !== actor.homeGroupId)
    throw new Refusal('conflict', 'You cannot give yourself another home group.', {
      reason: { code: 'own-home-changed', parameters: {} },
      remedy: 'Ask another administrator.',
    });
  if (given.password !== undefined) refuseCommonPassword(given.password, 'body.password', []);
  const password_hash = given.password === undefined ? undefined : await hash(given.password);
  return ctx.db.transaction(actor.sight, async (tx) => {
    const before = await mustSelect(tx, id);
    requireRight(actor, 'users', 'write', before.home_group_id);
    // Whoever may change a user's password could come in as that user.
    refuseMore(actor, await selectUserGrants(tx, id));
    if (given.homeGroupId !== undefined) {
      await refuseUnknownGroups(tx, [given.homeGroupId]);
      requireRight(actor, 'users', 'write', Number(given.homeGroupId));
    }
    await updateUser(tx, id, {
      name: given.name,
      enabled: given.enabled,
      home_group_id: given.homeGroupId === undefined ? undefined : Number(given.homeGroupId),
      tags: given.tags === undefined ? undefined : cleanTags(given.tags),
      auto_logout_minutes: given.autoLogoutMinutes,
      must_change_password: given.mustChangePassword,
      password_hash,
    });
    if (given.permissionSetIds) {
      await refuseSets(tx, actor, given.permissionSetIds);
      await replaceUserSets(tx, id, given.permissionSetIds.map(Number));
    }
    if (password_hash !== undefined) await deleteSignIns(tx, id);
    await refuseLockout(tx, actor);
    const row = await mustSelect(tx, id);
    // A user who is at home elsewhere from now on has an entry in both chains, each told as its readers may read it.
    const entries: Done[] = [];
    for (const groupId of new Set([before.home_group_id, row.home_group_id])) {
      const changed = difference(await factsOf(tx, before, groupId), await factsOf(tx, row, groupId));
      if (changed) entries.push({ ...subjectOf(row), groupId, action: 'user-changed', ...changed });
    }
    if (password_hash !== undefined) entries.push({ ...subjectOf(row), action: 'password-set' });
    await recordAudit(ctx, tx, actor, entries);
    return userView(row, actor);
  });
}

export async function removeUser(ctx: Context, actor: Actor, id: number): Promise<void> {
  if (id === actor.userId)
    throw new Refusal('conflict', 'You cannot remove yourself.', {
      reason: { code: 'own-user-removed', parameters: {} },
      remedy: 'Ask another administrator.',
    });
  await ctx.db.transaction(actor.sight, async (tx) => {
    const row = await mustSelect(tx, id);
    requireRight(actor, 'users', 'write', row.home_group_id);
    refuseMore(actor, await selectUserGrants(tx, id));
    const before = { ...(await factsOf(tx, row)), ...(await tellOwned(tx, row)) };
    await deleteSignIns(tx, id);
    await deleteUser(tx, id);
    await refuseLockout(tx, actor);
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(row), action: 'user-removed', before }]);
  });
}

async function refuseSets(tx: Tx, actor: Actor, ids: string[]): Promise<void> {
  const wanted = [...new Set(ids.map(Number))];
  if ((await selectSets(tx, { ids: wanted })).length < wanted.length) throw notFound('permission set');
  refuseMore(actor, await selectSetGrants(tx, wanted));
}

async function mustSelect(tx: Tx, id: number): Promise<UserRow> {
  const [row] = await selectUsers(tx, { id });
  if (!row) throw notFound('user');
  return row;
}

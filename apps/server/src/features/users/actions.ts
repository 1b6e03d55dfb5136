import { randomBytes } from 'node:crypto';
import type { AccessFunction, Grant, Right } from '@licet/domain';
import { ALL_GROUP, functions } from '@licet/domain';
import { hash } from '@node-rs/argon2';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { reaches, wholeSight } from '../../http/actor.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import {
  deleteSignIns,
  hasUsers,
  insertSet,
  insertUser,
  replaceUserSets,
  selectGroupIds,
  selectSetGrants,
  selectSets,
  selectUsers,
  updateUser,
} from './store.ts';
import type { SetRow, UserRow } from './store.ts';

/** The first administrator's login. */
export const FIRST_LOGIN = 'admin';

/** Makes the first administrator on an empty database. Returns the password when it was generated. */
export async function ensureAdministrator(ctx: Context): Promise<{ generated: string | undefined } | undefined> {
  const exists = await ctx.db.transaction(system, hasUsers);
  if (exists) return undefined;
  const generated = ctx.config.adminPassword === undefined ? randomBytes(12).toString('base64url') : undefined;
  const password_hash = await hash(ctx.config.adminPassword ?? (generated as string));
  return ctx.db.transaction(system, async (tx) => {
    const id = await insertUser(tx, { login: FIRST_LOGIN, name: 'Administrator', password_hash, home_group_id: ALL_GROUP, language: 'en' });
    // Another replica was faster.
    if (id === undefined) return undefined;
    const rights = functions.map((fn) => ({ function: fn, level: 'write' }));
    const set = await insertSet(tx, { name: 'Administrator', accessGroupId: ALL_GROUP, groupIds: [ALL_GROUP], rights });
    await replaceUserSets(tx, id, [set]);
    return { generated };
  });
}

export async function listUsers(ctx: Context, actor: Actor) {
  const rows = await ctx.db.read(actor.sight, (tx) => selectUsers(tx));
  return rows.map(userView);
}

export async function createUser(
  ctx: Context,
  actor: Actor,
  given: { login: string; name: string; password: string; homeGroupId: string; permissionSetIds: string[]; language: string },
) {
  requireEverywhere(actor, 'users');
  const password_hash = await hash(given.password);
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    await refuseUnknownGroups(tx, [given.homeGroupId]);
    await refuseUnknownSets(tx, given.permissionSetIds);
    refuseMore(actor, await selectSetGrants(tx, given.permissionSetIds.map(Number)));
    const { login, name, language } = given;
    const id = await insertUser(tx, { login, name, language, password_hash, home_group_id: Number(given.homeGroupId) });
    if (id === undefined) throw new Refusal('conflict', `The login ${login} is taken.`, { remedy: 'Choose another login.' });
    await replaceUserSets(tx, id, given.permissionSetIds.map(Number));
    return mustView(tx, id);
  });
}

export async function changeUser(
  ctx: Context,
  actor: Actor,
  id: number,
  given: { enabled?: boolean | undefined; password?: string | undefined; permissionSetIds?: string[] | undefined },
) {
  requireEverywhere(actor, 'users');
  if (id === actor.userId && given.enabled === false)
    throw new Refusal('conflict', 'You cannot disable yourself.', { remedy: 'Ask another administrator.' });
  const password_hash = given.password === undefined ? undefined : await hash(given.password);
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    const user = await mustView(tx, id);
    // Whoever may change a user's password could come in as that user.
    refuseMore(
      actor,
      await selectSetGrants(tx, [...user.permissionSets.map((set) => Number(set.id)), ...(given.permissionSetIds ?? []).map(Number)]),
    );
    await updateUser(tx, id, {
      ...(given.enabled === undefined ? {} : { enabled: given.enabled }),
      ...(password_hash === undefined ? {} : { password_hash }),
    });
    if (password_hash !== undefined) await deleteSignIns(tx, id);
    if (given.permissionSetIds) {
      await refuseUnknownSets(tx, given.permissionSetIds);
      await replaceUserSets(tx, id, given.permissionSetIds.map(Number));
    }
    return mustView(tx, id);
  });
}

export async function listSets(ctx: Context, actor: Actor) {
  const rows = await ctx.db.read(actor.sight, (tx) => selectSets(tx));
  return rows.map(setView);
}

export async function createSet(
  ctx: Context,
  actor: Actor,
  given: { name: string; accessGroupId: string; groupIds: string[]; rights: Right[] },
) {
  requireEverywhere(actor, 'permission-sets');
  return ctx.db.transaction(wholeSight(actor), async (tx) => {
    await refuseUnknownGroups(tx, [given.accessGroupId, ...given.groupIds]);
    refuseMore(
      actor,
      given.rights.map((right) => ({ ...right, groupIds: given.groupIds.map(Number) })),
    );
    const groupIds = [...new Set(given.groupIds.map(Number))];
    const rights = [...new Map(given.rights.map((right) => [right.function, right])).values()];
    const id = await insertSet(tx, { name: given.name, accessGroupId: Number(given.accessGroupId), groupIds, rights });
    const [row] = await selectSets(tx, [id]);
    return setView(row as SetRow);
  });
}

/** Users and permission sets are made by those who hold the right everywhere, for now. */
function requireEverywhere(actor: Actor, fn: AccessFunction): void {
  if (actor.scope(fn, 'write') === 'all') return;
  throw new Refusal('not-permitted', `This needs write on ${fn} in All.`, { needs: { function: fn, level: 'write' } });
}

/** Nobody grants what they do not hold (R44). */
function refuseMore(actor: Actor, grants: Grant[]): void {
  for (const grant of grants) {
    const held = actor.scope(grant.function, grant.level);
    if (grant.groupIds.every((group) => reaches(held, group))) continue;
    throw new Refusal(
      'not-permitted',
      `You do not hold ${grant.level} on ${grant.function} in all of these groups, so you cannot grant it.`,
      {
        needs: { function: grant.function, level: grant.level },
      },
    );
  }
}

async function refuseUnknownGroups(tx: Tx, ids: string[]): Promise<void> {
  const wanted = [...new Set(ids.map(Number))];
  if ((await selectGroupIds(tx, wanted)).length < wanted.length) throw notFound('group');
}

async function refuseUnknownSets(tx: Tx, ids: string[]): Promise<void> {
  const wanted = [...new Set(ids.map(Number))];
  if ((await selectSets(tx, wanted)).length < wanted.length) throw notFound('permission set');
}

async function mustView(tx: Tx, id: number) {
  const [row] = await selectUsers(tx, id);
  if (!row) throw notFound('user');
  return userView(row);
}

function userView(row: UserRow) {
  return {
    id: String(row.id),
    login: row.login,
    name: row.name,
    homeGroup: { id: String(row.home_group_id), name: row.home_group_name ?? '' },
    permissionSets: row.permission_sets,
    enabled: row.enabled,
  };
}

function setView(row: SetRow) {
  return {
    id: String(row.id),
    name: row.name,
    accessGroup: { id: String(row.access_group_id), name: row.access_group_name ?? '' },
    groups: row.groups,
    rights: row.rights as Right[],
  };
}

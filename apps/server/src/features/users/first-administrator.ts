import { randomBytes } from 'node:crypto';
import { ALL_GROUP, functions } from '@licet/domain';
import { hash } from '@node-rs/argon2';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { insertSet } from './permission-sets-store.ts';
import { hasUsers, insertUser, replaceUserSets } from './store.ts';

/** The first administrator's login. */
export const FIRST_LOGIN = 'admin';

/** Makes the first administrator on an empty database. Returns the password when it was generated. */
export async function ensureAdministrator(ctx: Context): Promise<{ generated: string | undefined } | undefined> {
  const exists = await ctx.db.transaction(wholeSight, hasUsers);
  if (exists) return undefined;
  const generated = ctx.config.adminPassword === undefined ? randomBytes(12).toString('base64url') : undefined;
  const password_hash = await hash(ctx.config.adminPassword ?? (generated as string));
  return ctx.db.transaction(wholeSight, async (tx) => {
    const id = await insertUser(tx, { login: FIRST_LOGIN, name: 'Administrator', password_hash, home_group_id: ALL_GROUP, language: 'en' });
    // Another replica was faster.
    if (id === undefined) return undefined;
    const rights = functions.map((fn) => ({ function: fn, level: 'write' }));
    const set = await insertSet(tx, { name: 'Administrator', accessGroupId: ALL_GROUP, groupIds: [ALL_GROUP], rights });
    await replaceUserSets(tx, id, [set]);
    return { generated };
  });
}

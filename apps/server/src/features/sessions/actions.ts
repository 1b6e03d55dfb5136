import type { Me } from '@licet/contract';
import { functions } from '@licet/domain';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { selectMe, selectOwnSets, updatePreferences } from './store.ts';

export async function readMe(ctx: Context, actor: Actor): Promise<Me> {
  const { row, sets } = await ctx.db.read(wholeSight, async (tx) => ({
    row: await selectMe(tx, actor.userId),
    sets: await selectOwnSets(tx, actor.userId),
  }));
  if (!row) throw notFound('user');
  const rights = Object.fromEntries(functions.flatMap((fn) => (actor.highest(fn) ? [[fn, actor.highest(fn)]] : [])));
  return {
    user: { id: String(row.id), login: row.login, name: row.name, language: row.language as 'en', theme: row.theme as 'auto' },
    homeGroup: { id: String(row.groupId), kind: row.groupKind as Me['homeGroup']['kind'], name: row.groupName },
    permissionSets: sets.map(({ id, name }) => ({ id: String(id), name })),
    rights,
    administrator: actor.administrator,
    msp: row.msp,
    viewedBy: actor.viewedBy ? { id: String(actor.viewedBy.userId), login: actor.viewedBy.login } : null,
    mustChangePassword: row.must_change_password,
    secondStepOwed: actor.owesSecondStep,
    autoLogoutMinutes: row.auto_logout_minutes,
    version: ctx.version,
  };
}

export async function prefer(
  ctx: Context,
  actor: Actor,
  preferences: { language?: string | undefined; theme?: string | undefined },
): Promise<Me> {
  const given = Object.fromEntries(Object.entries(preferences).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) await ctx.db.transaction(wholeSight, (tx) => updatePreferences(tx, actor.userId, given));
  return readMe(ctx, actor);
}

/** Answers who the caller is now: that has changed with the request. */
export function createReadNow(ctx: Context, identify: (request: FastifyRequest) => Promise<Actor | undefined>) {
  return async (request: FastifyRequest): Promise<Me> => {
    const actor = await identify(request);
    if (!actor) throw new Error('signed in, yet nobody');
    return readMe(ctx, actor);
  };
}

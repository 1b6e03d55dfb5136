// API tokens: for programs that act for a user, with all that the user holds or with one permission set of it.
import { createHash, randomBytes } from 'node:crypto';
import type { Token } from '@licet/contract';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { deleteToken, insertToken, selectOwnSets, selectTokens } from './store.ts';
import type { TokenRow } from './store.ts';

interface NewToken {
  name: string;
  expiresAt: string | null;
  permissionSetId: string | null;
}

export async function createToken(ctx: Context, actor: Actor, given: NewToken): Promise<Token & { secret: string }> {
  const secret = `licet_${randomBytes(32).toString('base64url')}`;
  const expires_at = given.expiresAt === null ? null : new Date(given.expiresAt);
  if (expires_at && expires_at <= ctx.now()) {
    const errors = [{ field: 'body.expiresAt', message: 'lies in the past', reason: { code: 'field-in-past', parameters: {} } as const }];
    throw new Refusal('malformed-request', 'A token cannot expire in the past.', { errors });
  }
  const permission_set_id = given.permissionSetId === null ? null : Number(given.permissionSetId);
  refuseWider(actor, permission_set_id);
  const held = await ctx.db.read(wholeSight, (tx) => selectOwnSets(tx, actor.userId));
  const set = held.find(({ id }) => id === permission_set_id);
  if (permission_set_id !== null && !set) throw notFound('permission set among those that you hold');
  const id = await ctx.db.transaction(actor.sight, async (tx) => {
    const made = await insertToken(tx, {
      user_id: actor.userId,
      name: given.name,
      secret_hash: hashToken(secret),
      expires_at,
      permission_set_id,
    });
    const after = { expiresAt: expires_at, permissionSet: set?.name ?? null };
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(actor, made, given.name), action: 'token-created', after }]);
    return made;
  });
  const made = (await readTokens(ctx, actor)).find((row) => row.id === id);
  if (!made) throw notFound('token');
  return { ...tokenView(made), secret };
}

/** Tokens are long random numbers, so a plain hash protects them. */
export function hashToken(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** A token that carries one permission set would otherwise make one that carries all. */
function refuseWider({ limitedTo }: Actor, wanted: number | null): void {
  if (limitedTo === null || limitedTo === wanted) return;
  throw new Refusal('not-permitted', 'This token carries one permission set, so it makes only tokens that carry the same.', {
    reason: { code: 'token-limited', parameters: {} },
    remedy: 'Name the permission set of this token, or use one that carries everything that you hold.',
  });
}

export async function listTokens(ctx: Context, actor: Actor): Promise<Token[]> {
  return (await readTokens(ctx, actor)).map(tokenView);
}

export async function revokeToken(ctx: Context, actor: Actor, id: string): Promise<void> {
  await ctx.db.transaction(actor.sight, async (tx) => {
    const name = await deleteToken(tx, actor.userId, Number(id));
    if (name === undefined) throw notFound('token');
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(actor, Number(id), name), action: 'token-revoked' }]);
  });
}

function readTokens(ctx: Context, actor: Actor): Promise<TokenRow[]> {
  return ctx.db.read(wholeSight, (tx) => selectTokens(tx, actor.userId));
}

function subjectOf(actor: Actor, id: number, name: string) {
  return {
    groupId: actor.homeGroupId,
    function: 'users' as const,
    subject: { kind: 'token' as const, id, name: `${actor.login}: ${name}` },
  };
}

function tokenView(row: TokenRow): Token {
  return {
    id: String(row.id),
    name: row.name,
    permissionSet: row.permission_set_id === null ? null : { id: String(row.permission_set_id), name: row.permission_set_name ?? '' },
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
  };
}

import type { AccessFunction, AccessLevel, Grant, GroupTree } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface SignInRow {
  id: number;
  login: string;
  name: string;
  password_hash: string;
  enabled: boolean;
  home_group_id: number;
  sign_in_epoch: number;
}

const signInColumns = ['id', 'login', 'name', 'password_hash', 'enabled', 'home_group_id', 'sign_in_epoch'] as const;

export async function selectByLogin(tx: Tx, login: string): Promise<SignInRow | undefined> {
  return tx
    .selectFrom('users')
    .select(signInColumns)
    .where(sql`lower(login)`, '=', login.toLowerCase())
    .executeTakeFirst();
}

export async function selectById(tx: Tx, userId: number): Promise<SignInRow | undefined> {
  return tx.selectFrom('users').select(signInColumns).where('id', '=', userId).executeTakeFirst();
}

export interface CallerRow {
  id: number;
  login: string;
  home_group_id: number;
  enabled: boolean;
  auto_logout_minutes: number | null;
  must_change_password: boolean;
  sign_in_epoch: number;
  access_epoch: number;
  second_step_for: string;
  trust_single_sign_on: boolean;
  has_second_step: boolean;
}

/** Whether a user has something to show besides the password: two-step verification or a passkey. */
export const hasSecondStep = sql<boolean>`(
  exists (select from second_steps s where s.user_id = users.id and s.enabled_at is not null)
  or exists (select from passkeys p where p.user_id = users.id))`;

export async function selectCaller(tx: Tx, userId: number): Promise<CallerRow | undefined> {
  return tx
    .selectFrom('users')
    .innerJoin('installation', (join) => join.onTrue())
    .select(['users.id', 'users.login', 'users.home_group_id', 'users.enabled', 'users.auto_logout_minutes', 'users.must_change_password'])
    .select(['users.sign_in_epoch', 'installation.access_epoch', 'installation.second_step_for', 'installation.trust_single_sign_on'])
    .select(hasSecondStep.as('has_second_step'))
    .where('users.id', '=', userId)
    .executeTakeFirst();
}

export async function selectCallers(tx: Tx, ids: number[]): Promise<{ id: number; login: string; home_group_id: number }[]> {
  const { rows } = await sql<{ id: number; login: string; home_group_id: number }>`
    select id, login, home_group_id from users where enabled and id = any(${ids}::integer[]) order by login`.execute(tx);
  return rows;
}

/** What a user holds; of one permission set only, when a token carries no more. */
export async function selectGrants(tx: Tx, userId: number, permissionSetId: number | null): Promise<Grant[]> {
  const rows = await tx
    .selectFrom('user_permission_sets as u')
    .innerJoin('permission_set_rights as r', 'r.permission_set_id', 'u.permission_set_id')
    .innerJoin('permission_set_groups as g', 'g.permission_set_id', 'u.permission_set_id')
    .where('u.user_id', '=', userId)
    .$if(permissionSetId !== null, (query) => query.where('u.permission_set_id', '=', permissionSetId))
    .groupBy(['r.permission_set_id', 'r.function', 'r.level'])
    .select(['r.function', 'r.level', sql<number[]>`array_agg(g.group_id)`.as('groupIds')])
    .execute();
  return rows.map((row) => ({ function: row.function as AccessFunction, level: row.level as AccessLevel, groupIds: row.groupIds }));
}

export async function selectTree(tx: Tx): Promise<GroupTree> {
  const rows = await tx.selectFrom('groups').select(['id', 'parent_id']).execute();
  return new Map(rows.map((row) => [row.id, row.parent_id]));
}

/** Access groups that hold at least one pool. */
export async function selectPoolGroups(tx: Tx): Promise<Set<number>> {
  const rows = await tx.selectFrom('pools').select('access_group_id').distinct().execute();
  return new Set(rows.map((row) => row.access_group_id));
}

/** The token's user, when the token is known and has not run out. Notes the use, at most once a minute. */
export async function useToken(
  tx: Tx,
  secretHash: Buffer,
  now: Date,
): Promise<{ user_id: number; permission_set_id: number | null } | undefined> {
  const token = await tx
    .selectFrom('api_tokens')
    .select(['id', 'user_id', 'permission_set_id', 'expires_at', 'last_used_at'])
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst();
  if (!token || (token.expires_at && token.expires_at <= now)) return undefined;
  if (!token.last_used_at || now.getTime() - token.last_used_at.getTime() > 60_000) {
    await tx.updateTable('api_tokens').set({ last_used_at: now }).where('id', '=', token.id).execute();
  }
  return token;
}

export async function selectMe(tx: Tx, userId: number) {
  return tx
    .selectFrom('users')
    .innerJoin('groups', 'groups.id', 'users.home_group_id')
    .select([
      'users.id',
      'users.login',
      'users.name',
      'users.language',
      'users.theme',
      'users.auto_logout_minutes',
      'users.must_change_password',
      'groups.id as groupId',
      'groups.name as groupName',
      'groups.kind as groupKind',
    ])
    .select(sql<boolean>`exists (select from portal_accounts)`.as('msp'))
    .where('users.id', '=', userId)
    .executeTakeFirst();
}

export async function updatePreferences(tx: Tx, userId: number, preferences: { language?: string; theme?: string }): Promise<void> {
  await tx.updateTable('users').set(preferences).where('id', '=', userId).execute();
}

/** Permission sets that a user holds, by name. Ask with whole sight: users know theirs, whether they may read sets or not. */
export async function selectOwnSets(tx: Tx, userId: number): Promise<{ id: number; name: string }[]> {
  return tx
    .selectFrom('user_permission_sets')
    .innerJoin('permission_sets', 'permission_sets.id', 'user_permission_sets.permission_set_id')
    .select(['permission_sets.id', 'permission_sets.name'])
    .where('user_permission_sets.user_id', '=', userId)
    .orderBy('permission_sets.name')
    .execute();
}

export interface NewToken {
  user_id: number;
  name: string;
  secret_hash: Buffer;
  expires_at: Date | null;
  permission_set_id: number | null;
}

export async function insertToken(tx: Tx, token: NewToken): Promise<number> {
  const { id } = await tx.insertInto('api_tokens').values(token).returning('id').executeTakeFirstOrThrow();
  return id;
}

export interface TokenRow {
  id: number;
  name: string;
  permission_set_id: number | null;
  permission_set_name: string | null;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
}

/** A user's tokens with the names of their permission sets, for which ask with whole sight. */
export async function selectTokens(tx: Tx, userId: number): Promise<TokenRow[]> {
  return tx
    .selectFrom('api_tokens as t')
    .leftJoin('permission_sets as p', 'p.id', 't.permission_set_id')
    .select(['t.id', 't.name', 't.permission_set_id', 'p.name as permission_set_name', 't.created_at', 't.expires_at', 't.last_used_at'])
    .where('t.user_id', '=', userId)
    .orderBy('t.id')
    .execute();
}

/** The name of the token that is gone; undefined when the user had no such token. */
export async function deleteToken(tx: Tx, userId: number, id: number): Promise<string | undefined> {
  const row = await tx.deleteFrom('api_tokens').where('id', '=', id).where('user_id', '=', userId).returning('name').executeTakeFirst();
  return row?.name;
}

/** Which of the user's sign-ins is the present one: what a new session is marked with. */
export async function selectSignInEpoch(tx: Tx, userId: number): Promise<number> {
  const row = await tx.selectFrom('users').select('sign_in_epoch').where('id', '=', userId).executeTakeFirst();
  return row?.sign_in_epoch ?? 0;
}

/** Groups with all groups below each. Ask with whole sight. */
export async function selectBelow(tx: Tx, groupIds: readonly number[]): Promise<Map<number, number[]>> {
  const { rows } = await sql<{ top: number; below: number[] }>`
    select t.id as top, array(select groups_below(t.id)) as below from unnest(${[...groupIds]}::integer[]) as t(id)`.execute(tx);
  return new Map(rows.map((row) => [row.top, row.below]));
}

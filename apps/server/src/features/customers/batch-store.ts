import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { Because } from '../sync/because.ts';
import type { SetupChange } from './store.ts';

export interface Wanted {
  user: { login: string; name: string; language: string; mustChangePassword: boolean; passwordGiven: boolean } | null;
  installer: { name: string; shareId: string | null; expiresAt: string | null; useLimit: number | null } | null;
}

export interface Offboarding {
  suspendUsers: boolean;
  revokeInstallers: boolean;
  archive: boolean;
}

/** What a step of an offboarding did, so that it can be taken back. */
export interface Undoable {
  /** Users that it suspended, with the revision that each had then. */
  users: { id: number; revision: number }[];
  installers: number[];
  /** The state that the customer had before it was archived, and the company's revision then; null when it was not archived. */
  setup: { was: SetupChange; revision: number } | null;
}

export interface NewStep {
  company_id: number;
  group_id: number;
  wanted: string;
  password_sealed: string | null;
}

/** Makes a batch with its steps; sealed passwords are given in base64. */
export async function insertBatch(
  tx: Tx,
  batch: { kind: 'setup' | 'offboarding'; userId: number; options: object; now: Date },
  steps: NewStep[],
): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    insert into setups (kind, user_id, options, created_at) values (${batch.kind}, ${batch.userId}, ${JSON.stringify(batch.options)}::jsonb, ${batch.now}) returning id`.execute(
    tx,
  );
  const id = (rows[0] as { id: number }).id;
  await sql`
    insert into setup_steps (setup_id, company_id, group_id, wanted, password_sealed)
    select ${id}::integer, company_id, group_id, wanted::jsonb, decode(password_sealed, 'base64')
    from json_to_recordset(${JSON.stringify(steps)}::json) as r(company_id integer, group_id integer, wanted text, password_sealed text)`.execute(
    tx,
  );
  return id;
}

export interface BatchRow {
  id: number;
  kind: 'setup' | 'offboarding';
  user_id: number | null;
  login: string | null;
  options: unknown;
  created_at: Date;
  total: number;
  done: number;
  failed: number;
}

export async function selectBatches(tx: Tx, id?: number, page = { offset: 0, limit: 1 }): Promise<BatchRow[]> {
  const which = id === undefined ? sql`true` : sql`b.id = ${id}`;
  const { rows } = await sql<BatchRow>`
    select b.id, b.kind, b.user_id, u.login, b.options, b.created_at, count(s.id)::int as total,
      (count(*) filter (where s.state in ('done', 'undone')))::int as done, (count(*) filter (where s.state = 'failed'))::int as failed
    from setups b left join setup_steps s on s.setup_id = b.id left join users u on u.id = b.user_id
    where ${which} group by b.id, u.login order by b.id desc offset ${page.offset} limit ${page.limit}`.execute(tx);
  return rows;
}

export async function countBatches(tx: Tx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from setups`.execute(tx);
  return rows[0]?.n ?? 0;
}

export interface StepRow {
  id: number;
  company_id: number;
  company_name: string;
  group_id: number;
  wanted: Wanted;
  state: 'waiting' | 'done' | 'failed' | 'undone';
  reason: string | null;
  reasons: unknown;
  user_id: number | null;
  login: string | null;
  installer_id: number | null;
  installer_name: string | null;
  password_sealed: Buffer | null;
  done: Undoable;
  ended_at: Date | null;
}

export async function selectSteps(tx: Tx, batchId: number, states?: StepRow['state'][]): Promise<StepRow[]> {
  const which = states ? sql`s.state = any(${states})` : sql`true`;
  const { rows } = await sql<StepRow>`
    select s.id, s.company_id, c.name as company_name, s.group_id, s.wanted, s.state, s.reason, s.reasons, s.user_id, u.login, s.installer_id,
      i.name as installer_name, s.password_sealed, s.done, s.ended_at
    from setup_steps s join companies c on c.id = s.company_id left join users u on u.id = s.user_id left join installers i on i.id = s.installer_id
    where s.setup_id = ${batchId} and ${which} order by s.id`.execute(tx);
  return rows;
}

export interface StepEnd {
  id: number;
  state: StepRow['state'];
  /** Why it failed, or what is to be known of it though it was done. */
  because?: Because;
  user_id?: number | null;
  installer_id?: number | null;
  /** Forget the password: it was given, not made up, or there is none. */
  forget?: boolean;
  /** The sealed password that was made up, base64. */
  password?: string;
  done?: Undoable;
}

export async function endSteps(tx: Tx, ends: StepEnd[], now: Date): Promise<void> {
  await sql`
    update setup_steps s set state = r.state, reason = r.because ->> 'says', reasons = coalesce(r.because -> 'reasons', '[]'), user_id = coalesce(r.user_id, s.user_id), installer_id = coalesce(r.installer_id, s.installer_id),
      password_sealed = case when r.forget then null else coalesce(decode(r.password, 'base64'), s.password_sealed) end, done = coalesce(r.done, s.done),
      ended_at = case when r.state = 'waiting' then null else ${now}::timestamptz end
    from json_to_recordset(${JSON.stringify(ends)}::json)
      as r(id integer, state text, because jsonb, user_id integer, installer_id integer, forget boolean, password text, done jsonb)
    where s.id = r.id`.execute(tx);
}

/** Holds all steps of a batch until the end of the transaction: none is worked on meanwhile, and two do not undo one. */
export async function lockSteps(tx: Tx, batchId: number): Promise<void> {
  await sql`select from setup_steps where setup_id = ${batchId} order by id for update`.execute(tx);
}

/** Holds the steps among these that still wait until the end of the transaction; another worker's are passed over. */
export async function claimSteps(tx: Tx, ids: number[]): Promise<Set<number>> {
  const { rows } = await sql<{ id: number }>`
    select id from setup_steps where id = any(${ids}::integer[]) and state = 'waiting' order by id for update skip locked`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

/** Forgets made-up passwords of a batch that have been fetched. */
export async function forgetPasswords(tx: Tx, batchId: number): Promise<void> {
  await sql`update setup_steps set password_sealed = null where setup_id = ${batchId} and state = 'done'`.execute(tx);
}

/** Forgets those that nobody has fetched for a day. */
export async function forgetOldPasswords(tx: Tx, before: Date): Promise<void> {
  await sql`update setup_steps set password_sealed = null where password_sealed is not null and ended_at < ${before}`.execute(tx);
}

/** Batches with steps that wait: their process may have died. */
export async function selectWaitingBatches(tx: Tx): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`select distinct setup_id as id from setup_steps where state = 'waiting' order by id`.execute(
    tx,
  );
  return rows.map((row) => row.id);
}

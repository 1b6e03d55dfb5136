// What is mailed when, and how it went: the program's own, asked with whole sight.
import type { Reason, ReportSchedule } from '@licet/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { ReportRow } from './store.ts';

/** Reports whose time has come, held until the end of the transaction. Those that another server holds are passed over: it takes them. */
export async function lockDue(tx: Tx, now: Date): Promise<{ id: number; schedule: ReportSchedule }[]> {
  const { rows } = await sql<{ id: number; schedule: ReportSchedule }>`
    select id, schedule from reports where next_at <= ${now} order by next_at, id for update skip locked`.execute(tx);
  return rows;
}

/** Puts a report up for mailing under an id; one that has not arrived yet under another is given up. */
export async function beginSending(tx: Tx, id: number, sending: string, nextAt: Date): Promise<void> {
  await tx
    .updateTable('reports')
    .set({ next_at: nextAt, sending, attempts: 0, held_until: null, remaining: null })
    .where('id', '=', id)
    .execute();
}

export type MailedReport = Pick<
  ReportRow,
  'id' | 'name' | 'access_group_id' | 'owner_id' | 'filter' | 'columns' | 'group_by' | 'schedule' | 'recipients' | 'language'
> & { group_name: string; group_kind: string };

const mailedColumns = sql`r.id, r.name, r.access_group_id, r.owner_id, r.filter, r.columns, r.group_by, r.schedule, r.recipients, r.language,
  g.name as group_name, g.kind as group_kind`;

export interface Claim extends MailedReport {
  attempts: number;
  remaining: string[] | null;
}

/** Takes what is to be mailed for work, until a moment: nobody else works on it meanwhile. Undefined when there is nothing to do. */
export async function claimSending(tx: Tx, sending: string, now: Date, until: Date): Promise<Claim | undefined> {
  const { rows } = await sql<Claim>`
    update reports r set held_until = ${until}, attempts = r.attempts + 1 from groups g
    where r.sending = ${sending} and (r.held_until is null or r.held_until <= ${now}) and g.id = r.access_group_id
    returning ${mailedColumns}, r.attempts, r.remaining`.execute(tx);
  return rows[0];
}

export async function selectMailed(tx: Tx, id: number): Promise<MailedReport | undefined> {
  const { rows } = await sql<MailedReport>`
    select ${mailedColumns} from reports r join groups g on g.id = r.access_group_id where r.id = ${id}`.execute(tx);
  return rows[0];
}

export interface LastSent {
  at: Date;
  sent: boolean;
  rows: number | null;
  problem: Reason | null;
}

export async function updateLast(tx: Tx, id: number, { at, sent, rows, problem }: LastSent): Promise<void> {
  await tx
    .updateTable('reports')
    .set({ last_at: at, last_sent: sent, last_rows: rows, last_problem: problem === null ? null : JSON.stringify(problem) })
    .where('id', '=', id)
    .execute();
}

/** Ends an attempt: another follows, to these addresses (null: to all), or it was the last. */
export async function endAttempt(tx: Tx, sending: string, again: { remaining: string[] | null } | undefined): Promise<void> {
  const change = again ? { held_until: null, remaining: again.remaining } : { held_until: null, remaining: null, sending: null };
  await tx.updateTable('reports').set(change).where('sending', '=', sending).execute();
}

/** What a killed process left. */
export async function selectStranded(tx: Tx, now: Date): Promise<string[]> {
  const { rows } = await sql<{ sending: string }>`select sending from reports where sending is not null and held_until <= ${now}`.execute(
    tx,
  );
  return rows.map((row) => row.sending);
}

import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** Sessions are told by a hash of their id: whoever reads a list cannot take one over. */
const hashed = sql<string>`encode(sha256(convert_to(s.sid, 'UTF8')), 'hex')`;
const ofUser = (userId: number) =>
  sql<boolean>`(s.sess ->> 'userId' = ${String(userId)} or s.sess -> 'half' ->> 'userId' = ${String(userId)})`;

export interface SessionRow {
  id: string;
  current: boolean;
  way: string | null;
  address: string | null;
  agent: string | null;
  began_at: Date;
  seen_at: Date;
}

/** The sessions of a user that open something at `now`, the last used first; no session lasts longer than `longest` (ms). */
export async function selectSessions(
  tx: Tx,
  of: { userId: number; currentSid: string; now: Date; longest: number },
): Promise<SessionRow[]> {
  const now = of.now.getTime();
  const { rows } = await sql<SessionRow>`
    select ${hashed} as id, s.sid = ${of.currentSid} as current, s.sess ->> 'way' as way, s.sess ->> 'address' as address,
      s.sess ->> 'agent' as agent, to_timestamp((s.sess ->> 'beganAt')::float8 / 1000) as began_at,
      to_timestamp((s.sess ->> 'seenAt')::float8 / 1000) as seen_at
    from sessions s join users u on u.id = ${of.userId}
    where s.sess ->> 'userId' = ${String(of.userId)} and s.expire > ${of.now}
      and coalesce((s.sess ->> 'epoch')::integer, 0) = u.sign_in_epoch
      and (s.sess ->> 'beganAt')::bigint > ${now - of.longest}::bigint
      and (u.auto_logout_minutes is null or (s.sess ->> 'seenAt')::bigint > ${now}::bigint - u.auto_logout_minutes * 60000)
    order by seen_at desc, id`.execute(tx);
  return rows;
}

/** False when the user has no such session. */
export async function deleteSession(tx: Tx, userId: number, id: string): Promise<boolean> {
  const { rows } =
    await sql`delete from sessions s where s.sess ->> 'userId' = ${String(userId)} and ${hashed} = ${id} returning 1`.execute(tx);
  return rows.length > 0;
}

/** Ends what a user has opened, also what waits for the second step; all but one, when one is named. How many there were. */
export async function deleteSessions(tx: Tx, userId: number, besides: string | null): Promise<number> {
  const { rows } = await sql`delete from sessions s where ${ofUser(userId)} and s.sid is distinct from ${besides} returning 1`.execute(tx);
  return rows.length;
}

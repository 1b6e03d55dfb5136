// Advisory locks: who in the whole cluster works on something now. Their keys stand here, so that no two mean the same.
import { sql } from 'kysely';
import pg from 'pg';
import type { Tx } from './transaction.ts';

/** Keys of locks that are one of a kind. */
export const oneLocks = { roles: '7516192769', jobTables: '7516192770', planning: '7516192771' } as const;

/** Classes of locks that come with an id. */
const classes = { 'portal account': 0x4c49, 'customer batch': 0x4c4a, machine: 0x4c4b } as const;

/** Waits until nobody else in the cluster works on a machine, and holds it until the end of the transaction. */
export async function takeMachine(tx: Tx, machineId: string): Promise<void> {
  // Two machines of one hash wait for each other without need, and come to no harm.
  await sql`select pg_advisory_xact_lock(${classes.machine}, hashtext(${machineId}))`.execute(tx);
}

export interface HeldLock {
  /** Aborts when the connection that holds the lock is lost: another process may take it then. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Holds something for this process, in the whole cluster, by a lock of a database connection of its own: when the process
 * dies the lock dies with it. Undefined when another process holds it.
 */
export async function holdLock(
  connection: pg.PoolConfig,
  what: 'portal account' | 'customer batch',
  id: number,
): Promise<HeldLock | undefined> {
  const client = new pg.Client({ ...connection, application_name: `licet: ${what} ${id}` });
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort());
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', [classes[what], id]);
    if (rows[0]?.locked) return { lost: lost.signal, release: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
  await client.end();
  return undefined;
}

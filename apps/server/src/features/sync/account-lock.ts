import pg from 'pg';

/** Class of the advisory locks that say: a process works on this portal account now. */
const ACCOUNT_LOCK = 0x4c49;

export interface AccountLock {
  /** Aborts when the connection that holds the lock is lost: another process may take the account then. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * Holds the account for this process, in the whole cluster, by a lock of a database connection of its own: when the process
 * dies the lock dies with it. Undefined when another process holds it.
 */
export async function lockAccount(connection: pg.PoolConfig, accountId: number): Promise<AccountLock | undefined> {
  const client = new pg.Client({ ...connection, application_name: `licet run of account ${accountId}` });
  const lost = new AbortController();
  client.on('error', (error) => lost.abort(error));
  client.on('end', () => lost.abort());
  await client.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', [ACCOUNT_LOCK, accountId]);
    if (rows[0]?.locked) return { lost: lost.signal, release: () => client.end() };
  } catch (error) {
    await client.end();
    throw error;
  }
  await client.end();
  return undefined;
}

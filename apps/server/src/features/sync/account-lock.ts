import pg from 'pg';

/** Class of the advisory locks that say: a process works on this portal account now. */
const ACCOUNT_LOCK = 0x4c49;

/**
 * Holds the account for this process, in the whole cluster, by a lock of a database connection of its own: when the process
 * dies the lock dies with it. Undefined when another process holds it.
 */
export async function lockAccount(connection: pg.PoolConfig, accountId: number): Promise<{ release(): Promise<void> } | undefined> {
  const client = new pg.Client({ ...connection, application_name: `licet run of account ${accountId}` });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query<{ locked: boolean }>('select pg_try_advisory_lock($1, $2) as locked', [ACCOUNT_LOCK, accountId]);
  if (rows[0]?.locked) return { release: () => client.end() };
  await client.end();
  return undefined;
}

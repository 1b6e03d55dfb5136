import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { preparedName } from './prepared.ts';
import type { DB } from './tables.ts';

/** The transaction: what every store takes first. */
export type Tx = Kysely<DB>;

/** What the walls let a transaction see: everything, or the groups of each scope, one bit a group (`groupBits`). */
export type Sight = { role: 'licet_all' } | { role: 'licet_scoped'; userId: number; scopes: Readonly<Record<string, string>> };

/** A set of groups as the walls read it: bit n of the bytes, from the lowest bit of the first byte on, in hexadecimal. */
export function groupBits(groups: readonly number[]): string {
  const bytes = Buffer.alloc(((groups.at(-1) ?? -8) >> 3) + 1);
  for (const group of groups) bytes[group >> 3] = (bytes[group >> 3] ?? 0) | (1 << (group & 7));
  return bytes.toString('hex');
}

/** No walls: for the program itself, and for actions that have asked for every right that they need (`requireRight`, the door's permission). */
export const wholeSight: Sight = { role: 'licet_all' };

export interface Database {
  pool: pg.Pool;
  /** For the few that need a connection of their own, to hold a lock. */
  connection: pg.PoolConfig;
  /** `work` runs behind the walls of `sight` and commits when it returns. */
  transaction<T>(sight: Sight, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The same for work that only reads: PostgreSQL refuses a write, and nobody waits for the end of the transaction. */
  read<T>(sight: Sight, work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

// Dates stay text (a date has no time zone), big integers become numbers: ids stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

export function openDatabase(url: string, connections = 24): Database {
  // Transactions send what they have without waiting for the answer before: the first query follows right behind the opening.
  const transactions = openPool({ connectionString: url, max: connections, pipeline: true });
  // Libraries (jobs, sessions, lock-out) get connections as they expect them.
  const pool = openPool({ connectionString: url, max: connections });
  return {
    pool,
    connection: { connectionString: url },
    transaction: (sight, work) => runTransaction(transactions, sight, work),
    read: (sight, work) => runRead(transactions, sight, work),
    close: async () => void (await Promise.all([pool.end(), transactions.end()])),
  };
}

function openPool(config: pg.PoolConfig & { pipeline?: boolean }): pg.Pool {
  const pool = new pg.Pool({ ...config, application_name: 'licet' });
  // A connection that breaks is replaced; the query that needed it reports what is wrong.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

async function runTransaction<T>(pool: pg.Pool, sight: Sight, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const result = await within(client, sight, 'begin', work);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** One moment for the whole of it: what a list counts is what it lists. */
async function runRead<T>(pool: pg.Pool, sight: Sight, work: (tx: Tx) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await within(client, sight, 'begin isolation level repeatable read read only', work);
  } finally {
    void client.query('rollback').then(
      () => client.release(),
      (fault: Error) => client.release(fault),
    );
  }
}

/**
 * Opens a transaction and works in it. The work begins before the opening is answered; nothing of it is handed out, or
 * committed, unless the opening went well.
 */
async function within<T>(client: pg.PoolClient, sight: Sight, begin: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const opening = open(client, sight, begin);
  // Looked at below, whatever the work makes of it.
  opening.catch(() => undefined);
  const lease: Lease = { ended: false };
  try {
    return await work(txOn(client, lease));
  } finally {
    lease.ended = true;
    await opening;
  }
}

/** For how long the work may use the connection: afterwards it belongs to somebody else's transaction. */
interface Lease {
  ended: boolean;
}

function txOn(client: pg.PoolClient, lease: Lease): Tx {
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: poolOf(client, lease) }) });
}

/** What each connection was last told to show. Scopes of a user with many groups are long, and mostly the same as before. */
const told = new WeakMap<pg.PoolClient, Sight>();

/** Begins a transaction behind the walls of a sight. The role ends with the transaction; without it settings show nothing. */
async function open(client: pg.PoolClient, sight: Sight, begin: string): Promise<void> {
  if (sight.role === 'licet_scoped' && told.get(client) !== sight) {
    told.delete(client);
    const [telling, beginning] = [client.query(settingsOf(sight.userId, sight.scopes)), beginAs(client, sight, begin)];
    await Promise.all([telling, beginning]);
    told.set(client, sight);
  } else await beginAs(client, sight, begin);
}

function beginAs(client: pg.PoolClient, sight: Sight, begin: string): Promise<unknown> {
  return client.query(`${begin}; set local role ${sight.role}`);
}

// Numbers, digits and names of ours only, so nothing needs escaping.
function settingsOf(userId: number, scopes: Readonly<Record<string, string>>): string {
  const settings = [['user_id', String(userId)], ...Object.entries(scopes)];
  return `select ${settings.map(([name, value]) => `set_config('licet.${name}', '${value}', false)`).join(', ')}`;
}

/** Kysely asks a pool for connections; inside a transaction there is only one to give, and it is not Kysely's to release. */
function poolOf(client: pg.PoolClient, lease: Lease) {
  const query = (text: string, values: unknown[]) => {
    if (lease.ended) throw new Error('A transaction was used after its end: something in it was not awaited.');
    return client.query({ name: preparedName(text, values), text, values });
  };
  const lent = { query, release: () => undefined } as unknown as pg.PoolClient;
  return { connect: () => Promise.resolve(lent), end: () => Promise.resolve() } as unknown as pg.Pool;
}

import { sql } from 'kysely';
import pg from 'pg';
import type { Sealer } from '../secrets.ts';
import type { Database } from './transaction.ts';
import { wholeSight } from './transaction.ts';

const WORD = 'licet';
const CONTEXT = 'installation';

/** Throws when the database was sealed with another secret key; on the first start it is sealed with this one. */
export async function checkSecretKey(db: Database, sealer: Sealer): Promise<void> {
  const sealed = await db.transaction(wholeSight, async (tx) => {
    await sql`update installation set key_check = ${sealer.seal(WORD, CONTEXT)} where key_check is null`.execute(tx);
    const row = await tx.selectFrom('installation').select('key_check').executeTakeFirstOrThrow();
    return row.key_check as Buffer;
  });
  refuseOtherKey(sealed, sealer);
}

/**
 * The same as the owner, before anything of the database is touched: the login's password comes of the key, and a server
 * with another key must not change it under the feet of those that run.
 */
export async function checkSecretKeyFirst(ownerUrl: string, sealer: Sealer): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl, application_name: 'licet key check' });
  await owner.connect();
  try {
    const { rows } = await owner.query<{ name: string | null }>("select to_regclass('installation') as name");
    if (rows[0]?.name === null) return;
    const { rows: found } = await owner.query<{ key_check: Buffer | null }>('select key_check from installation');
    if (found[0]?.key_check) refuseOtherKey(found[0].key_check, sealer);
  } finally {
    await owner.end();
  }
}

function refuseOtherKey(sealed: Buffer, sealer: Sealer): void {
  try {
    if (sealer.open(sealed, CONTEXT) === WORD) return;
  } catch {
    // Said below, with what to do about it.
  }
  throw new Error(
    'The secret key does not fit this database: stored passwords could not be opened. Put the right secret key file in place (LICET_SECRET_KEY_FILE).',
  );
}

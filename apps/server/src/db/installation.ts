import { sql } from 'kysely';
import type { Sealer } from '../secrets.ts';
import type { Database } from './transaction.ts';
import { system } from './transaction.ts';

const WORD = 'licet';
const CONTEXT = 'installation';

/** Throws when the database was sealed with another secret key; on the first start it is sealed with this one. */
export async function checkSecretKey(db: Database, sealer: Sealer): Promise<void> {
  const sealed = await db.transaction(system, async (tx) => {
    await sql`update installation set key_check = ${sealer.seal(WORD, CONTEXT)} where key_check is null`.execute(tx);
    const row = await tx.selectFrom('installation').select('key_check').executeTakeFirstOrThrow();
    return row.key_check as Buffer;
  });
  try {
    if (sealer.open(sealed, CONTEXT) === WORD) return;
  } catch {
    // Said below, with what to do about it.
  }
  throw new Error(
    'The secret key does not fit this database: stored passwords could not be opened. Put the right secret key file in place (LICET_SECRET_KEY_FILE).',
  );
}

import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase, wholeSight } from '../../apps/server/src/db/transaction.ts';
import type { Database, Tx } from '../../apps/server/src/db/transaction.ts';
import { createTestDatabase } from '../support/licet.ts';
import type { TestDatabase } from '../support/licet.ts';

let test: TestDatabase;
let db: Database;
beforeAll(async () => {
  test = await createTestDatabase();
  db = openDatabase(test.ownerUrl, 1);
});
afterAll(async () => {
  await db.close();
  await test.drop();
});

it.each(['transaction', 'read'] as const)('a %s cannot be used after its end: its connection is somebody else’s by then', async (kind) => {
  let kept: Tx | undefined;
  const one = (tx: Tx) => tx.selectFrom('groups').select('id').where('id', '=', 1).execute();
  await db[kind](wholeSight, async (tx) => {
    kept = tx;
    expect(await one(tx)).toEqual([{ id: 1 }]);
  });
  await expect(one(kept as Tx)).rejects.toThrow('after its end');
  // Nor while the next one works on the same connection.
  await db.transaction(wholeSight, async (tx) => {
    await expect(one(kept as Tx)).rejects.toThrow('after its end');
    expect(await one(tx)).toEqual([{ id: 1 }]);
  });
});

// The schema that migrations lead to, the file that shows it, and the types that the code is written against are one.
// `npx vitest run --project system tests/database/schema.test.ts -u` brings both files along after a new migration.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../support/licet.ts';
import type { TestDatabase } from '../support/licet.ts';
import { describeSchema } from './describe-schema.ts';

const root = join(import.meta.dirname, '..', '..');

describe('the migrated schema', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await createTestDatabase();
    client = new pg.Client({ connectionString: database.ownerUrl });
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  it('is what schema.sql shows', async () => {
    await expect(await describeSchema(client)).toMatchFileSnapshot(join(root, 'apps/server/migrations/schema.sql'));
  });

  it('is what the types in tables.ts say', async () => {
    const program = join(root, 'node_modules/kysely-codegen/dist/cli/bin.js');
    const args = [
      '--dialect',
      'postgres',
      '--url',
      database.ownerUrl,
      '--exclude-pattern',
      '{graphile_worker.*,*.kysely*,kysely*}',
      '--date-parser',
      'string',
    ];
    const printed = execFileSync(process.execPath, [program, ...args, '--type-mapping', '{"int8":"number","date":"string"}', '--print'], {
      encoding: 'utf8',
    });
    const types = printed.slice(printed.indexOf('/**')).trimEnd();
    await expect(`${types}\n`).toMatchFileSnapshot(join(root, 'apps/server/src/db/tables.ts'));
  });
});

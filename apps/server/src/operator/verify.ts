import { existsSync } from 'node:fs';
import type pg from 'pg';
import type { Config } from '../config.ts';
import { knownMigrations } from '../db/migrate.ts';
import { appPassword, appUrl } from '../db/roles.ts';
import { createSealer, loadSecretKey } from '../secrets.ts';
import { checks } from './checks-store.ts';
import { selectMigrations, selectSequences, selectTables } from './catalogue-store.ts';
import { selectSealed } from './sealed-store.ts';
import { selectHoles } from './walls-store.ts';
import { withClient, withOwner } from './owner.ts';

export interface Finding {
  sentence: string;
  /** What breaks it; empty when it holds. */
  broken: string[];
}

/** Checks what must hold of the database, in one snapshot, while the server may run. */
export async function verify(config: Config): Promise<Finding[]> {
  if (!existsSync(config.secretKeyFile))
    throw new Error(`There is no secret key at ${config.secretKeyFile}. Name it with LICET_SECRET_KEY_FILE.`);
  const key = loadSecretKey(config.secretKeyFile);
  return withOwner(config, (ownerUrl) =>
    withClient(ownerUrl, async (client) => {
      await client.query('begin isolation level repeatable read read only');
      await refuseOtherSchema(client);
      const findings: Finding[] = [];
      for (const { sentence, query } of checks) {
        const { rows } = await client.query<{ what: string }>(query);
        findings.push({ sentence, broken: rows.map((row) => row.what) });
      }
      const sealer = createSealer(key);
      findings.push({
        sentence: 'Every stored password, key and token opens with the secret key.',
        broken: await findShut(client, sealer),
      });
      findings.push({ sentence: 'No id is given out twice.', broken: await findReused(client) });
      findings.push({
        sentence: 'The walls show each caller the rows of the caller’s groups, all of them and no others.',
        broken: await selectHoles(client, appUrl(ownerUrl, appPassword(key))).catch((error: unknown) => [(error as Error).message]),
      });
      return findings;
    }),
  );
}

async function refuseOtherSchema(client: pg.Client): Promise<void> {
  const [found, known] = [await selectMigrations(client), knownMigrations()];
  if (found.length === 0) throw new Error('There is no Licet in this database yet.');
  if (found.join() === known.join()) return;
  throw new Error(
    `The database is at schema ${found.at(-1)}, this program at ${known.at(-1)}. Start the server of the right version first.`,
  );
}

async function findShut(client: pg.Client, sealer: ReturnType<typeof createSealer>): Promise<string[]> {
  return (await selectSealed(client)).flatMap(({ what, sealed, context }) => {
    try {
      sealer.open(sealed, context);
      return [];
    } catch {
      return [what];
    }
  });
}

async function findReused(client: pg.Client): Promise<string[]> {
  const reused: string[] = [];
  const sequences = await selectSequences(client);
  for (const { name, columns } of await selectTables(client)) {
    const last = sequences[`${name}_id_seq`];
    if (last === undefined || !columns.includes('id')) continue;
    const { rows } = await client.query<{ most: string | null }>(`select max(id)::text as most from "${name}"`);
    const most = Number(rows[0]?.most ?? 0);
    // Groups below 100 are the schema's own and never came of the sequence.
    if (most > (last ?? 99)) reused.push(`table ${name} has id ${most}, and the next one would be ${(last ?? 0) + 1}`);
  }
  return reused;
}

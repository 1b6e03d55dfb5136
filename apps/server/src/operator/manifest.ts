// A backup is a folder: one compressed file a table, the secret key, and the manifest that says what they are.
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

export const MANIFEST = 'manifest.json';
export const KEY_FILE = 'secret.key';

const file = z.string().regex(/^[\w-][\w.-]*$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const manifest = z.object({
  format: z.literal(1),
  /** Version of the program that made it, and of its PostgreSQL. */
  licet: z.string(),
  postgres: z.string(),
  /** The moment that all of it is of. */
  moment: z.iso.datetime(),
  migrations: z.array(z.string()).min(1),
  /** In the order in which they can be filled. */
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number().int(), file, sha256 })),
  sequences: z.record(z.string(), z.number().int().nullable()),
  secretKey: z.object({ file, sha256 }),
});
export type Manifest = z.infer<typeof manifest>;

/** Reads the manifest and compares every file with it. Throws, naming what is wrong, before anything is touched. */
export async function readBackup(folder: string): Promise<Manifest> {
  const path = join(folder, MANIFEST);
  if (!existsSync(path)) throw new Error(`${folder} holds no backup: there is no ${MANIFEST}. Give the folder that \`licet backup\` made.`);
  const parsed = manifest.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`${path} is damaged, or of a newer Licet. Restore another backup, or use that version.`);
  for (const { file: name, sha256: expected } of [...parsed.data.tables, parsed.data.secretKey]) {
    const found = existsSync(join(folder, name)) ? await hashFile(join(folder, name)) : undefined;
    if (found === expected) continue;
    throw new Error(`${join(folder, name)} is ${found ? 'damaged' : 'missing'}. Nothing was restored; restore another backup.`);
  }
  return parsed.data;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

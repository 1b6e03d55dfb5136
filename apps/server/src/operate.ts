// `licet backup DIR`, `licet restore DIR`, `licet verify`: for the operator, on the machine of the database.
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { backUp, countRows } from './operator/backup.ts';
import { restore } from './operator/restore.ts';
import { verify } from './operator/verify.ts';
import { version } from './server.ts';

const usage = `Usage: licet backup DIR    write a backup into a new folder; the server may run
       licet restore DIR   bring a backup into an empty database; the server must not run
       licet verify        check what must hold of the database; the server may run

They work on the embedded database, or on the PostgreSQL server that DATABASE_URL names, with the settings of \`licet serve\`.
Exit codes: 0 done and well, 1 refused, failed, or something is wrong, 2 wrong usage.
`;

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function runBackup(folder: string): Promise<number> {
  const manifest = await backUp(readConfig(process.env), folder, version);
  say(`${folder}: ${manifest.tables.length} tables with ${countRows(manifest)} rows, as of ${manifest.moment}.`);
  say('THE BACKUP HOLDS THE SECRET KEY: whoever has this folder can open the stored portal passwords. Keep it like a password.');
  return 0;
}

async function runRestore(folder: string): Promise<number> {
  const manifest = await restore(readConfig(process.env), folder);
  say(
    `Restored ${manifest.tables.length} tables with ${countRows(manifest)} rows, as of ${manifest.moment}. \`licet serve\` starts the server.`,
  );
  return 0;
}

/** Broken things shown of each sentence; the rest is counted. */
const SHOWN = 5;

async function runVerify(): Promise<number> {
  const findings = await verify(readConfig(process.env));
  for (const { sentence, broken } of findings) {
    say(`${broken.length === 0 ? 'ok   ' : 'WRONG'}  ${sentence}`);
    for (const what of broken.slice(0, SHOWN)) say(`         ${what}`);
    if (broken.length > SHOWN) say(`         and ${broken.length - SHOWN} more`);
  }
  const wrong = findings.filter(({ broken }) => broken.length > 0).length;
  say(
    wrong === 0 ? `All ${findings.length} hold.` : `${wrong} of ${findings.length} do not hold. Back the database up before you mend it.`,
  );
  return wrong === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } }, allowPositionals: true });
  const [command, folder, ...others] = positionals;
  if (values.help) {
    process.stdout.write(usage);
    return 0;
  }
  if (others.length === 0 && command === 'verify' && folder === undefined) return runVerify();
  if (others.length === 0 && command === 'backup' && folder !== undefined) return runBackup(folder);
  if (others.length === 0 && command === 'restore' && folder !== undefined) return runRestore(folder);
  process.stderr.write(`licet: \`licet ${command ?? ''}\` is not used like that.\n\n${usage}`);
  return 2;
}

main().then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    process.stderr.write(`licet: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1;
  },
);

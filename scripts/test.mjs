// `npm test`: sets everything up, then runs every check and every suite. What cannot be had on this machine is named aloud.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { runChecks } from './check.mjs';
import { startPostgres15 } from './postgres15.mjs';
import { ensureConsole, ensureDependencies, ensureNode, root, withNode } from './setup.mjs';

const node = ensureNode();
ensureDependencies(node);
ensureConsole(node);
const browser = ensureBrowser();

/** On the oldest server that is supported: the schema with its walls, and a suite of each kind of statement. */
const onPostgres15 = [
  'tests/isolation/tables.test.ts',
  ...['import', 'upstream-changes', 'pools', 'as-of', 'customers', 'removal', 'audit', 'names'].map(
    (name) => `tests/acceptance/${name}.test.ts`,
  ),
];

const reports = mkdtempSync(join(tmpdir(), 'licet-reports-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
const skipped = [];
const failures = [...runChecks(node).map((name) => `check: ${name}`)];

suites('unit and system suites, embedded PostgreSQL', ['--project', 'unit', '--project', 'system']);
if (browser) suites('browser suites', ['--project', 'e2e'], { LICET_CHROMIUM: browser });
const old = await startPostgres15();
if (old) {
  suites('what speaks to the database, PostgreSQL 15', ['--project', 'system', ...onPostgres15], {
    LICET_TEST_DATABASE_URL: old.url,
  });
  await old.stop();
}
rmSync(reports, { recursive: true, force: true });

for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`);
for (const name of skipped) process.stdout.write(`SKIPPED ${name}\n`);
if (!browser) process.stdout.write('SKIPPED browser suites: no Chromium on this machine\n');
if (!old) process.stdout.write('SKIPPED PostgreSQL 15: not on this machine\n');
process.stdout.write(`${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Runs suites by Vitest and adds up what they report. */
function suites(name, args, env = {}) {
  process.stdout.write(`\n== ${name}\n`);
  const report = join(reports, `${failures.length}-${totals.passed}.json`);
  const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const options = { cwd: root, stdio: 'inherit', env: { ...withNode(node), ...env } };
  const { status } = spawnSync(
    node,
    [vitest, 'run', ...args, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    options,
  );
  const counted = JSON.parse(readFileSync(report, 'utf8'));
  totals.passed += counted.numPassedTests;
  totals.failed += counted.numFailedTests;
  totals.skipped += counted.numPendingTests + counted.numTodoTests;
  skipped.push(...skippedOf(counted));
  if (status !== 0) failures.push(name, ...failedOf(counted));
}

/** Each failed test with its file and the first line of why: the last lines of a long output are what is read first. */
function failedOf({ testResults }) {
  return testResults.flatMap(({ name, message, assertionResults }) => {
    const file = relative(root, name);
    const failed = assertionResults.filter((test) => test.status === 'failed');
    if (failed.length === 0 && message) return [`  ${file}: ${firstLine(message)}`];
    return failed.map((test) => `  ${file}: ${test.fullName}: ${firstLine(test.failureMessages[0])}`);
  });
}

/** Each test that this machine cannot run, by name; why, its file has said. */
function skippedOf({ testResults }) {
  return testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter((test) => !['passed', 'failed'].includes(test.status))
      .map((test) => `${relative(root, name)}: ${test.fullName}`),
  );
}

function firstLine(text = '') {
  return text.split('\n', 1)[0];
}

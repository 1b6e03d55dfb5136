// `npm run check`: types, lint, form, the walls between rooms, and code that nobody uses.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ensureDependencies, ensureNode, root, withNode } from './setup.mjs';

const checks = {
  types: ['typescript/bin/tsc', '-p', 'tsconfig.json'],
  'types of the console': ['typescript/bin/tsc', '-p', 'apps/console/tsconfig.json'],
  lint: ['eslint/bin/eslint.js', '.', '--max-warnings', '0'],
  form: ['prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'],
  walls: ['dependency-cruiser/bin/dependency-cruiser.mjs', 'packages', 'apps', 'tests', '--config', '.dependency-cruiser.js'],
  'unused code': ['knip/bin/knip.js', '--no-progress'],
};

/** Runs every check; returns the names of those that failed. */
export function runChecks(node) {
  const failed = [];
  for (const [name, [program, ...args]] of Object.entries(checks)) {
    const started = Date.now();
    const { status } = spawnSync(node, [join(root, 'node_modules', program), ...args], {
      cwd: root,
      stdio: 'inherit',
      env: withNode(node),
    });
    process.stdout.write(`${status === 0 ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
    if (status !== 0) failed.push(name);
  }
  return failed;
}

if (process.argv[1]?.endsWith('check.mjs')) {
  const node = ensureNode();
  ensureDependencies(node);
  process.exitCode = runChecks(node).length === 0 ? 0 : 1;
}

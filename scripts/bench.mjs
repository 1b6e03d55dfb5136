// `npm run bench [name …]`: the measurements of docs/performance.md. Without names it runs all and writes the table there.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { nodeFlags } from './flags.mjs';
import { ensureConsole, ensureDependencies, ensureNode, root, withNode } from './setup.mjs';

const node = ensureNode();
ensureDependencies(node);
ensureConsole(node);
const { status } = spawnSync(node, [...nodeFlags, join(root, 'tests', 'bench', 'main.ts'), ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
  env: withNode(node),
});
process.exitCode = status ?? 1;

// `npm run dev`: the server with the demonstration, and the console with hot reloading in front of it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureConsole, ensureDependencies, ensureNode, root, withNode } from './setup.mjs';

const node = ensureNode();
ensureDependencies(node);
ensureConsole(node);
const options = { stdio: 'inherit', env: withNode(node) };
const children = [
  spawn(node, ['--watch-path', join(root, 'apps/server/src'), join(root, 'apps/server/src/main.ts'), '--demo'], options),
  spawn(node, [join(root, 'node_modules/vite/bin/vite.js')], { ...options, cwd: join(root, 'apps/console') }),
];
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => children.forEach((child) => child.kill(signal)));

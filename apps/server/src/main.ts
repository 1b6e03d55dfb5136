// `licet serve [--demo]`
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from './config.ts';
import { startServer } from './server.ts';

const usage = `Usage: licet serve [--demo]

Starts the server (API, console, jobs) on the embedded database, or on the PostgreSQL server that DATABASE_URL names.
  --demo   also starts the local portal with a small data set and prints its logins
Settings are environment variables: docs/operations.md lists them.
`;

async function main(): Promise<void> {
  const { values } = parseOrExit();
  if (values.help) return void process.stdout.write(usage);
  const root = join(import.meta.dirname, '..', '..', '..');
  let portal: { child: ChildProcess; url: string; text: string } | undefined;
  if (values.demo) {
    portal = await startDemoPortal(join(root, 'apps', 'local-portal', 'src', 'main.ts'));
    process.env['LICET_EMA2_URL'] ??= portal.url;
  }
  const server = await startServer(readConfig(process.env), { consoleDir: join(root, 'apps', 'console', 'dist') });
  process.stdout.write(`\nLicet is ready: ${server.url}\n`);
  if (server.firstLogin) {
    const { login, password } = server.firstLogin;
    process.stdout.write(
      `  first login: ${login}\n  password:    ${password ?? 'as set in LICET_ADMIN_PASSWORD'}${password ? '   (shown this once)' : ''}\n`,
    );
  }
  if (portal) process.stdout.write(`\n${portal.text}\n`);

  let closing = false;
  const close = (code: number) => {
    if (closing) return;
    closing = true;
    portal?.child.kill('SIGTERM');
    void server.close().then(
      () => process.exit(code),
      (error: unknown) => {
        process.stderr.write(`licet: ${error instanceof Error ? error.message : String(error)}\n`);
        process.exit(1);
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => close(0));
  // The launcher was killed without a chance to say so.
  process.on('disconnect', () => close(1));
}

function parseOrExit() {
  try {
    return parseArgs({ options: { demo: { type: 'boolean' }, help: { type: 'boolean' } } });
  } catch (error) {
    process.stderr.write(`licet: ${(error as Error).message}\n\n${usage}`);
    return process.exit(2);
  }
}

/** The portal's usual port, or any when something else listens there. */
function choosePort(usual: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(0));
    probe.listen(usual, '127.0.0.1', () => probe.close(() => resolve(usual)));
  });
}

/** Starts the local portal beside the server; it prints its address and logins. */
async function startDemoPortal(program: string): Promise<{ child: ChildProcess; url: string; text: string }> {
  const port = await choosePort(8081);
  const child = spawn(process.execPath, [program, '--dataset', 'small', '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    let text = '';
    child.once('exit', (code) => reject(new Error(`the local portal ended with exit code ${code}`)));
    child.stdout?.on('data', (data: Buffer) => {
      text += data.toString();
      const url = /http:\/\/\S+:\d+/.exec(text)?.[0];
      if (!url) return;
      // Its logins follow in the same breath.
      setTimeout(() => {
        child.removeAllListeners('exit');
        resolve({ child, url, text: text.trimEnd() });
      }, 50);
    });
  });
}

main().catch((error: unknown) => {
  process.stderr.write(`licet: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});

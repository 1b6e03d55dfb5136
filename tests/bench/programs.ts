// The programs that measurements talk to, each in a process of its own: the local portal and the server.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, portalAccounts, session, syncRuns, tokens } from '@licet/contract';
import type { Client } from '@licet/contract';
import { TEST_SECRET_KEY } from '../support/secret.ts';
import type { BenchDatabase } from './database.ts';

export const LOGIN = 'manager@large.example';
export const PASSWORD = 'demo-manager';

export interface PortalProcess {
  url: string;
  /** Requests since the last reset, without those of one call. */
  countRequests(without?: string): Promise<number>;
  resetRequests(): Promise<void>;
  setSwitches(switches: Record<string, unknown>): Promise<void>;
  addFault(fault: Record<string, unknown>): Promise<void>;
  stop(): Promise<void>;
}

export async function startPortal(args: string[]): Promise<PortalProcess> {
  const program = join(import.meta.dirname, '..', '..', 'apps', 'local-portal', 'src', 'main.ts');
  const { child, url } = await startProcess(program, ['--dataset', 'large', '--port', '0', ...args], {});
  const count = async (without?: string) => {
    const { byPath } = (await (await fetch(`${url}/control/requests`)).json()) as { byPath: Record<string, number> };
    return Object.entries(byPath).reduce(
      (sum, [path, n]) => (without && path.toLowerCase().includes(without.toLowerCase()) ? sum : sum + n),
      0,
    );
  };
  const control = async (method: string, path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${url}/control/${path}`, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`the portal refused ${path}: ${await response.text()}`);
  };
  return {
    url,
    countRequests: count,
    resetRequests: async () => void (await fetch(`${url}/control/requests`, { method: 'DELETE' })),
    setSwitches: (switches) => control('PATCH', 'switches', switches),
    addFault: (fault) => control('POST', 'faults', fault),
    stop: () => stopProcess(child),
  };
}

export async function startLicet(bench: BenchDatabase, portalUrl: string, env: Record<string, string>) {
  const dataDir = mkdtempSync(join(tmpdir(), 'licet-bench-server-'));
  writeFileSync(join(dataDir, 'secret.key'), TEST_SECRET_KEY.toString('base64'));
  const program = join(import.meta.dirname, 'serve.ts');
  const settings = {
    LICET_DATA_DIR: dataDir,
    DATABASE_URL: bench.ownerUrl,
    LICET_EMA2_URL: portalUrl,
    LICET_PORT: '0',
    LICET_AGENT_PORT: '0',
    LICET_ADMIN_PASSWORD: 'bench bench bench',
    ...env,
  };
  const { child, url } = await startProcess(program, [], settings);
  const client = await signIn(url);
  const runOf = (id: string) => client(syncRuns.show, { params: { id } });
  const startLink = async () => (await client(portalAccounts.link, { body: { login: LOGIN, password: PASSWORD } })).runId;
  return {
    url,
    client,
    pid: child.pid as number,
    startLink,
    startRun: async () => (await client(syncRuns.start, { body: {} })).runs[0]?.run.id as string,
    runOf,
    link: async () => {
      const id = await startLink();
      for (;;) {
        const run = await runOf(id);
        if (run.endedAt) return run;
        // Asking costs the server something: ten times a second is often enough for a measurement of seconds.
        await sleep(100);
      }
    },
    stopDetails: async () => {
      const [run] = (await client(syncRuns.list, { query: { limit: 1 } })).rows;
      if (!run || run.endedAt) return;
      await client(syncRuns.stop, { params: { id: run.id } });
      while (!(await runOf(run.id)).endedAt) await sleep(50);
    },
    stop: async () => {
      await stopProcess(child);
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
export type LicetProcess = Awaited<ReturnType<typeof startLicet>>;

/** A client with a token of its own, as that user. */
export async function signIn(url: string, login = 'admin', password = 'bench bench bench'): Promise<Client> {
  const response = await fetch(`${url}${session.signIn.path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const made = await createClient({ baseUrl: url, headers: { cookie } })(tokens.create, { body: { name: 'bench' } });
  return createClient({ baseUrl: url, headers: { authorization: `Bearer ${made.secret}` } });
}

async function startProcess(program: string, args: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, [...process.execArgv, program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.once('exit', (code) => reject(new Error(`${program} ended with exit code ${code}`)));
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      const found = /http:\/\/[\w.]+:\d+/.exec(text)?.[0];
      if (found) resolve(found);
    });
  });
  return { child, url };
}

async function stopProcess(child: ReturnType<typeof spawn>): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
}

// A computer of a test's as the server sees it: the agents' protocol, spoken without a script.
import { execFileSync } from 'node:child_process';
import { request } from 'node:https';
import { installers } from '@licet/contract';
import type { Client, Problem } from '@licet/contract';

/** What an installer carries. */
export interface Kit {
  server: string;
  token: string;
  /** Certificate of the authority that the server's is signed by, PEM. */
  ca: string;
}

export async function kitOf(client: Client, installerId: string): Promise<Kit> {
  const text = await client(installers.download, { params: { id: installerId }, query: { format: 'config' } });
  const line = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(text)?.[1] ?? '';
  return { server: line('server'), token: line('token'), ca: text.slice(text.indexOf('-----BEGIN')) };
}

/** A new key and a request for a certificate, both PEM. */
export function makeRequest(): { key: string; request: string } {
  const command = 'req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=licet-agent -keyout - -out -';
  const text = execFileSync('openssl', command.split(' '), { stdio: 'pipe', encoding: 'utf8' });
  const [key = '', csr = ''] = text.split(/(?=-----BEGIN CERTIFICATE REQUEST)/);
  return { key, request: csr };
}

export interface Identity {
  /** PEM. */
  key: string;
  cert: string;
}

export interface Reply {
  status: number;
  text: string;
  /** From the first byte sent to the last one read, in milliseconds. */
  took: number;
}

/** One call of the agents' listener; fails when its certificate is not by the authority of the kit. */
export function speak(kit: Kit, path: string, form: Record<string, string>, identity?: Identity): Promise<Reply> {
  const body = new URLSearchParams(form).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) };
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const sent = request(
      `${kit.server}/api/agent/${path}`,
      { method: 'POST', ca: kit.ca, agent: false, headers, ...identity },
      (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, took: performance.now() - started }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

export function problemIn(reply: Reply): Problem {
  return JSON.parse(reply.text) as Problem;
}

/** Enrolls a machine; the answer's text is its certificate. */
export function enroll(kit: Kit, machineId: string, csr: string, more: Record<string, string> = {}): Promise<Reply> {
  return speak(kit, 'enroll', { token: kit.token, machineId, request: csr, name: machineId, os: 'Test OS 1', agentVersion: '1', ...more });
}

/** A machine that is enrolled, ready to report in. */
export async function enrolled(kit: Kit, machineId: string): Promise<Identity> {
  const { key, request: csr } = makeRequest();
  const reply = await enroll(kit, machineId, csr);
  if (reply.status !== 200) throw new Error(`${machineId} was refused: ${reply.text}`);
  return { key, cert: reply.text };
}

export function heartbeat(kit: Kit, identity: Identity | undefined, name = 'some-computer'): Promise<Reply> {
  return speak(kit, 'heartbeat', { name, os: 'Test OS 2', agentVersion: '1' }, identity);
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyReply } from 'fastify';
import type { Fault } from './faults.ts';

/** An answer as it goes out. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const PIECES = 20;

/** The answer that a fault gives instead of the portal's own, or null. */
export function replacement(faults: readonly Fault[]): WireAnswer | null {
  for (const { kind, retryAfter, status } of faults) {
    if (kind === 'throttle') return tooManyRequests(retryAfter === null ? null : String(retryAfter));
    if (kind === 'status') return json(status, status < 500 ? { code: 0, subCode: 0, message: 'A fault that was asked for.' } : null);
    if (kind === 'maintenance') return json(503, { code: 99, subCode: 2, message: 'Maintenance is in progress.' });
    if (kind === 'html')
      return { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body><h1>Please sign in</h1></body></html>' };
  }
  return null;
}

/** No throttling is documented for this portal; status and header are those that clients expect elsewhere. */
export function tooManyRequests(retryAfter: string | null): WireAnswer {
  const limited = json(429, { message: 'Too many requests.' });
  return retryAfter === null ? limited : { ...limited, headers: { ...limited.headers, 'retry-after': retryAfter } };
}

/** Null: no body at all. */
export function json(status: number, value: unknown): WireAnswer {
  if (value === null) return { status, headers: {}, body: '' };
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

/** Sends an answer, whole or the way that a fault wants it. */
export async function transmit(reply: FastifyReply, answer: WireAnswer, faults: readonly Fault[]): Promise<FastifyReply> {
  const cut = faults.some((fault) => fault.kind === 'cut');
  const drip = faults.find((fault) => fault.kind === 'drip');
  if (!cut && !drip) return reply.code(answer.status).headers(answer.headers).send(answer.body);
  reply.hijack();
  const body = Buffer.from(answer.body);
  reply.raw.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
  const sent = cut ? body.subarray(0, Math.floor(body.length / 2)) : body;
  await writeSlowly(reply, sent, drip?.ms ?? 0);
  if (cut) reply.raw.destroy();
  else reply.raw.end();
  return reply;
}

/** Breaks the connection without a word. */
export function resetConnection(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.resetAndDestroy();
  return reply;
}

async function writeSlowly(reply: FastifyReply, body: Buffer, ms: number): Promise<void> {
  const size = ms === 0 ? body.length : Math.max(1, Math.ceil(body.length / PIECES));
  for (let start = 0; start < body.length && !reply.raw.destroyed; start += size) {
    await new Promise((resolve) => reply.raw.write(body.subarray(start, start + size), resolve));
    if (ms > 0) await sleep(ms / PIECES, undefined, { ref: false });
  }
}

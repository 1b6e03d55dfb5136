import { setTimeout as sleep } from 'node:timers/promises';
import { withCasing, type Casing } from '@licet/portal-api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { damage } from '../faults/damage.ts';
import type { Fault } from '../faults/faults.ts';
import { json, replacement, resetConnection, tooManyRequests, transmit, type WireAnswer } from '../faults/transmit.ts';
import type { LoggedRequest } from '../control/request-log.ts';
import { forbidden, invalid, Refusal } from '../refusal.ts';
import { present, type Runtime } from '../runtime.ts';
import type { Switches } from '../switches.ts';
import type { Login } from '../world/model.ts';
import { nothing, type Endpoint } from './call.ts';
import { companyCalls } from './company-calls.ts';
import { enumCalls } from './enum-calls.ts';
import { readInput, type Input } from './input.ts';
import { licenseCalls } from './license-calls.ts';
import { searchCalls } from './search-calls.ts';
import { unauthorized } from './sessions.ts';
import { tokenCalls } from './token-calls.ts';
import { usageCalls } from './usage-calls.ts';
import { userCalls } from './user-calls.ts';

const endpoints: readonly Endpoint[] = [...userCalls, ...companyCalls, ...searchCalls, ...licenseCalls, ...usageCalls, ...enumCalls];

/** What one request brings to its call. */
interface Arrival {
  readonly runtime: Runtime;
  readonly request: FastifyRequest;
  readonly entry: LoggedRequest;
  readonly faults: readonly Fault[];
}

/** Adds the API below `/api`. */
export function serveApi(app: FastifyInstance, runtime: Runtime): void {
  for (const { method, path, answer } of tokenCalls) {
    const run = async ({ request, faults }: Arrival): Promise<WireAnswer> => {
      const { world, now, switches } = present(runtime, null);
      return worded(await answer({ world, now, switches, sessions: runtime.sessions, input: inputOf(request) }), switches, 'camel', faults);
    };
    app.route({ method, url: `/api${path}`, handler: (request, reply) => arrive(runtime, path, request, reply, run) });
  }
  for (const endpoint of endpoints) {
    const run = (arrival: Arrival): Promise<WireAnswer> => runAuthorized(arrival, endpoint);
    app.route({
      method: endpoint.method,
      url: `/api${endpoint.path}`,
      handler: (request, reply) => arrive(runtime, endpoint.path, request, reply, run),
    });
  }
  // An unknown path is 403 with code 99 / 1 (documented).
  const unknown = (): Promise<never> => Promise.reject(forbidden('The page was not found.'));
  app.all('/api/*', (request, reply) => arrive(runtime, request.url.replace(/^\/api|\?.*$/gi, ''), request, reply, unknown));
}

async function arrive(
  runtime: Runtime,
  path: string,
  request: FastifyRequest,
  reply: FastifyReply,
  run: (arrival: Arrival) => Promise<WireAnswer>,
): Promise<FastifyReply> {
  const faults = runtime.faults.take(path);
  const kinds = faults.map((fault) => fault.kind);
  const entry = runtime.log.begin(path, kinds);
  reply.raw.once('close', () => runtime.log.end(entry, reply.raw.writableFinished ? reply.raw.statusCode : null));
  const delay = faults.reduce((ms, fault) => ms + (fault.kind === 'latency' ? fault.ms : 0), runtime.switches.latencyMs);
  if (delay > 0) await sleep(delay, undefined, { ref: false });
  if (kinds.includes('reset')) return resetConnection(reply);
  const answer =
    replacement(faults) ?? (await run({ runtime, request, entry, faults }).catch((error: unknown) => refused(error, runtime.switches)));
  return transmit(reply, answer, faults);
}

async function runAuthorized(arrival: Arrival, endpoint: Endpoint): Promise<WireAnswer> {
  const { runtime, request, entry, faults } = arrival;
  const login = await authenticate(arrival);
  entry.login = login.email;
  const { switches } = runtime;
  const wait = runtime.limit.take(login.email, switches.rate);
  if (wait > 0) return tooManyRequests(retryAfter(wait, switches));
  const { id = '' } = request.params as { id?: string };
  const shift = faults.reduce((rows, fault) => rows + (fault.kind === 'shift' ? fault.hit : 0), 0);
  const value = endpoint.answer({ ...present(runtime, login.id), login, input: inputOf(request), id, shift });
  if (value === nothing) return switches.emptyOk === 'object' ? json(200, {}) : json(200, null);
  return worded(value, switches, endpoint.casing, faults);
}

async function authenticate({ runtime, request, faults }: Arrival): Promise<Login> {
  const token = /^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (faults.some((fault) => fault.kind === 'expire-tokens')) runtime.sessions.expire(token);
  const id = await runtime.sessions.verify(token, present(runtime, null).now);
  const login = [...runtime.world.loginsByEmail.values()].find((candidate) => candidate.id === id);
  if (!login) throw unauthorized('The login is gone.');
  return login;
}

function inputOf(request: FastifyRequest): Input {
  const text = typeof request.body === 'string' ? request.body : '';
  try {
    return readInput(text.trim() === '' ? {} : JSON.parse(text));
  } catch (error) {
    throw error instanceof SyntaxError ? invalid('body', 'The body is not valid JSON.') : error;
  }
}

/** An answer in the casing and spelling of the day, with the damage that was asked for. */
function worded(value: unknown, switches: Switches, documented: Casing, faults: readonly Fault[]): WireAnswer {
  const damaged = damage(value, faults);
  const casing = switches.casing === 'documented' ? documented : switches.casing;
  return json(200, withCasing(switches.numbersAsStrings ? spelledOut(damaged) : damaged, casing));
}

function refused(error: unknown, switches: Switches): WireAnswer {
  if (!(error instanceof Refusal)) throw error;
  const answer = json(error.status === 403 ? switches.forbiddenAs : error.status, withCasing(error.body, switches.errorCasing));
  return error.status === 401 ? { ...answer, headers: { ...answer.headers, 'www-authenticate': 'Bearer error="invalid_token"' } } : answer;
}

function spelledOut(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(spelledOut);
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, spelledOut(item)]));
}

function retryAfter(seconds: number, switches: Switches): string | null {
  const whole = Math.max(1, Math.ceil(seconds));
  if (switches.retryAfter === 'none') return null;
  return switches.retryAfter === 'seconds' ? String(whole) : new Date(Date.now() + whole * 1000).toUTCString();
}

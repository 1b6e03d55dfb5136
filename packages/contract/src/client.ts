import type { z } from 'zod';
import type { Endpoint } from './endpoint.ts';
import type { Problem } from './problem.ts';

type In<T> = T extends z.ZodType ? z.input<T> : undefined;
type Out<T> = T extends z.ZodType ? z.output<T> : undefined;
type Given<K extends string, T> = T extends z.ZodType
  ? {} extends z.input<T>
    ? { [P in K]?: z.input<T> }
    : { [P in K]: z.input<T> }
  : unknown;

/** What a call of an endpoint takes: its `params`, `query` and `body`, each only where the endpoint has one. */
export type Call<E extends Endpoint> = Given<'params', E['params']> &
  Given<'query', E['query']> &
  Given<'body', E['body']> & { signal?: AbortSignal };
/** What a call of an endpoint answers. */
export type Answer<E extends Endpoint> = E extends { produces: string } ? string : Out<E['response']>;
/** What an endpoint's body takes. */
export type Body<E extends Endpoint> = In<E['body']>;

/** An answer of 400 and above. */
export class ApiError extends Error {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
    this.problem = problem;
  }
}

export interface ClientSettings {
  /** Scheme and host, for example `http://127.0.0.1:8080`; empty for the page's own host. */
  baseUrl: string;
  /** Sent with each request, for example an `authorization` header. */
  headers?: Record<string, string>;
}

/** The address of an endpoint with its parameters filled in. */
export function addressOf(endpoint: Endpoint, call: { params?: unknown; query?: unknown } = {}): string {
  const params = (call.params ?? {}) as Record<string, unknown>;
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((call.query ?? {}) as Record<string, unknown>)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined && one !== null) query.append(name, String(one));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

/** A client whose calls are typed by the endpoints. Throws `ApiError` with the problem document on refusal. */
export function createClient(settings: ClientSettings) {
  return async function call<E extends Endpoint>(endpoint: E, given: Call<E> = {} as Call<E>): Promise<Answer<E>> {
    const { params, query, body, signal } = given as { params?: unknown; query?: unknown; body?: unknown; signal?: AbortSignal };
    const response = await fetch(settings.baseUrl + addressOf(endpoint, { params, query }), {
      method: endpoint.method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...settings.headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal ? { signal } : {}),
      credentials: 'same-origin',
    });
    if (!response.ok) throw new ApiError(await readProblem(response));
    if (response.status === 204) return undefined as Answer<E>;
    return (endpoint.produces ? await response.text() : await response.json()) as Answer<E>;
  };
}
export type Client = ReturnType<typeof createClient>;

async function readProblem(response: Response): Promise<Problem> {
  const text = await response.text();
  try {
    const value = JSON.parse(text) as Partial<Problem>;
    if (typeof value.code === 'string') return value as Problem;
  } catch {
    // Not ours: a proxy's page, most likely. Said as such below.
  }
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    code: 'internal',
    detail: `The server answered ${response.status} without saying why.`,
    remedy: 'Check that the address is that of a Licet server.',
  };
}

import { addressOf, ApiError, createClient, session } from '@licet/contract';
import type { Call, Client, Endpoint, Problem } from '@licet/contract';
import { Failure } from './failure.ts';

export interface Connection {
  /** Scheme, host and port, without a slash at the end. */
  baseUrl: string;
  credentials: { token: string } | { login: string; password: string } | undefined;
}

const DEFAULT_SERVER = 'http://127.0.0.1:8080';
const howToSignIn = 'Set LICET_TOKEN, or LICET_USER and LICET_PASSWORD.';

/** Reads `LICET_SERVER` and `LICET_TOKEN`, or `LICET_USER` with `LICET_PASSWORD`; the token comes first. */
export function readConnection(env: Record<string, string | undefined>): Connection {
  const { LICET_TOKEN: token, LICET_USER: login, LICET_PASSWORD: password } = env;
  const server = env['LICET_SERVER'] || DEFAULT_SERVER;
  if (!URL.canParse(server) || !/^https?:$/.test(new URL(server).protocol))
    throw new Failure('wrong-usage', `LICET_SERVER is not an address: ${server}`, `Set it to an address such as ${DEFAULT_SERVER}.`);
  const baseUrl = server.replace(/\/+$/, '');
  if (token) return { baseUrl, credentials: { token } };
  if (login && password) return { baseUrl, credentials: { login, password } };
  if (login || password)
    throw new Failure('wrong-usage', `${login ? 'LICET_PASSWORD' : 'LICET_USER'} is not set, and there is no LICET_TOKEN.`, howToSignIn);
  return { baseUrl, credentials: undefined };
}

/** Does the work as the user whom the connection names. A session made for it by password is ended after it. */
export async function withClient<T>(connection: Connection, signal: AbortSignal, work: (client: Client) => Promise<T>): Promise<T> {
  const { baseUrl, credentials } = connection;
  if (!credentials) throw new Failure('not-signed-in', 'The environment does not say who you are.', howToSignIn);
  if ('token' in credentials) {
    const client = createClient({ baseUrl, headers: { authorization: `Bearer ${credentials.token}` } });
    return work(guard(client, connection, signal));
  }
  const cookie = await signIn(baseUrl, credentials, signal);
  const client = createClient({ baseUrl, headers: { cookie } });
  try {
    return await work(guard(client, connection, signal));
  } finally {
    // A session that cannot be ended runs out by itself; what the command did, or why it failed, matters more.
    await client(session.signOut).catch(() => undefined);
  }
}

async function signIn(baseUrl: string, credentials: { login: string; password: string }, signal: AbortSignal): Promise<string> {
  const response = await fetch(baseUrl + addressOf(session.signIn), {
    method: session.signIn.method,
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(credentials),
    signal,
  }).catch((error: unknown) => fail(error, baseUrl, signal));
  if (!response.ok) {
    const problem = (await response.json().catch(() => undefined)) as Problem | undefined;
    if (typeof problem?.code === 'string') throw new ApiError(needsToken(problem));
  }
  const cookie = response.headers.getSetCookie()[0]?.split(';')[0];
  if (!response.ok || !cookie) throw notLicet(baseUrl);
  return cookie;
}

/** The client, interruptible, and with words for what is no answer of the API. */
function guard(client: Client, { baseUrl, credentials }: Connection, signal: AbortSignal): Client {
  return async <E extends Endpoint>(endpoint: E, given?: Call<E>) => {
    // A signal of its own for each call: waiting makes thousands, which would all stay registered with the one that lasts.
    const call = new AbortController();
    const stop = () => call.abort();
    signal.addEventListener('abort', stop, { once: true });
    if (signal.aborted) stop();
    return client(endpoint, { ...given, signal: call.signal } as Call<E>)
      .catch((error: unknown) => {
        const refused = error instanceof ApiError && error.problem.code === 'not-signed-in';
        if (refused && credentials && 'token' in credentials) throw refusedToken(error.problem);
        if (error instanceof ApiError) throw new ApiError(needsToken(error.problem));
        return fail(error, baseUrl, signal);
      })
      .finally(() => signal.removeEventListener('abort', stop));
  };
}

function fail(error: unknown, baseUrl: string, signal: AbortSignal): never {
  if (signal.aborted) throw new Failure('interrupted', 'Interrupted. What the server was asked for before goes on there.');
  if (error instanceof ApiError) throw error;
  if (error instanceof SyntaxError) throw notLicet(baseUrl);
  throw new Failure(
    'server-unreachable',
    `The server at ${baseUrl} cannot be reached (${reason(error)}).`,
    'Start it with `licet serve`, or set LICET_SERVER to the address that it printed.',
  );
}

const moreThanPassword: readonly string[] = ['second-step-needed', 'second-step-owed', 'passkey-needed'];

/** Nobody types a code here: where the password is not enough, a token is the way. */
function needsToken(problem: Problem): Problem {
  if (!moreThanPassword.includes(problem.code)) return problem;
  return {
    ...problem,
    remedy: 'Sign in to the console, make an API token there (user menu) and set LICET_TOKEN instead of LICET_PASSWORD.',
  };
}

/** The server cannot know what the caller has to look at. */
function refusedToken(problem: Problem): ApiError {
  return new ApiError({
    ...problem,
    remedy: 'Check LICET_TOKEN: it may be mistyped, expired or revoked. `licet tokens create` makes one.',
  });
}

function notLicet(baseUrl: string): Failure {
  return new Failure('unexpected-answer', `What answers at ${baseUrl} is not a Licet server.`, 'Check LICET_SERVER.');
}

function reason(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}

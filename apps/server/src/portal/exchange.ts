import { Pool } from 'undici';
import type { Timeouts } from './settings.ts';

/** An answer of the portal, whatever its status. */
export interface Answer {
  status: number;
  text: string;
  /** What the portal asks one to wait, milliseconds; null when it does not say. */
  retryAfter: number | null;
  /** The portal's clock, milliseconds since 1970; null when it does not say. */
  date: number | null;
}

export interface Question {
  method: 'GET' | 'POST';
  /** After `/api/`, for example `Company/Children`. */
  path: string;
  body?: unknown;
  /** Access token. */
  token?: string;
  /** The question holds a password or a token: what the portal says to it is not repeated in messages. */
  secret?: true;
}

/** One pool of connections for one account at one portal. */
export interface Exchange {
  /** Sends one request. Fails with the error of the network; `signal` ends it. Redirects are not followed. */
  send(question: Question, signal: AbortSignal): Promise<Answer>;
  close(): Promise<void>;
}

/** Code of the error of an answer that is not whole in time. */
export const DEADLINE = 'LICET_DEADLINE';

/** No page of 100 rows comes near it. */
const largestAnswer = 32 * 1024 * 1024;

export function openExchange(url: string, connections: number, timeouts: Timeouts): Exchange {
  const { origin, pathname } = new URL(url);
  const base = `${pathname.replace(/\/+$/, '')}/api/`;
  const pool = new Pool(origin, {
    connections,
    // What is still waiting for its answer keeps a connection to itself, so a cut one harms nobody else.
    pipelining: 1,
    connect: { timeout: timeouts.connect },
    headersTimeout: timeouts.headers,
    bodyTimeout: timeouts.body,
    maxResponseSize: largestAnswer,
  });

  return {
    async send({ method, path, body, token }, signal) {
      const stop = new AbortController();
      const end = (): void => stop.abort(signal.reason);
      const late = Object.assign(new Error(`no complete answer within ${timeouts.whole} ms`), { code: DEADLINE });
      const deadline = setTimeout(() => stop.abort(late), timeouts.whole);
      signal.addEventListener('abort', end, { once: true });
      try {
        const answer = await pool.request({
          method,
          path: base + path,
          headers: {
            accept: 'application/json',
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          },
          body: body === undefined ? null : JSON.stringify(body),
          signal: stop.signal,
        });
        const text = await answer.body.text();
        const { date, 'retry-after': retryAfter } = answer.headers;
        return { status: answer.statusCode, text, retryAfter: readRetryAfter(retryAfter, date), date: readDate(date) };
      } finally {
        clearTimeout(deadline);
        signal.removeEventListener('abort', end);
      }
    },
    close: () => pool.destroy(),
  };
}

type Header = string | string[] | undefined;

function readDate(header: Header): number | null {
  const time = typeof header === 'string' ? Date.parse(header) : NaN;
  return Number.isNaN(time) ? null : time;
}

/** Seconds, or a date that is meant by the portal's own clock (RFC 9110, 10.2.3). */
export function readRetryAfter(header: Header, date: Header): number | null {
  if (typeof header !== 'string') return null;
  if (/^\s*\d+(\.\d+)?\s*$/.test(header)) return Number(header) * 1000;
  const until = readDate(header);
  return until === null ? null : Math.max(0, until - (readDate(date) ?? Date.now()));
}

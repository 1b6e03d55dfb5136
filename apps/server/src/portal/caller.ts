import { ExponentialBackoff, fullJitterGenerator, handleWhen, retry } from 'cockatiel';
import type { Answer, Exchange, Question } from './exchange.ts';
import type { Limiter, Rank } from './limiter.ts';
import { aborted, PortalError } from './portal-error.ts';
import type { Log, Patience } from './settings.ts';
import { Failure, judge, networkFailure } from './verdict.ts';

export interface About {
  kind: 'company' | 'license';
  /** What it is called, for example `Młyn (its id)`. */
  name: string;
}

export interface CallOptions {
  signal: AbortSignal;
  patience: Patience;
  /** What the call is about, for messages. */
  about?: About;
  /** `bulk` when not given. */
  rank?: Rank;
}

/** Tokens for the calls. */
export interface Tokens {
  /** A token that is good now; waits for it when it must be fetched first. */
  fetch(options: CallOptions): Promise<string>;
  /** The portal does not take this one. False when that was known: then it says nothing about the call. */
  refuse(token: string): boolean;
}

export interface Counts {
  /** Everything sent, logins and repeats included. */
  requests: number;
  retries: number;
  /** Answers with 429. */
  throttled: number;
}

/** What all calls of an account share. */
export interface Means {
  exchange: Exchange;
  limiter: Limiter;
  counts: Counts;
  log: Log;
  tokens?: Tokens;
}

/** Answers 401 that end a call: each time the token was a new one. */
const mostRefusals = 3;

/**
 * Makes one call: waits for its turn, repeats it while that makes sense and gives what `read` makes of the answer.
 * Only reading calls are made, so each may be repeated. Fails with a `PortalError`, of the scope `object` unless the
 * call was stopped, is told to wait longer than its patience, or got no token.
 */
export async function call<T>(
  means: Means,
  question: Question,
  read: (value: unknown, answer: Answer) => T,
  options: CallOptions,
): Promise<T> {
  const { limiter, log } = means;
  const { signal, patience } = options;
  const { path } = question;
  const name = options.about === undefined ? path : `${path} for the ${options.about.kind} ${options.about.name}`;
  const place = options.about === undefined ? path : `${path}: ${options.about.name}`;
  let tries = 0;
  let sent = 0;

  async function attempt(): Promise<T> {
    tries += 1;
    let refusals = 0;
    let giveUpAt: number | undefined;
    for (;;) {
      const { answer, token, startedAt } = await send(means, question, options, ++sent > 1);
      if (answer.status === 429) {
        giveUpAt ??= startedAt + patience.throttled;
        const { retryAfter } = answer;
        // A day's wait ends this call, but must not silence the account for a day.
        const wait = limiter.throttled(startedAt, retryAfter === null ? null : Math.min(retryAfter, patience.throttled));
        log('debug', 'portal throttles', { call: name, wait, rate: limiter.rate });
        if (startedAt + (retryAfter ?? wait) > giveUpAt)
          throw new PortalError('throttled', `The portal keeps asking to wait (429) at ${name}.`, 'run', {
            code: 'throttled',
            parameters: { call: place },
          });
      } else if (answer.status === 401 && token !== undefined) {
        if (means.tokens?.refuse(token)) refusals += 1;
        if (refusals === mostRefusals) {
          throw new Failure('forbidden', 'refuses a token that it has just issued (401)', 1, (at) => ({
            code: 'token-refused',
            parameters: { call: at },
          }));
        }
      } else {
        return judge(answer, read, question.secret !== true);
      }
    }
  }

  function isWorthAnother(error: unknown): boolean {
    if (signal.aborted || !(error instanceof Failure)) return false;
    if (error.wait !== null) limiter.hold(Math.min(error.wait, patience.throttled));
    const more = tries < Math.min(error.tries, patience.tries);
    if (more) log('debug', 'portal call is repeated', { call: name, why: error.message, tries });
    return more;
  }

  const backoff = new ExponentialBackoff({
    generator: fullJitterGenerator,
    initialDelay: patience.firstWait,
    maxDelay: patience.longestWait,
  });
  const policy = retry(handleWhen(isWorthAnother), { maxAttempts: patience.tries, backoff });
  try {
    return await unlessAborted(policy.execute(attempt), signal);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    log('info', 'portal call failed', { call: name, why: error.message, tries });
    throw new PortalError(error.code, `The portal ${error.message} at ${name}.`, 'object', error.reasonAt(place));
  }
}

async function send(
  { exchange, limiter, counts, tokens }: Means,
  question: Question,
  options: CallOptions,
  again: boolean,
): Promise<{ answer: Answer; token: string | undefined; startedAt: number }> {
  const { startedAt, leave } = await limiter.enter(options.signal, options.rank ?? 'bulk');
  try {
    const token = await tokens?.fetch(options);
    counts.requests += 1;
    if (again) counts.retries += 1;
    const answer = await exchange.send(token === undefined ? question : { ...question, token }, options.signal).catch((error: unknown) => {
      throw options.signal.aborted ? aborted() : networkFailure(error);
    });
    if (answer.status !== 429) limiter.accepted();
    else counts.throttled += 1;
    return { answer, token, startedAt };
  } finally {
    leave();
  }
}

/** The work's outcome, or the error `aborted` as soon as the signal says so: nobody waits for a pause between two tries then. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(aborted());
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

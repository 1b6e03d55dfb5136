import type { ReadingReason } from '@licet/domain';
import { readApiError, WireError } from '@licet/portal-api';
import { type Answer, DEADLINE } from './exchange.ts';
import type { PortalErrorCode } from './portal-error.ts';

/** A try that failed: what to call it if it was the last one, and how many tries in all are worth making. */
export class Failure extends Error {
  readonly code: PortalErrorCode;
  readonly tries: number;
  /** The message as a code with parameters, of the call that it is said of. */
  readonly reasonAt: (call: string) => ReadingReason;
  /** Milliseconds that the portal asks all callers to wait; null when it does not. */
  readonly wait: number | null;

  constructor(code: PortalErrorCode, message: string, tries: number, reasonAt: Failure['reasonAt'], wait: number | null = null) {
    super(message);
    this.code = code;
    this.tries = tries;
    this.reasonAt = reasonAt;
    this.wait = wait;
  }
}

/** The portal answers 500 to what it should answer 403 (documented), so more tries than a few are wasted. */
const triesOf500 = 3;
const triesOfWrongShape = 2;

/**
 * The value of an answer that is not a 429, or a `Failure`. The portal's own words are passed on as far as
 * they are text and `quotable`; HTML and bodies that are no JSON are only named.
 */
export function judge<T>(answer: Answer, read: (value: unknown, answer: Answer) => T, quotable: boolean): T {
  const { status, text } = answer;
  const value = parse(text);
  if (status === 200) {
    if (value === undefined) throw isHtml(text) ? unread('web-page', 'a web page') : unread('garbled', 'a cut or garbled text');
    return readValue(() => read(value, answer));
  }
  const { code, subCode, meaning, message } = readApiError(value === undefined ? text : value);
  // 99/1 is documented as "no such page" and comes with every 403: there the portal's own words say more.
  const ours = status === 403 && message !== null ? null : meaning;
  const words = [ours, quotable ? message : null].filter((part) => part !== null && part !== '').join(': ');
  const said = `answered ${status}${words === '' ? '' : ` (${words.slice(0, 200)})`}`;
  // The portal's own words are the same in every language.
  const answered = `${status}${quotable && message ? `: ${message.slice(0, 200)}` : ''}`;
  const fail = (failed: AnsweredCode, tries: number, wait: number | null = null, says = said) =>
    new Failure(failed, says, tries, (call) => ({ code: failed, parameters: { answer: answered, call } }), wait);
  if (status === 503 && code === 99 && subCode === 2) throw fail('maintenance', Infinity, answer.retryAfter);
  if (status === 500) throw fail('faulty', triesOf500, null, `${said}, which may mean that the user has no right to it`);
  if (status > 500 || status === 408) throw fail('unavailable', Infinity, answer.retryAfter);
  if (status === 401) throw fail('credentials-refused', 1);
  if (status === 403) throw fail('forbidden', 1);
  if (status === 404) throw fail('not-found', 1);
  throw fail('bad-answer', 1);
}

/** Codes that an answer's status leads to. */
type AnsweredCode = Exclude<PortalErrorCode, 'throttled' | 'aborted'>;

function unread(code: 'web-page' | 'garbled', what: string): Failure {
  return new Failure('bad-answer', `answered with ${what}`, Infinity, (call) => ({ code, parameters: { call } }));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function isHtml(text: string): boolean {
  return text.trimStart().startsWith('<');
}

function readValue<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof WireError) {
      const place = error.path || '$';
      const reasonAt = (call: string): ReadingReason => ({ code: 'unknown-form', parameters: { place, call } });
      throw new Failure('bad-answer', `answered in an unknown form: ${error.message}`, triesOfWrongShape, reasonAt);
    }
    throw error;
  }
}

/** A network fault in words; nothing of the request is in it. */
export function networkFailure(error: unknown): Failure {
  const fault = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known = networkWords[fault];
  if (known) return new Failure('unavailable', known[0], Infinity, (call) => ({ code: known[1], parameters: { call } }));
  const told = fault || (error instanceof Error ? error.message : 'unknown fault');
  return new Failure('unavailable', `did not answer (${told})`, Infinity, (call) => ({
    code: 'no-answer',
    parameters: { fault: told, call },
  }));
}

type NetworkReason =
  | 'connection-refused'
  | 'address-unknown'
  | 'address-unresolved'
  | 'connection-lost'
  | 'connection-slow'
  | 'answer-late'
  | 'answer-cut'
  | 'answer-too-large';

const networkWords: Record<string, [words: string, reason: NetworkReason]> = {
  ECONNREFUSED: ['does not accept connections', 'connection-refused'],
  ENOTFOUND: ['has an address that is not known', 'address-unknown'],
  EAI_AGAIN: ['has an address that cannot be looked up at the moment', 'address-unresolved'],
  ECONNRESET: ['broke the connection off', 'connection-lost'],
  UND_ERR_SOCKET: ['broke the connection off', 'connection-lost'],
  UND_ERR_CONNECT_TIMEOUT: ['did not accept the connection in time', 'connection-slow'],
  [DEADLINE]: ['did not answer completely in time', 'answer-late'],
  UND_ERR_HEADERS_TIMEOUT: ['did not answer in time', 'answer-late'],
  UND_ERR_BODY_TIMEOUT: ['stopped in the middle of its answer', 'answer-cut'],
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: ['stopped in the middle of its answer', 'answer-cut'],
  UND_ERR_RES_EXCEEDED_MAX_SIZE: ['sent an answer of more than 32 MB', 'answer-too-large'],
};

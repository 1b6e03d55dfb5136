import { readApiError, WireError } from '@licet/portal-api';
import type { Answer } from './exchange.ts';
import type { PortalErrorCode } from './portal-error.ts';

/** A try that failed: what to call it if it was the last one, and how many tries in all are worth making. */
export class Failure extends Error {
  readonly code: PortalErrorCode;
  readonly tries: number;
  /** Milliseconds that the portal asks all callers to wait; null when it does not. */
  readonly wait: number | null;

  constructor(code: PortalErrorCode, message: string, tries: number, wait: number | null = null) {
    super(message);
    this.code = code;
    this.tries = tries;
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
    if (value === undefined)
      throw new Failure('bad-answer', `answered with ${isHtml(text) ? 'a web page' : 'a cut or garbled text'}`, Infinity);
    return readValue(() => read(value, answer));
  }
  const { code, subCode, meaning, message } = readApiError(value === undefined ? text : value);
  // 99/1 is documented as "no such page" and comes with every 403: there the portal's own words say more.
  const ours = status === 403 && message !== null ? null : meaning;
  const words = [ours, quotable ? message : null].filter((part) => part !== null && part !== '').join(': ');
  const said = `answered ${status}${words === '' ? '' : ` (${words.slice(0, 200)})`}`;
  if (status === 503 && code === 99 && subCode === 2) throw new Failure('maintenance', said, Infinity, answer.retryAfter);
  if (status === 500) throw new Failure('faulty', `${said}, which may mean that the user has no right to it`, triesOf500);
  if (status > 500 || status === 408) throw new Failure('unavailable', said, Infinity, answer.retryAfter);
  if (status === 401) throw new Failure('credentials-refused', said, 1);
  if (status === 403) throw new Failure('forbidden', said, 1);
  if (status === 404) throw new Failure('not-found', said, 1);
  throw new Failure('bad-answer', said, 1);
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
    if (error instanceof WireError) throw new Failure('bad-answer', `answered in an unknown form: ${error.message}`, triesOfWrongShape);
    throw error;
  }
}

/** A network fault in words; nothing of the request is in it. */
export function networkFailure(error: unknown): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new Failure(
    'unavailable',
    networkWords[code] ?? `did not answer (${code || (error instanceof Error ? error.message : 'unknown fault')})`,
    Infinity,
  );
}

const networkWords: Record<string, string> = {
  ECONNREFUSED: 'does not accept connections',
  ENOTFOUND: 'has an address that is not known',
  EAI_AGAIN: 'has an address that cannot be looked up at the moment',
  ECONNRESET: 'broke the connection off',
  UND_ERR_SOCKET: 'broke the connection off',
  UND_ERR_CONNECT_TIMEOUT: 'did not accept the connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'stopped in the middle of its answer',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'stopped in the middle of its answer',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'sent an answer of more than 32 MB',
};

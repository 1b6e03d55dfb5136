import { ApiError, type Client, createClient } from '@licet/contract';

export { addressOf, ApiError } from '@licet/contract';

/** No answer came at all. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server cannot be reached.', { cause });
    this.name = 'Unreachable';
  }
}

const send = createClient({ baseUrl: '' });

/** Calls the server that served this page. Throws `ApiError` for a refusal and `Unreachable` where nothing answered. */
export const call: Client = async (endpoint, given) => {
  try {
    return await send(endpoint, given);
  } catch (error) {
    // `fetch` reports a lost connection as a TypeError, as it does with faults of a program: told apart here, while one knows.
    throw error instanceof TypeError ? new Unreachable(error) : error;
  }
};

/** True when the server says that nobody is signed in, or not any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'not-signed-in';
}

/** True when the server says that the user has to set a new password, or set up a second step, before anything else. */
export function isOwed(error: unknown): boolean {
  return error instanceof ApiError && ['password-change-needed', 'second-step-owed'].includes(error.problem.code);
}

/** True for refusals that asking again cannot change. */
export function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status < 500;
}

import { ApiError, createClient } from '@licet/contract';

export { addressOf, ApiError } from '@licet/contract';

/** Calls the server that served this page. */
export const call = createClient({ baseUrl: '' });

/** True when the server says that nobody is signed in, or not any more. */
export function isSignedOut(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'not-signed-in';
}

/** True for refusals that asking again cannot change. */
export function isFinal(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status < 500;
}

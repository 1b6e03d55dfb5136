import type { Problem, ReadingReason } from '@licet/domain';
import type { PortalError } from './portal-error.ts';

type Subject = Pick<Problem, 'companyUpstreamId' | 'publicId'>;

/** A failed call as a line of the run's report. */
export function problemOf(error: PortalError, subject: Subject = {}): Problem {
  return {
    code: error.code === 'bad-answer' || error.code === 'faulty' ? 'bad-data' : error.code,
    message: error.message,
    reason: error.reason,
    ...subject,
  };
}

/** What an answer held that could not be read. */
export function badData(message: string, reason: ReadingReason, subject: Subject = {}): Problem {
  return { code: 'bad-data', message, reason, ...subject };
}

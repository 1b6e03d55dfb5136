import type { Problem, Reason } from '@licet/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Refusal } from './refusal.ts';

/** The one place where errors become problem documents (RFC 9457). */
export async function sendProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const problem = toProblem(error, request);
  if (problem.status >= 500 && !(error instanceof Refusal))
    request.log.error({ err: error, method: request.method, url: request.url }, 'request failed');
  if (problem.code === 'busy') void reply.header('retry-after', 1);
  await reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

function toProblem(error: FastifyError | Error, request: FastifyRequest): Problem {
  if (error instanceof Refusal) {
    const { reason, remedy, errors, needs, held, heldUnseen } = error.details;
    return {
      ...frame(error.status, error.code, error.message),
      ...defined({ reason, remedy, errors, needs, held, heldUnseen }),
    } as Problem;
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = error.validationContext ?? 'request';
    const errors = error.validation.flatMap((issue): FieldError[] => {
      const path = [place, ...issue.instancePath.split('/').filter(Boolean)];
      const unknown = issue.keyword === 'unrecognized_keys' ? (issue.params['keys'] as string[]) : [];
      if (unknown.length > 0)
        return unknown.map((key) => ({
          field: [...path, key].join('.'),
          message: 'is not known here',
          reason: { code: 'field-unknown' as const, parameters: {} },
        }));
      return [{ field: path.join('.'), message: issue.message ?? 'not as expected', reason: fieldReason(issue) }];
    });
    return {
      ...frame(400, 'malformed-request', 'The request is not as the API describes it.'),
      errors,
      remedy: 'Mend the fields named in errors.',
    };
  }
  const status = 'statusCode' in error ? error.statusCode : undefined;
  if (status === 413) return frame(413, 'too-large', 'The request is too large.');
  if (status !== undefined && status >= 400 && status < 500) {
    return { ...frame(status, 'malformed-request', error.message), errors: [{ field: 'body', message: error.message }] };
  }
  if (collisions.includes((error as { code?: unknown }).code)) {
    return {
      ...frame(503, 'busy', 'Somebody else changed the same things at this moment. Nothing was changed by this request.'),
      remedy: 'Try again in a second.',
      reference: request.id,
    };
  }
  return {
    ...frame(500, 'internal', 'Something went wrong in the server. Nothing was changed by this request.'),
    remedy: `Try again. If it happens again, look for the reference in the server's log.`,
    reference: request.id,
  };
}

/** PostgreSQL ended one of several transactions that stood in each other's way: a serialization failure, a deadlock. */
const collisions: unknown[] = ['40001', '40P01'];

type FieldError = NonNullable<Problem['errors']>[number];

function frame(status: number, code: Problem['code'], detail: string): Problem {
  return { type: `urn:licet:problem:${code}`, title: code.replaceAll('-', ' '), status, code, detail };
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
}

interface Issue {
  keyword?: string | undefined;
  message?: string | undefined;
  params?: Record<string, unknown> | undefined;
}

/** What is wrong with a field, out of what the schema library says of it. */
function fieldReason({ keyword, message = '', params = {} }: Issue): Reason {
  const { minimum, maximum } = params;
  // Only the words of the schema library tell a field that was not sent from one of a wrong type.
  if (message.endsWith('received undefined') || (params['origin'] === 'string' && minimum === 1))
    return { code: 'field-missing', parameters: {} };
  if (keyword === 'too_small' && typeof minimum === 'number') {
    return { code: tooLittle[String(params['origin'])] ?? 'field-too-small', parameters: { minimum } };
  }
  if (keyword === 'too_big' && typeof maximum === 'number') {
    return { code: tooMuch[String(params['origin'])] ?? 'field-too-large', parameters: { maximum } };
  }
  if (keyword === 'invalid_value' && Array.isArray(params['values'])) {
    return { code: 'field-not-one-of', parameters: { values: params['values'].join(', ') } };
  }
  return { code: 'field-malformed', parameters: {} };
}

const tooLittle: Record<string, 'field-too-short' | 'field-too-few'> = { string: 'field-too-short', array: 'field-too-few' };
const tooMuch: Record<string, 'field-too-long' | 'field-too-many'> = { string: 'field-too-long', array: 'field-too-many' };

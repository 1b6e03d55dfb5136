import type { Problem } from '@licet/contract';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { Refusal } from './refusal.ts';

/** The one place where errors become problem documents (RFC 9457). */
export async function sendProblem(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const problem = toProblem(error, request);
  if (problem.status >= 500 && !(error instanceof Refusal))
    request.log.error({ err: error, method: request.method, url: request.url }, 'request failed');
  await reply.code(problem.status).type('application/problem+json').serializer(JSON.stringify).send(problem);
}

function toProblem(error: FastifyError | Error, request: FastifyRequest): Problem {
  if (error instanceof Refusal) {
    const { remedy, errors, needs } = error.details;
    return { ...frame(error.status, error.code, error.message), ...defined({ remedy, errors, needs }) } as Problem;
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const place = error.validationContext ?? 'request';
    const errors = error.validation.flatMap((issue) => {
      const path = [place, ...issue.instancePath.split('/').filter(Boolean)];
      const unknown = issue.keyword === 'unrecognized_keys' ? (issue.params['keys'] as string[]) : [];
      if (unknown.length > 0) return unknown.map((key) => ({ field: [...path, key].join('.'), message: 'is not known here' }));
      return [{ field: path.join('.'), message: issue.message ?? 'not as expected' }];
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
  return {
    ...frame(500, 'internal', 'Something went wrong in the server. Nothing was changed by this request.'),
    remedy: `Try again. If it happens again, look for the reference in the server's log.`,
    reference: request.id,
  };
}

function frame(status: number, code: Problem['code'], detail: string): Problem {
  return { type: `urn:licet:problem:${code}`, title: code.replaceAll('-', ' '), status, code, detail };
}

function defined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
}

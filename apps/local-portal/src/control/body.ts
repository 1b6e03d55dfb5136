import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';

/** A parameter of the path. */
export function parameter(request: FastifyRequest, key: string): string {
  return (request.params as Record<string, string>)[key] ?? '';
}

/** The body, checked; `ZodError` and `SyntaxError` become a 400 in one place. */
export function body<T>(request: FastifyRequest, schema: z.ZodType<T>): T {
  const text = typeof request.body === 'string' ? request.body.trim() : '';
  return schema.parse(text === '' ? {} : JSON.parse(text));
}

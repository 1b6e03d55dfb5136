import type { Endpoint } from '@licet/contract';
import type { AccessFunction, AccessLevel } from '@licet/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Actor } from './actor.ts';

/**
 * Who may come through a door: anyone, anyone with a session (also who only looks, or owes a new password or a second step),
 * anyone signed in also without the second step that is asked for, anyone signed in, administrators, who holds a right somewhere, or
 * administrators who hold a right in All.
 */
export type Permission =
  | 'public'
  | 'session'
  | 'enrolling'
  | 'signed-in'
  | 'administrator'
  | { function: AccessFunction; level: AccessLevel; administrator?: true };

/** Who changes settings of the whole installation. */
export const changeSettings = { function: 'settings', level: 'write', administrator: true } as const;

type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** A checked request, as actions take it. */
export interface Request<E extends Endpoint, P extends Permission = Permission> {
  actor: P extends 'public' ? Actor | undefined : Actor;
  params: Parsed<E['params']>;
  query: Parsed<E['query']>;
  body: Parsed<E['body']>;
  /** The raw exchange, for the few doors that set cookies or stream. */
  http: { request: FastifyRequest; reply: FastifyReply };
}

/** A door: endpoint, permission, action. */
export interface Route {
  endpoint: Endpoint;
  permission: Permission;
  action: (request: Request<Endpoint>) => unknown;
}

/** Declares a door. The permission is not optional: without one it does not compile. */
export function route<const E extends Endpoint, const P extends Permission>(
  endpoint: E,
  permission: P,
  action: (request: Request<E, P>) => Answer<E> | Promise<Answer<E>>,
): Route {
  return { endpoint, permission, action };
}

type Answer<E extends Endpoint> = E['response'] extends z.ZodType ? z.input<E['response']> : unknown;

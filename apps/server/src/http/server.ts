import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import session from '@fastify/session';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { randomUUID } from 'node:crypto';
import fastify from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { serveConsole } from './console.ts';
import { describeApi, SESSION_COOKIE } from './document.ts';
import { sendProblem } from './problem.ts';
import { notFound, Refusal } from './refusal.ts';
import { administers } from './require-right.ts';
import type { Permission, Route } from './route.ts';

export interface HttpSettings {
  routes: Route[];
  /** Works out who asks; undefined when nobody is signed in. */
  identify(request: FastifyRequest): Promise<Actor | undefined>;
  /** Addresses and networks of the proxies whose word for address, host and scheme is taken. */
  proxies: string[];
  sessionStore: unknown;
  sessionSecret: string;
  version: string;
  /** Folder of the built console; undefined serves the API alone. */
  consoleDir: string | undefined;
  logLevel: string;
}

declare module 'fastify' {
  interface FastifyContextConfig {
    permission?: Permission;
  }
}

const BODY_LIMIT = 8 * 1024 * 1024;
const IDLE_MINUTES = 8 * 60;

/** Puts the doors up. Throws when a door has no permission. */
export async function buildServer(settings: HttpSettings): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    trustProxy: settings.proxies,
    logger: { level: settings.logLevel, redact: ['req.headers.authorization', 'req.headers.cookie'] },
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    // Audit entries name the request that they came from, for years.
    genReqId: () => randomUUID(),
    // An address that cannot be decoded never reaches a door.
    frameworkErrors: (error, request, reply) =>
      void sendProblem(new Refusal('malformed-request', `The address cannot be read: ${error.message}`), request, reply),
  });
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(sendProblem);
  const doors: RouteOptions[] = [];
  server.addHook('onRoute', (options) => void doors.push(options));

  await server.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: contentPolicy },
    // Served over plain HTTP on the loopback address by default; a proxy that adds TLS adds this.
    strictTransportSecurity: false,
  });
  await server.register(cookie);
  await server.register(session, {
    secret: settings.sessionSecret,
    cookieName: SESSION_COOKIE,
    saveUninitialized: false,
    rolling: true,
    cookie: { httpOnly: true, sameSite: 'strict', secure: 'auto', path: '/', maxAge: IDLE_MINUTES * 60_000 },
    store: settings.sessionStore as never,
  });
  await server.register(swagger, describeApi(settings.routes, settings.version));
  await server.register(documentationPages);
  server.after(() => {
    for (const one of settings.routes) addRoute(server, settings, one);
  });
  if (settings.consoleDir) await serveConsole(server, settings.consoleDir);
  else
    server.setNotFoundHandler(() => {
      throw notFound('address');
    });
  await server.ready();
  refuseOpenDoors(doors);
  return server;
}

/** Scripts and styles from this host only; styles in attributes are how the console's components place themselves. */
const contentPolicy = {
  'default-src': ["'self'"],
  'style-src': ["'self'", "'unsafe-inline'"],
  'img-src': ["'self'", 'data:'],
  'object-src': ["'none'"],
  'frame-ancestors': ["'none'"],
  'base-uri': ["'self'"],
  'form-action': ["'self'"],
};

async function documentationPages(server: FastifyInstance): Promise<void> {
  server.addHook('onRoute', (options) => {
    options.config = { ...options.config, permission: 'public' };
  });
  await server.register(swaggerUi, { routePrefix: '/api/docs' });
}

function refuseOpenDoors(doors: RouteOptions[]): void {
  const open = doors.filter((door) => !door.config?.permission).map((door) => `${String(door.method)} ${door.url}`);
  if (open.length > 0) throw new Error(`No permission is declared for ${open.join(', ')}; declare doors with route().`);
}

const noQuery = z.object({});

/** A misspelt member must not pass for one that was left out, unless the door says that it takes what comes. */
function exact(schema: z.ZodObject): z.ZodObject {
  return schema.def.catchall ? schema : schema.strict();
}

/** Puts one door up. */
export function addRoute(server: FastifyInstance, settings: Pick<HttpSettings, 'identify'>, { endpoint, permission, action }: Route): void {
  const { params, query, body, bodyLimit, response, summary } = endpoint;
  server.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { permission },
    exposeHeadRoute: false,
    ...(bodyLimit ? { bodyLimit } : {}),
    schema: {
      summary,
      tags: [endpoint.path.split('/')[2]?.split('.')[0] ?? 'api'],
      ...(params ? { params } : {}),
      querystring: exact(query ?? noQuery),
      ...(body ? { body: body instanceof z.ZodObject ? exact(body) : body } : {}),
      ...(response ? { response: { 200: response } } : {}),
    },
    // Who may not come in has nothing large read of theirs.
    [bodyLimit ? 'onRequest' : 'preValidation']: async (request: FastifyRequest) => {
      refuseForeignOrigin(request);
      const actor = await settings.identify(request);
      if (actor && permission !== 'public' && permission !== 'session') checkSession(actor, endpoint.method, permission);
      checkPermission(permission, actor);
      if (!body) refuseBody(request.body);
      request.actor = actor;
    },
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      const answer = await action({
        actor: request.actor,
        params: request.params as never,
        query: request.query as never,
        body: request.body,
        http: { request, reply },
      });
      if (reply.sent) return reply;
      if (answer === undefined) return reply.code(204).send();
      return reply.send(answer);
    },
  });
}

/** A door that asks for nothing is told nothing: what is said to it was meant for another. */
function refuseBody(body: unknown): void {
  if (body === undefined || body === null) return;
  const names = typeof body === 'object' ? Object.keys(body) : [''];
  if (names.length === 0) return;
  throw new Refusal('malformed-request', 'This door takes no body.', {
    errors: names.map((name) => ({
      field: name ? `body.${name}` : 'body',
      message: 'is not known here',
      reason: { code: 'field-unknown', parameters: {} },
    })),
    remedy: 'Leave the body out.',
  });
}

/**
 * A browser says where a changing request comes from; one from another site is refused, cookie or not. So is one from nowhere
 * ("null": a frame in a sandbox, a page that hides where it is) that brings a cookie; our own pages always say who they are.
 */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host } = request.headers;
  if (request.method === 'GET' || origin === undefined) return;
  if (origin === 'null' && request.headers.cookie === undefined) return;
  if (URL.parse(origin)?.host !== host) {
    throw new Refusal('not-permitted', `A request from ${origin} may not change anything here.`, {
      reason: { code: 'foreign-origin', parameters: { origin } },
    });
  }
}

function checkPermission(permission: Permission, actor: Actor | undefined): void {
  if (permission === 'public') return;
  if (!actor) throw new Refusal('not-signed-in', 'You are not signed in.', { remedy: 'Sign in, or send an API token.' });
  if (permission === 'signed-in' || permission === 'enrolling' || permission === 'session') return;
  if (permission === 'administrator') {
    if (actor.administrator) return;
    throw new Refusal('not-permitted', 'Only administrators may do this: home group All, and write on licenses there.', {
      reason: { code: 'administrators-only', parameters: {} },
      needs: { function: 'licenses', level: 'write' },
    });
  }
  const needs = { function: permission.function, level: permission.level };
  if (actor.scope(needs.function, needs.level).length === 0)
    throw new Refusal('not-permitted', `You lack the right "${needs.level}" on "${needs.function}".`, {
      reason: { code: 'right-missing', parameters: needs },
      needs,
    });
  if (permission.administrator && !administers(actor, needs))
    throw new Refusal('not-permitted', `Only administrators with ${needs.level} on ${needs.function} in All may do this.`, {
      reason: { code: 'administrators-only', parameters: {} },
      needs,
    });
}

/** Who looks through other eyes changes nothing; who owes a new password or a second step sets it first. */
function checkSession(actor: Actor, method: string, permission: Permission): void {
  if (actor.viewedBy && method !== 'GET')
    throw new Refusal('read-only', `You look through the eyes of ${actor.login}: nothing can be changed.`, {
      remedy: 'End the view first.',
    });
  if (actor.owesPassword && !actor.viewedBy)
    throw new Refusal('password-change-needed', 'A new password must be set first.', { remedy: 'Set a new password, then go on.' });
  if (actor.owesSecondStep && !actor.viewedBy && permission !== 'enrolling')
    throw new Refusal('second-step-owed', 'A second step must be set up first: it is required here.', {
      remedy:
        'Sign in to the console and set up two-step verification or a passkey. Programs use an API token, which is made there afterwards.',
    });
}

declare module 'fastify' {
  interface FastifyRequest {
    actor?: Actor | undefined;
  }
}

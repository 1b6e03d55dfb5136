// The listener that computers speak to: TLS with a certificate that installers pin, client certificates asked for, forms taken.
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { sendProblem } from './problem.ts';
import { notFound } from './refusal.ts';
import type { Route } from './route.ts';
import { addRoute } from './server.ts';

export interface AgentSettings {
  routes: Route[];
  /** PEM. */
  tls: { key: string; cert: string };
  logLevel: string;
}

export async function buildAgentServer({ routes, tls, logLevel }: AgentSettings): Promise<FastifyInstance> {
  const server = fastify({
    https: { ...tls, minVersion: 'TLSv1.2', requestCert: true, rejectUnauthorized: false },
    bodyLimit: 64 * 1024,
    logger: { level: logLevel },
    forceCloseConnections: true,
  }) as unknown as FastifyInstance;
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.setErrorHandler(sendProblem);
  server.setNotFoundHandler(() => {
    throw notFound('address');
  });
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, text, done) => {
    done(null, Object.fromEntries(new URLSearchParams(text as string)));
  });
  for (const one of routes) addRoute(server, { identify: () => Promise.resolve(undefined) }, one);
  await server.ready();
  return server;
}

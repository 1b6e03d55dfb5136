import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { notFound } from './refusal.ts';

/** Serves the built console: its files, and its page for every address that is not the API's. */
export async function serveConsole(server: FastifyInstance, folder: string): Promise<void> {
  if (!existsSync(join(folder, 'index.html')))
    throw new Error(`The console is not built: ${folder} has no index.html. Start with ./licet serve.`);
  await server.register(async (scope) => {
    scope.addHook('onRoute', (options) => {
      options.config = { ...options.config, permission: 'public' };
    });
    await scope.register(fastifyStatic, { root: folder, wildcard: false, index: false, immutable: true, maxAge: '365d' });
    const page = { cacheControl: false, immutable: false, maxAge: 0 };
    scope.get('/', (_request, reply) => reply.header('cache-control', 'no-cache').sendFile('index.html', page));
  });
  server.setNotFoundHandler((request, reply) => {
    if (request.url.startsWith('/api/') || request.method !== 'GET') throw notFound('address');
    return reply.header('cache-control', 'no-cache').sendFile('index.html', { cacheControl: false });
  });
}

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { notFound } from './refusal.ts';

/** Serves the built console: its files, and its page for every address that is not the API's. */
export async function serveConsole(server: FastifyInstance, folder: string): Promise<void> {
  const page = join(folder, 'index.html');
  if (!existsSync(page)) throw new Error(`The console is not built: ${folder} has no index.html. Start with ./licet serve.`);
  const sendPage = async (reply: FastifyReply) =>
    reply
      .header('cache-control', 'no-cache')
      .type('text/html; charset=utf-8')
      .send(await readFile(page));

  await server.register(async (scope) => {
    scope.addHook('onRoute', (options) => {
      options.config = { ...options.config, permission: 'public' };
      options.schema = { hide: true };
    });
    // Asset names carry a hash of what is in them.
    await scope.register(fastifyStatic, {
      root: join(folder, 'assets'),
      prefix: '/assets/',
      index: false,
      immutable: true,
      maxAge: '365d',
      decorateReply: false,
    });
    scope.get('/', (_request, reply) => sendPage(reply));
  });
  server.setNotFoundHandler((request, reply) => {
    if (request.method !== 'GET' || /^\/(api|assets)\//.test(request.url)) throw notFound('address');
    return sendPage(reply);
  });
}

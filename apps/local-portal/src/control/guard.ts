import type { FastifyInstance } from 'fastify';

const localHosts = new Set(['127.0.0.1', 'localhost', '[::1]']);

/**
 * Keeps the control API for this machine: another site's page in the same browser could send it requests, so what has a
 * foreign Host or Origin is refused.
 */
export function guardControl(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.toLowerCase().startsWith('/control')) return;
    const { host = '', origin } = request.headers;
    const local = localHosts.has(host.replace(/:\d+$/, ''));
    if (!local || (origin !== undefined && origin !== `http://${host}`))
      await reply.code(403).send({ message: 'The control API is for this machine alone.' });
  });
}

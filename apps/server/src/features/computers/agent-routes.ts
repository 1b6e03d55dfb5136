// The doors of the agents' listener. None of them knows a user: a token or a certificate says who comes.
import type { TLSSocket } from 'node:tls';
import { agent } from '@licet/contract';
import type { FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { route } from '../../http/route.ts';
import type { Route } from '../../http/route.ts';
import { enroll, heartbeat, renew } from './enrollment.ts';

export function agentRoutes(ctx: Context): Route[] {
  return [
    route(agent.enroll, 'public', async ({ body, http }) => {
      http.reply.type(agent.enroll.produces);
      return enroll(ctx, body);
    }),
    route(agent.heartbeat, 'public', async ({ body, http }) => {
      const { activated, renew: due } = await heartbeat(ctx, fingerprintOf(http.request), body);
      http.reply.type('text/plain; charset=utf-8');
      return `activated=${activated ? 'yes' : 'no'}\nrenew=${due ? 'yes' : 'no'}\n`;
    }),
    route(agent.renew, 'public', async ({ body, http }) => {
      http.reply.type(agent.renew.produces);
      return renew(ctx, fingerprintOf(http.request), body.request);
    }),
  ];
}

/**
 * The fingerprint of the certificate that the client proved to hold the key of. Whether we signed it is asked of the table of
 * what we signed, so the chain is not looked at.
 */
function fingerprintOf(request: FastifyRequest): string | undefined {
  const certificate = (request.raw.socket as TLSSocket).getPeerX509Certificate?.();
  return certificate?.fingerprint256.replaceAll(':', '').toLowerCase();
}

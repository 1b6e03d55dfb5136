// What computers speak: over TLS, on a port of its own, with forms and plain text, so that a shell script needs no more than
// curl and openssl. Errors are problem documents like everywhere. What a newer script says beyond this is left unread, not refused.
import { z } from 'zod';
import { text } from './common.ts';
import { endpoint } from './endpoint.ts';

const facts = {
  name: text().trim().min(1).max(255),
  os: text().max(255).default(''),
  agentVersion: text().max(50).default(''),
};

export const agent = {
  enroll: endpoint({
    method: 'POST',
    path: '/api/agent/enroll',
    summary: 'Enrolls a computer with the token of an installer; answers its certificate, PEM.',
    body: z.looseObject({
      token: z.string().min(1).max(200),
      /** PKCS #10, PEM. */
      request: z.string().min(1).max(10_000),
      /** What tells this machine from others, for example /etc/machine-id. */
      machineId: text().trim().min(8).max(200),
      ...facts,
    }),
    produces: 'application/x-pem-file',
  }),
  heartbeat: endpoint({
    method: 'POST',
    path: '/api/agent/heartbeat',
    summary: 'A computer reports in, with its certificate. Answers lines `name=value`: activated, renew.',
    body: z.looseObject(facts),
    produces: 'text/plain',
  }),
  renew: endpoint({
    method: 'POST',
    path: '/api/agent/renew',
    summary: 'Signs a new certificate for a computer that comes with one that holds.',
    body: z.looseObject({ request: z.string().min(1).max(10_000) }),
    produces: 'application/x-pem-file',
  }),
};

import { z } from 'zod';
import { text } from './common.ts';
import { endpoint } from './endpoint.ts';

/** `starttls`: begins in the clear and must become TLS; `tls`: TLS from the first byte. */
export const mailSecurities = ['none', 'starttls', 'tls'] as const;

const settings = {
  host: text()
    .trim()
    .min(1)
    .max(255)
    .regex(/^[\w.:-]+$/, 'is a host name or an address'),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(mailSecurities),
  /** Null: the mail server asks for none. */
  login: text().trim().min(1).max(320).nullable(),
  /** The address that messages come from. */
  sender: z.email().max(320),
};

/** Null where nobody has said yet how mail is sent. The password is never shown. */
const shown = z.object({ settings: z.object(settings).nullable(), can: z.object({ change: z.boolean() }) });

export const mail = {
  show: endpoint({
    method: 'GET',
    path: '/api/settings/mail',
    summary: 'How this installation sends mail.',
    response: shown,
  }),
  change: endpoint({
    method: 'PUT',
    path: '/api/settings/mail',
    summary: 'Changes how mail is sent. For administrators.',
    body: z
      .object({
        ...settings,
        /** The one that is stored stays when none is given and host and login stay. */
        password: text().min(1).max(1000).optional(),
      })
      .strict(),
    response: shown,
  }),
  remove: endpoint({ method: 'DELETE', path: '/api/settings/mail', summary: 'Sends no mail any more. For administrators.' }),
  test: endpoint({
    method: 'POST',
    path: '/api/settings/mail/test',
    summary: 'Sends a test message, now. For administrators.',
    body: z.object({ to: z.email().max(320) }),
  }),
};

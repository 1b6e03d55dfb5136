// Mail out of this installation, by the mail server that its administrators have named.
import type { Reason } from '@licet/contract';
import { createTransport } from 'nodemailer';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { selectMail } from './store.ts';
import type { MailRow } from './store.ts';

export interface Attachment {
  /** Of ASCII letters, digits, dots and hyphens. */
  filename: string;
  contentType: string;
  content: Buffer;
}

export interface Message {
  to: string[];
  subject: string;
  /** Plain text. */
  text: string;
  attachments?: Attachment[];
  /** The same for each attempt to send the same message, so that whoever gets it twice can tell. */
  id?: string;
}

/** `sent` when somebody got it; the problem tells who did not, or why nobody did. */
export interface Sent {
  sent: boolean;
  problem: Reason | null;
  /** Addresses that the mail server puts off for a moment (4xx): they are to be tried again. */
  putOff: string[];
}

export const MAIL_PASSWORD = 'mail password';

/** How long the mail server may take: to accept the connection, to greet, and to be silent. */
const PATIENCE_MS = 20_000;

export async function sendMail(ctx: Context, message: Message): Promise<Sent> {
  const settings = await ctx.db.read(wholeSight, selectMail);
  if (!settings) return { sent: false, problem: { code: 'mail-not-set-up', parameters: {} }, putOff: [] };
  const transport = createTransport(optionsOf(ctx, settings));
  try {
    const { sender } = settings;
    const { rejected, rejectedErrors = [] } = await transport.sendMail({
      from: sender,
      to: message.to,
      subject: message.subject,
      text: message.text,
      ...(message.attachments === undefined ? {} : { attachments: message.attachments }),
      ...(message.id === undefined ? {} : { messageId: `<${message.id}@${sender.slice(sender.lastIndexOf('@') + 1)}>` }),
      // No reply of a machine, and no notice of absence, is wanted.
      headers: { 'auto-submitted': 'auto-generated' },
    });
    if (rejected.length === 0) return { sent: true, problem: null, putOff: [] };
    const recipients = rejected.join(', ');
    const putOff = rejectedErrors.flatMap(({ responseCode = 0, recipient }) => (responseCode < 500 && recipient ? [recipient] : []));
    return { sent: true, problem: { code: 'mail-partly-refused', parameters: { recipients } }, putOff };
  } catch (error) {
    return { sent: false, problem: problemOf(error), putOff: [] };
  } finally {
    transport.close();
  }
}

function optionsOf(ctx: Context, { host, port, security, login, password_sealed }: MailRow) {
  return {
    host,
    port,
    secure: security === 'tls',
    requireTLS: security === 'starttls',
    ignoreTLS: security === 'none',
    ...(login === null || password_sealed === null ? {} : { auth: { user: login, pass: ctx.sealer.open(password_sealed, MAIL_PASSWORD) } }),
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function problemOf(error: unknown): Reason {
  const { code, response, message } = error as { code?: string; response?: string; message: string };
  const answer = (response ?? message).trim();
  if (code === 'EAUTH' || code === 'ENOAUTH') return { code: 'mail-login-refused', parameters: { answer } };
  if (code === 'ETLS' || /certificate|SSL|TLS/i.test(message)) return { code: 'mail-insecure', parameters: { fault: message.trim() } };
  if (response !== undefined) return { code: 'mail-refused', parameters: { answer } };
  return { code: 'mail-unreachable', parameters: { fault: message.trim() } };
}

// A real mail server and a real receiver of webhooks on this machine.
import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import type { SMTPServerOptions } from 'smtp-server';

export interface Letter {
  from: string;
  to: string[];
  headers: Record<string, string>;
  /** The body as it is read. */
  text: string;
}

export interface MailServer {
  port: number;
  letters: Letter[];
  /** Letters whose subject holds these words. */
  about(subject: string): Letter[];
  /** Waits for the letter of that number, from 1, about a subject. */
  letter(number: number, subject?: string): Promise<Letter>;
  close(): Promise<void>;
}

export async function startMailServer(options: SMTPServerOptions & { port?: number } = {}): Promise<MailServer> {
  const letters: Letter[] = [];
  const { port = 0, ...rest } = options;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    ...rest,
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        const to = rcptTo.map((one) => one.address);
        letters.push({ from: mailFrom ? mailFrom.address : '', to, ...readLetter(Buffer.concat(chunks).toString('utf8')) });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const about = (subject: string) => letters.filter((one) => one.headers['subject']?.includes(subject));
  return {
    port: (server.server.address() as AddressInfo).port,
    letters,
    about,
    letter: (number, subject = '') => arrival(() => about(subject), number),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

async function arrival<T>(list: () => T[], number: number): Promise<T> {
  for (let waited = 0; waited < 20_000; waited += 20) {
    const found = list()[number - 1];
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`number ${number} did not arrive; there are ${list().length}`);
}

function readLetter(raw: string): Pick<Letter, 'headers' | 'text'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), decodeWords(line.slice(line.indexOf(':') + 1).trim())]),
  );
  const body = rest.join('\r\n\r\n');
  const text =
    headers['content-transfer-encoding'] === 'quoted-printable'
      ? decodeQuoted(body)
      : headers['content-transfer-encoding'] === 'base64'
        ? Buffer.from(body, 'base64').toString()
        : body;
  return { headers, text: text.replaceAll('\r\n', '\n') };
}

function decodeQuoted(text: string): string {
  const bytes = text
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function decodeWords(value: string): string {
  return value
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString('utf8') : decodeQuoted(word.replaceAll('_', ' ')),
    );
}

export interface Hook {
  headers: IncomingHttpHeaders;
  text: string;
  body: { type: string; timestamp: string; data: { rule: { id: string; name: string }; total: number; alerts: HookAlert[] } };
}

export interface HookAlert {
  id: string;
  reason: { code: string; parameters: Record<string, string | number> };
  text: string;
  license: { id: string; publicId: string | null; productName: string; licenseUser: string } | null;
  account: { id: string; login: string } | null;
}

export interface Receiver {
  url: string;
  /** What it answers from now on. */
  status: number;
  hooks: Hook[];
  /** What came from a rule. */
  from(rule: { id: string }): Hook[];
  hook(number: number, rule: { id: string }): Promise<Hook>;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const text = Buffer.concat(chunks).toString('utf8');
      receiver.hooks.push({ headers: request.headers, text, body: JSON.parse(text) as Hook['body'] });
      response.writeHead(receiver.status, { location: '/elsewhere' }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hooks: Hook[] = [];
  const from = ({ id }: { id: string }) => hooks.filter((one) => one.body.data.rule.id === id);
  const receiver: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    status: 204,
    hooks,
    from,
    hook: (number, rule) => arrival(() => from(rule), number),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return receiver;
}

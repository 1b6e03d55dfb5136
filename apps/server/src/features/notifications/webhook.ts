// Notices by HTTP, signed as https://www.standardwebhooks.com says, so that receivers find a library for it.
import { createHmac, randomBytes } from 'node:crypto';
import { lookup } from 'node:dns';
import { BlockList, isIP } from 'node:net';
import type { LookupFunction } from 'node:net';
import type { Reason } from '@licet/contract';
import { Agent, request } from 'undici';
import type { Context } from '../../context.ts';

/** What a webhook's secret is sealed for. */
export const WEBHOOK_SECRET = 'webhook secret';
const PREFIX = 'whsec_';
/** For all of it: looking the name up, connecting, the answer. */
const PATIENCE_MS = 15_000;

export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(32).toString('base64')}`;
}

export interface Post {
  url: string;
  secret: string;
  /** The same for each attempt to send the same. */
  id: string;
  body: object;
}

/** Posts once; redirects are not followed. Null when the receiver took it. */
export async function postWebhook(ctx: Pick<Context, 'config' | 'now'>, { url, secret, id, body }: Post): Promise<Reason | null> {
  const closed = closedTo(ctx.config.webhookNetworks);
  const host = new URL(url).hostname.replaceAll(/[[\]]/g, '');
  if (isIP(host) !== 0 && closed(host)) return { code: 'webhook-address-closed', parameters: { address: host } };
  const agent = new Agent({ connect: { lookup: guardedLookup(closed), timeout: PATIENCE_MS }, maxResponseSize: 1_000_000 });
  const text = JSON.stringify(body);
  const timestamp = String(Math.floor(ctx.now().getTime() / 1000));
  try {
    const answer = await request(url, {
      dispatcher: agent,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Licet',
        'webhook-id': id,
        'webhook-timestamp': timestamp,
        'webhook-signature': `v1,${sign(secret, `${id}.${timestamp}.${text}`)}`,
      },
      body: text,
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const { statusCode } = answer;
    return statusCode >= 200 && statusCode < 300 ? null : { code: 'webhook-answered', parameters: { status: statusCode } };
  } catch (error) {
    return problemOf(error as Error & { code?: string });
  } finally {
    // What else the receiver says is of no interest.
    await agent.destroy();
  }
}

function sign(secret: string, content: string): string {
  return createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(content)
    .digest('base64');
}

const CLOSED = 'LICET_CLOSED';

function problemOf(error: Error & { code?: string }): Reason {
  if (error.code === CLOSED) return { code: 'webhook-address-closed', parameters: { address: error.message } };
  if (error.name === 'TimeoutError' || error.code === 'UND_ERR_CONNECT_TIMEOUT') return { code: 'webhook-late', parameters: {} };
  return { code: 'webhook-unreachable', parameters: { fault: error.code ?? error.message } };
}

/** Networks that are nobody's public address: this machine, its neighbours, and what is kept for other ends. */
const notPublic: [address: string, bits: number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // Unspecified, this machine, and IPv4 addresses in an old form; those of today's form (`::ffff:…`) go by the rules above.
  ['::', 95],
  ['::ffff:0:0:0', 96],
  ['64:ff9b::', 32],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
  ['5f00::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

/** Whether webhooks stay away from an address: whoever makes a rule must not reach through it what only this server reaches. */
export function closedTo(open: readonly string[]): (address: string) => boolean {
  const [closed, allowed] = [new BlockList(), new BlockList()];
  for (const [address, bits] of notPublic) closed.addSubnet(address, bits, familyOf(address));
  for (const network of open) {
    const [address = '', bits] = network.split('/');
    allowed.addSubnet(address, bits === undefined ? (isIP(address) === 6 ? 128 : 32) : Number(bits), familyOf(address));
  }
  return (address) => closed.check(address, familyOf(address)) && !allowed.check(address, familyOf(address));
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 6 ? 'ipv6' : 'ipv4';
}

/** Names are looked up here and connected to as they were looked at: a name cannot mean another address a moment later. */
function guardedLookup(closed: (address: string) => boolean): LookupFunction {
  return (name, options, callback) => {
    lookup(name, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, '');
      const open = found.filter(({ address }) => !closed(address));
      const [first] = open;
      if (!first) return callback(Object.assign(new Error(name), { code: CLOSED }), '');
      if (options.all) return callback(null, open);
      callback(null, first.address, first.family);
    });
  };
}

// The only place that reads the environment.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { IANAZone } from 'luxon';

export interface Config {
  port: number;
  host: string;
  /** Port of the listener for computers; 0: any that is free. */
  agentPort: number;
  /** Scheme, host and port that installers carry; undefined: `host` and the port of the listener. */
  agentUrl: string | undefined;
  dataDir: string;
  /** Scheme, host and port that people's browsers reach this server at; undefined: whatever they ask for. */
  publicUrl: string | undefined;
  /** Addresses and networks of the proxies in front, whose word for the caller's address is taken; none: nobody's. */
  proxies: string[];
  /** Wrong passwords and codes from one address in a quarter of an hour before it has to wait; 0: no limit. */
  networkAttempts: number;
  /** Undefined: there is none. */
  singleSignOn: SingleSignOn | undefined;
  /** Undefined: the embedded database. */
  databaseUrl: string | undefined;
  /** Undefined: generated and printed once when the first administrator is made. */
  adminPassword: string | undefined;
  secretKeyFile: string;
  portals: { ema2: string; eba: string };
  /** Requests a second and account. */
  portalRate: number;
  portalConcurrency: number;
  /** Private addresses and networks that webhooks may be sent to; none: public ones only. */
  webhookNetworks: string[];
  /** Time of day of the daily run; undefined: about a day after the last one. */
  daily: { hour: number; minute: number; zone: string } | undefined;
}

/** An identity provider that speaks OpenID Connect. */
export interface SingleSignOn {
  issuer: string;
  clientId: string;
  /** Undefined: a public client, which PKCE alone protects. */
  clientSecret: string | undefined;
  /** What the button on the sign-in page says. */
  name: string;
  /** What the provider says of a person that is the login here. */
  loginClaim: 'email' | 'sub';
  /** Where the provider leads the browser back to. */
  redirectUrl: string;
}

/** Reads the settings. Throws, naming the setting and what it should be, when one cannot be understood. */
export function readConfig(env: Record<string, string | undefined>): Config {
  const dataDir = env['LICET_DATA_DIR'] || join(import.meta.dirname, '..', '..', '..', '.licet', 'data');
  return {
    port: readNumber(env, 'LICET_PORT', 8080, 0, 65_535),
    host: env['LICET_HOST'] || '127.0.0.1',
    agentPort: readNumber(env, 'LICET_AGENT_PORT', 8443, 0, 65_535),
    agentUrl: readUrl(env, 'LICET_AGENT_URL'),
    dataDir,
    publicUrl: readUrl(env, 'LICET_URL'),
    proxies: readNetworks(env, 'LICET_PROXY'),
    networkAttempts: readNumber(env, 'LICET_WRONG_ATTEMPTS', 100, 0, 1_000_000),
    singleSignOn: readSingleSignOn(env),
    databaseUrl: readUrl(env, 'DATABASE_URL'),
    adminPassword: env['LICET_ADMIN_PASSWORD'] || undefined,
    secretKeyFile: env['LICET_SECRET_KEY_FILE'] || join(dataDir, 'secret.key'),
    portals: {
      ema2: readUrl(env, 'LICET_EMA2_URL') ?? 'https://mspapi.eset.com',
      eba: readUrl(env, 'LICET_EBA_URL') ?? 'https://eba.eset.com',
    },
    portalRate: readNumber(env, 'LICET_PORTAL_RATE', 10, 0.1, 100_000),
    portalConcurrency: readNumber(env, 'LICET_PORTAL_CONCURRENCY', 8, 1, 64),
    webhookNetworks: readNetworks(env, 'LICET_WEBHOOK_NETWORKS'),
    daily: readDaily(env),
  };
}

function readNumber(env: Record<string, string | undefined>, name: string, fallback: number, least: number, most: number): number {
  const text = env[name];
  if (text === undefined || text === '') return fallback;
  const value = Number(text);
  if (!Number.isFinite(value) || value < least || value > most) {
    throw new Error(`${name} is "${text}"; it must be a number from ${least} to ${most}.`);
  }
  return value;
}

function readNetworks(env: Record<string, string | undefined>, name: string): string[] {
  const networks = (env[name] ?? '').split(',').flatMap((one) => one.trim() || []);
  for (const network of networks) {
    const [address = '', bits = '0'] = network.split('/');
    const version = isIP(address);
    if (version === 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > (version === 4 ? 32 : 128))
      throw new Error(
        `${name} holds "${network}"; it must be addresses or networks with commas between them, for example 127.0.0.1, 10.0.0.0/8.`,
      );
  }
  return networks;
}

function readDaily(env: Record<string, string | undefined>): Config['daily'] {
  const text = env['LICET_SYNC_TIME'];
  const zone = env['LICET_TIME_ZONE'] || 'UTC';
  if (!IANAZone.isValidZone(zone))
    throw new Error(`LICET_TIME_ZONE is "${zone}"; it must be the name of a time zone, for example Europe/Warsaw.`);
  if (!text) return undefined;
  const [, hour, minute] = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined)
    throw new Error(`LICET_SYNC_TIME is "${text}"; it must be a time of day, for example 03:30.`);
  return { hour: Number(hour), minute: Number(minute), zone };
}

function readSingleSignOn(env: Record<string, string | undefined>): SingleSignOn | undefined {
  const issuer = readUrl(env, 'LICET_OIDC_ISSUER');
  if (issuer === undefined) return undefined;
  const publicUrl = readUrl(env, 'LICET_URL');
  const clientId = env['LICET_OIDC_CLIENT_ID'];
  if (publicUrl === undefined || !clientId)
    throw new Error('LICET_OIDC_ISSUER needs LICET_URL (the address that people use) and LICET_OIDC_CLIENT_ID as well.');
  const { protocol, hostname } = new URL(issuer);
  if (protocol !== 'https:' && !['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    throw new Error('LICET_OIDC_ISSUER must begin with https://, unless the provider runs on this machine.');
  const loginClaim = env['LICET_OIDC_LOGIN_CLAIM'] || 'email';
  if (loginClaim !== 'email' && loginClaim !== 'sub')
    throw new Error(`LICET_OIDC_LOGIN_CLAIM is "${loginClaim}"; it must be email or sub.`);
  return {
    // The issuer as it was given: providers tell a slash at the end from none.
    issuer: env['LICET_OIDC_ISSUER'] ?? issuer,
    clientId,
    clientSecret: readSecret(env, 'LICET_OIDC_CLIENT_SECRET'),
    name: env['LICET_OIDC_NAME'] || hostname,
    loginClaim,
    redirectUrl: `${publicUrl}/api/single-sign-on/callback`,
  };
}

/** A secret out of the file that `name`_FILE names, or out of `name` itself. */
function readSecret(env: Record<string, string | undefined>, name: string): string | undefined {
  const file = env[`${name}_FILE`];
  if (!file) return env[name] || undefined;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw new Error(`${name}_FILE is "${file}"; that file cannot be read.`);
  }
}

function readUrl(env: Record<string, string | undefined>, name: string): string | undefined {
  const text = env[name];
  if (!text) return undefined;
  if (!URL.canParse(text)) throw new Error(`${name} is not an address; write it like scheme://host:port.`);
  return text.replace(/\/+$/, '');
}

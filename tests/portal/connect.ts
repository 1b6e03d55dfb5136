import type { DetailReading, Details, Structure } from '@licet/domain';
import type { Portal } from '@licet/local-portal';
import { openEma2, PortalError, type PortalSettings } from '../../apps/server/src/portal/index.ts';

export const passwords: Record<string, string> = {
  'manager@wzgorze.example': 'demo-manager',
  'msp@hillside.example': 'demo-msp',
  'managed@laka.example': 'demo-managed',
  'reader@wzgorze.example': 'demo-reader',
  'hole@wzgorze.example': 'demo-hole',
  'distributor@polnoc.example': 'demo-distributor',
  'nobody@wzgorze.example': 'demo-nobody',
  'manager@large.example': 'demo-manager',
  'manager@hard.example': 'demo-manager',
  'hole@hard.example': 'demo-hole',
};

/** A clock on which a second is 50 milliseconds: what a test waits for because the portal was busy is over soon. */
const hurriedClock: NonNullable<PortalSettings['clock']> = {
  now: () => performance.timeOrigin + performance.now() * 20,
  after(ms, callback) {
    const timer = setTimeout(callback, ms / 20);
    return () => clearTimeout(timer);
  },
};

/** Waits of milliseconds where a real portal is given seconds. */
const hurried: Partial<PortalSettings> = {
  clock: hurriedClock,
  patience: { tries: 3, firstWait: 1, longestWait: 4, throttled: 2000 },
  timeouts: { whole: 1000 },
};

export function connect(portal: Pick<Portal, 'url'>, login: string, settings: Partial<PortalSettings> = {}) {
  return openEma2({ url: portal.url, login, password: passwords[login] ?? '', rate: Infinity, concurrency: 8, ...hurried, ...settings });
}

export const today = new Date().toISOString().slice(0, 10);

/** Everything that one account gives, or the errors that ended a reading. */
export interface Everything {
  structure?: Structure;
  details?: Details;
  errors: PortalError[];
  lines: string[];
}

/** Reads the structure, then the given licenses. */
export async function readAll(
  portal: Portal,
  login: string,
  publicIds: readonly string[],
  settings: Partial<PortalSettings> = {},
): Promise<Everything> {
  const everything: Everything = { errors: [], lines: [] };
  const log: PortalSettings['log'] = (level, message, facts) => void everything.lines.push(`${level} ${message} ${JSON.stringify(facts)}`);
  const connector = connect(portal, login, { log, ...settings });
  const keep = (error: unknown): undefined => {
    if (!(error instanceof PortalError)) throw error;
    everything.errors.push(error);
  };
  try {
    const structure = await connector.readStructure({ today }).catch(keep);
    const details = await connector.readDetails(publicIds).catch(keep);
    return { ...everything, ...(structure ? { structure } : {}), ...(details ? { details } : {}) };
  } finally {
    await connector.close();
  }
}

export function placesOf({ companies }: Structure): Record<string, string | null> {
  return Object.fromEntries(companies.map(({ upstreamId, parentUpstreamId }) => [upstreamId, parentUpstreamId]));
}

export function ordersOf({ orders }: Structure): Record<string, number | null> {
  return Object.fromEntries(orders.map((order) => [`${order.companyUpstreamId} ${order.productCode} ${order.type}`, order.quantity]));
}

export function byPublicId(details: Details): Map<string, DetailReading> {
  return new Map(details.readings.map((reading) => [reading.publicId, reading]));
}

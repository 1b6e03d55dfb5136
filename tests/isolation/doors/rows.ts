// What is there, read once, and how a seer comes to a door.
import * as contract from '@licet/contract';
import { addressOf } from '@licet/contract';
import type { Endpoint } from '@licet/contract';
import { makeWorld } from '../world.ts';
import type { Row, Seer, World } from '../world.ts';

export let world: World;
/** Rows by table. */
export let all: Record<string, Row[]>;

const tables = [
  'groups',
  'companies',
  'pools',
  'licenses',
  'shares',
  'users',
  'permission_sets',
  'sync_runs',
  'portal_accounts',
  'api_tokens',
  'changes',
  'audit_entries',
  'authorities',
  'installers',
  'computers',
  'setups',
  'operations',
  'saved_views',
  'notification_rules',
  'alerts',
  'reports',
];

export async function openWorld(): Promise<void> {
  world = await makeWorld();
  all = {};
  for (const table of tables) all[table] = await world.rows(table);
}

export const nameOf = (endpoint: Endpoint) => `${endpoint.method} ${endpoint.path}`;

/** Every endpoint that the contract exports, however it is grouped. */
export function contractDoors(): Map<string, Endpoint> {
  const doors = new Map<string, Endpoint>();
  const isEndpoint = (value: unknown): value is Endpoint =>
    typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'summary' in value;
  for (const exported of Object.values(contract) as unknown[]) {
    const candidates: unknown[] = typeof exported === 'object' && exported !== null ? [exported, ...Object.values(exported)] : [];
    // The agents' listener is another one, and knows no users.
    for (const one of candidates) if (isEndpoint(one) && !one.path.startsWith('/api/agent/')) doors.set(nameOf(one), one);
  }
  return doors;
}

export interface Reply {
  status: number;
  text: string;
  body: unknown;
}

export async function knock(
  seer: Seer,
  endpoint: Endpoint,
  call: { params?: unknown; query?: unknown; body?: unknown } = {},
): Promise<Reply> {
  const response = await fetch(world.licet.url + addressOf(endpoint, call), {
    method: endpoint.method,
    headers: { authorization: `Bearer ${seer.secret}`, ...(call.body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
  });
  const text = await response.text();
  const isJson = /json/.test(response.headers.get('content-type') ?? '');
  return { status: response.status, text, body: isJson && text !== '' ? JSON.parse(text) : text };
}

export const text = (row: Row, column: string) => String(row[column]);

export const number = (row: Row, column: string) => row[column] as number;

export const rowsOf = (table: string, keep: (row: Row) => boolean) => (all[table] ?? []).filter(keep);

export const idsOf = (rows: Row[]) => rows.map((row) => text(row, 'id')).sort();

export const rows = <T>(reply: Reply) => (reply.body as { rows: T[] }).rows;

export const list = <T>(reply: Reply) => reply.body as T[];

export const not =
  (keep: (row: Row) => boolean) =>
  (row: Row): boolean =>
    !keep(row);

export type Fn = Parameters<Seer['reach']>[0];

export const standing = (row: Row) => row['gone'] === false;

// Proof of isolation: every user's sight is tried at the database itself, with the role and the settings of a request.
import type { IsolationReport } from '@licet/contract';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Actor, Rights } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { selectCustomers } from '../customers/store.ts';
import { selectGroupNames } from '../groups/store.ts';
import { loadEverybody } from '../sessions/identify.ts';
import { countSeen, hashPolicies, selectPlaces, selectWalledTables } from './isolation-store.ts';
import type { Places, Seen } from './isolation-store.ts';
import { selectVisible } from './store.ts';

export async function proveIsolation(ctx: Context, actor: Actor, id: string): Promise<IsolationReport> {
  const { customer, visible } = await ctx.db.read(actor.sight, async (tx) => {
    const [found] = await selectCustomers(tx, { ids: [Number(id)] });
    if (!found) throw notFound('customer');
    return { customer: found, visible: await selectVisible(tx) };
  });
  const ground = await ctx.db.read(system, async (tx) => ({
    tables: await selectWalledTables(tx),
    walls: await hashPolicies(tx),
    places: await selectPlaces(tx, customer.group_id),
    everybody: await loadEverybody(tx),
  }));
  const { tables, places, everybody } = ground;
  const holds = await ctx.db.read(system, (tx) => countSeen(tx, tables, places));
  const seen = new Map<Rights, Seen[]>();
  for (const one of everybody) seen.set(one, await ctx.db.read(one.sight, (tx) => countSeen(tx, tables, places)));
  const people = judge(seen, places);
  const names = await ctx.db.read(actor.sight, (tx) =>
    selectGroupNames(
      tx,
      people.others.map((one) => one.rights.homeGroupId),
    ),
  );
  const named = people.others.filter((one) => visible.users.has(one.rights.userId));
  return {
    customer: customer.name,
    asOf: ctx.now().toISOString(),
    version: ctx.version,
    walls: ground.walls,
    holds: tell(holds, 'inside'),
    tried: everybody.length,
    own: people.own
      .filter((one) => visible.users.has(one.rights.userId))
      .map(({ rights, rows }) => ({
        login: rights.login,
        inside: tell(rows, 'inside'),
        outside: tell(rows, 'outside'),
        shared: tell(rows, 'shared'),
      })),
    others: named.map(({ rights, rows, kind }) => ({
      login: rights.login,
      homeGroup: names.get(rights.homeGroupId) ?? '',
      kind,
      inside: tell(rows, 'inside'),
    })),
    unnamed: people.others.length - named.length,
    isolated: people.own.every((one) => total(one.rows, 'outside') === 0) && people.others.every((one) => one.kind === 'manager'),
  };
}

interface Person {
  rights: Rights;
  rows: Seen[];
}

/** Own users are at home in the customer; managers are at home above it; whoever else sees something of it is a stranger. */
function judge(seen: Map<Rights, Seen[]>, { inside, above }: Places) {
  const own: Person[] = [];
  const others: (Person & { kind: 'manager' | 'stranger' })[] = [];
  for (const [rights, rows] of seen) {
    // Everybody sees oneself, wherever that is.
    if (inside.includes(rights.homeGroupId)) own.push({ rights, rows });
    else if (total(rows, 'inside') > 0) others.push({ rights, rows, kind: above.includes(rights.homeGroupId) ? 'manager' : 'stranger' });
  }
  return { own, others };
}

const total = (rows: readonly Seen[], where: 'inside' | 'shared' | 'outside') => rows.reduce((sum, row) => sum + row[where], 0);

function tell(rows: readonly Seen[], where: 'inside' | 'shared' | 'outside'): Record<string, number> {
  return Object.fromEntries(rows.filter((row) => row[where] > 0).map((row) => [row.name, row[where]]));
}

// Proof of isolation: every kind of user's sight is tried at the database itself, with the role and the settings of a request.
import type { IsolationReport } from '@licet/contract';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor, Rights } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { selectGroupNames } from '../groups/store.ts';
import { loadRightsOf } from '../sessions/rights.ts';
import {
  countInside,
  countSeen,
  hashPolicies,
  selectCandidates,
  selectCustomer,
  selectPlaces,
  selectWalledTables,
} from './isolation-store.ts';
import type { Candidate, Places, Seen, WalledTable } from './isolation-store.ts';
import { selectVisible } from './store.ts';

export async function proveIsolation(ctx: Context, actor: Actor, id: string): Promise<IsolationReport> {
  const { customer, visible } = await ctx.db.read(actor.sight, async (tx) => {
    const found = await selectCustomer(tx, Number(id));
    if (!found) throw notFound('customer');
    return { customer: found, visible: await selectVisible(tx) };
  });
  const trial = await ctx.db.read(wholeSight, async (tx) => {
    const [tables, places] = [await selectWalledTables(tx), await selectPlaces(tx, customer.group_id)];
    const candidates = await selectCandidates(tx, places);
    const kinds = [...Map.groupBy(candidates, (one) => one.alike).values()];
    return {
      tables,
      places,
      kinds,
      walls: await hashPolicies(tx),
      holds: await countInside(tx, tables, places),
      rights: await loadRightsOf(
        tx,
        kinds.flatMap(([first]) => first?.id ?? []),
      ),
    };
  });
  const people = judge(await tryOut(ctx, trial), trial.places);
  const inSight = ({ id: userId }: Candidate) => visible.users.has(userId);
  const named = people.others.filter((one) => inSight(one.who));
  const names = await ctx.db.read(actor.sight, (tx) =>
    selectGroupNames(
      tx,
      named.map((one) => one.who.home_group_id),
    ),
  );
  return {
    customer: customer.name,
    asOf: ctx.now().toISOString(),
    version: ctx.version,
    walls: trial.walls,
    holds: tell(trial.holds, 'inside'),
    tried: trial.kinds.flat().filter(inSight).length,
    own: people.own
      .filter((one) => inSight(one.who))
      .map(({ who, rows }) => ({
        login: who.login,
        inside: tell(rows, 'inside'),
        outside: tell(rows, 'outside'),
        shared: tell(rows, 'shared'),
      })),
    others: named.map(({ who, rows, kind }) => ({
      login: who.login,
      homeGroup: names.get(who.home_group_id) ?? '',
      kind,
      inside: tell(rows, 'inside'),
    })),
    unnamed: named.length < people.others.length,
    isolated: people.own.every((one) => total(one.rows, 'outside') === 0) && people.others.every((one) => one.kind === 'manager'),
  };
}

interface Person {
  who: Candidate;
  rows: Seen[];
}

interface Trial {
  tables: WalledTable[];
  places: Places;
  /** Users who are alike in all that makes a difference. */
  kinds: Candidate[][];
  /** Of the first of each kind. */
  rights: Rights[];
}

/**
 * Looks through the walls as one of each kind of users: policies know a caller by rights and by what is the caller's own, and
 * in both those of a kind are alike. Only for the customer's own users the whole of the tables is looked at.
 */
async function tryOut(ctx: Context, { tables, places, kinds, rights }: Trial): Promise<Person[]> {
  const rightsOf = new Map(rights.map((one) => [one.userId, one]));
  const people: Person[] = [];
  for (const kind of kinds) {
    const own = rightsOf.get(kind[0]?.id ?? 0);
    if (!own) continue;
    const look = places.inside.includes(own.homeGroupId) ? countSeen : countInside;
    const rows = await ctx.db.read(own.sight, (tx) => look(tx, tables, places));
    people.push(...kind.map((who) => ({ who, rows })));
  }
  return people;
}

/** Own users are at home in the customer; managers are at home above it; whoever else sees something of it is a stranger. */
function judge(people: Person[], { inside, above }: Places) {
  const own = people.filter(({ who }) => inside.includes(who.home_group_id));
  const others = people
    .filter(({ who, rows }) => !inside.includes(who.home_group_id) && total(rows, 'inside') > 0)
    .map((one) => ({ ...one, kind: above.includes(one.who.home_group_id) ? ('manager' as const) : ('stranger' as const) }))
    .sort((a, b) => a.who.login.localeCompare(b.who.login));
  return { own, others };
}

const total = (rows: readonly Seen[], where: 'inside' | 'shared' | 'outside') => rows.reduce((sum, row) => sum + row[where], 0);

function tell(rows: readonly Seen[], where: 'inside' | 'shared' | 'outside'): Record<string, number> {
  return Object.fromEntries(rows.filter((row) => row[where] > 0).map((row) => [row.name, row[where]]));
}

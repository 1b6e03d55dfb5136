import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import { selectGroup } from '../groups/store.ts';
import { countComputers, deleteComputers, endActivations, moveComputers, selectComputers, selectStrangers, selectTwins } from './store.ts';
import type { ComputerFilter, ComputerPage, ComputerRow } from './store.ts';
import { computerView, ONLINE_MS } from './views.ts';

export async function listComputers(
  ctx: Context,
  actor: Actor,
  query: Omit<ComputerFilter, 'onlineSince' | 'ids' | 'groups'> & ComputerPage,
) {
  const filter = { ...query, onlineSince: new Date(ctx.now().getTime() - ONLINE_MS), groups: actor.scope('groups-and-computers', 'read') };
  return ctx.db.read(actor.sight, async (tx) => ({
    rows: (await selectComputers(tx, filter, query)).map((row) => computerView(row, actor, ctx.now())),
    total: await countComputers(tx, filter),
  }));
}

export async function showComputer(ctx: Context, actor: Actor, id: number) {
  return ctx.db.read(actor.sight, async (tx) => {
    const [row] = await selectComputers(tx, { ids: [id], onlineSince: ctx.now(), groups: 'all' });
    if (!row) throw notFound('computer');
    return computerView(row, actor, ctx.now());
  });
}

export async function moveToGroup(ctx: Context, actor: Actor, given: { ids: string[]; to: string }) {
  const to = Number(given.to);
  return change(ctx, actor, given.ids, async (tx, rows, ids) => {
    const group = await selectGroup(tx, to);
    if (!group) throw notFound('group');
    if (group.kind === 'shared-objects')
      throw new Refusal('conflict', 'Shared Objects never hold computers.', {
        reason: { code: 'shared-objects-hold-no-computers', parameters: {} },
        remedy: 'Choose another group.',
      });
    requireRight(actor, 'groups-and-computers', 'write', to, 'at-computers');
    const twins = await selectTwins(tx, ids, to);
    if (twins.length > 0) {
      const names = twins.slice(0, 3).join(', ');
      throw new Refusal('conflict', `The group has ${names} already.`, {
        reason: { code: 'computers-there-already', parameters: { names } },
        remedy: 'Remove one of the two first.',
      });
    }
    // A unit is its company's: it stays behind.
    const strangers = await selectStrangers(tx, ids, to);
    await endActivations(tx, strangers, ctx.now());
    await moveComputers(tx, ids, to);
    // The group that loses a computer and the one that gets it each have an entry.
    return rows.flatMap((row) => [
      {
        ...subjectOf(row),
        action: 'computer-moved-away',
        ...(strangers.includes(row.id) && row.activations.length > 0 ? lostUnits(row) : {}),
      },
      { ...subjectOf({ ...row, group_id: to }), action: 'computer-moved-here' },
    ]);
  });
}

export async function deactivate(ctx: Context, actor: Actor, given: string[]) {
  return change(ctx, actor, given, async (tx, rows, ids) => {
    await endActivations(tx, ids, ctx.now());
    return rows
      .filter((row) => row.activations.length > 0)
      .map((row) => ({ ...subjectOf(row), action: 'computer-deactivated', before: tell(row) }));
  });
}

/** Removes computers; activations and certificates go with them, so that the units are free and the agents refused. */
export async function remove(ctx: Context, actor: Actor, given: string[]) {
  return change(ctx, actor, given, async (tx, rows, ids) => {
    await deleteComputers(tx, ids);
    return rows.map((row) => ({ ...subjectOf(row), action: 'computer-removed', before: tell(row) }));
  });
}

type Entries = Parameters<typeof recordAudit>[3];

async function change(
  ctx: Context,
  actor: Actor,
  given: string[],
  work: (tx: Tx, rows: ComputerRow[], ids: number[]) => Promise<Entries>,
): Promise<{ changed: number }> {
  const ids = [...new Set(given.map(Number))];
  return ctx.db.transaction(actor.sight, async (tx) => {
    const rows = await selectComputers(tx, { ids, onlineSince: ctx.now(), groups: 'all' });
    if (rows.length < ids.length) throw notFound('computer');
    for (const row of rows) requireRight(actor, 'groups-and-computers', 'write', row.group_id, 'at-computers');
    const done = await work(tx, rows, ids);
    await recordAudit(ctx, tx, actor, done);
    return { changed: rows.length };
  });
}

function subjectOf(row: ComputerRow) {
  return {
    groupId: row.group_id,
    function: 'groups-and-computers' as const,
    subject: { kind: 'computer' as const, id: row.id, name: row.name },
  };
}

/** The units that it leaves behind. */
function lostUnits(row: ComputerRow) {
  const { licenses } = tell(row);
  return { before: { licenses }, after: { licenses: [] } };
}

function tell(row: ComputerRow): Record<string, unknown> {
  return { group: row.group_name, licenses: row.activations.map((one) => one.productName) };
}

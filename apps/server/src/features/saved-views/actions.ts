import type { SavedQuery } from '@licet/contract';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { difference, recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { refuseUnknownGroups } from '../users/grants.ts';
import { deleteView, insertView, selectViews, updateView } from './store.ts';
import type { ViewRow } from './store.ts';
import { mayChange, savedViewView } from './views.ts';

interface GivenView {
  name: string;
  query: SavedQuery;
  shared: boolean;
  accessGroupId?: string | undefined;
}
type ViewChange = { [K in keyof GivenView]?: GivenView[K] | undefined };

export async function listViews(ctx: Context, actor: Actor) {
  const rows = await ctx.db.read(actor.sight, (tx) => selectViews(tx, scopeOf(actor)));
  return rows.map((row) => savedViewView(row, actor));
}

export async function createView(ctx: Context, actor: Actor, given: GivenView) {
  return ctx.db.transaction(actor.sight, async (tx) => {
    const groupId = given.shared ? await placeToShare(tx, actor, given.accessGroupId) : null;
    const { name, query } = given;
    const id = await insertView(tx, { owner_id: actor.userId, access_group_id: groupId, name, query, changed_at: ctx.now() });
    if (id === undefined) throw nameTaken(name);
    const row = await mustSelect(tx, actor, id);
    await recordAudit(ctx, tx, actor, told(undefined, row));
    return savedViewView(row, actor);
  });
}

export async function changeView(ctx: Context, actor: Actor, id: number, given: ViewChange) {
  return ctx.db.transaction(actor.sight, async (tx) => {
    const before = await mustSelect(tx, actor, id);
    const groupId = await placeAfter(tx, actor, before, given);
    refuseReadOnly(before, groupId, actor);
    const { name = before.name, query = before.query } = given;
    if (!(await updateView(tx, id, { access_group_id: groupId, name, query, changed_at: ctx.now() }))) throw nameTaken(name);
    const row = await mustSelect(tx, actor, id);
    await recordAudit(ctx, tx, actor, told(before, row));
    return savedViewView(row, actor);
  });
}

export async function removeView(ctx: Context, actor: Actor, id: number): Promise<void> {
  await ctx.db.transaction(actor.sight, async (tx) => {
    const row = await mustSelect(tx, actor, id);
    if (row.owner_id !== actor.userId && !mayChange(row, actor)) throw readOnly();
    await deleteView(tx, id);
    await recordAudit(ctx, tx, actor, told(row, undefined));
  });
}

/** Where a changed view is; a shared one that is shared again stays where it is unless a group is given. */
async function placeAfter(tx: Tx, actor: Actor, before: ViewRow, given: ViewChange): Promise<number | null> {
  if (given.shared === false) return null;
  const wanted = given.accessGroupId ?? (before.access_group_id === null ? undefined : String(before.access_group_id));
  const shared = given.shared ?? before.access_group_id !== null;
  if (!shared || wanted === String(before.access_group_id)) return before.access_group_id;
  return placeToShare(tx, actor, wanted);
}

async function placeToShare(tx: Tx, actor: Actor, given: string | undefined): Promise<number> {
  const groupId = given ?? String(actor.homeGroupId);
  await refuseUnknownGroups(tx, [groupId]);
  requireRight(actor, 'licenses', 'write', Number(groupId));
  return Number(groupId);
}

/** An owner who may no longer write where the view is shared can take it back, and nothing else. */
function refuseReadOnly(before: ViewRow, groupId: number | null, actor: Actor): void {
  const own = before.owner_id === actor.userId;
  if (groupId === null ? !own : !mayChange(before, actor) && !(own && groupId !== before.access_group_id)) throw readOnly();
}

function readOnly(): Refusal {
  return new Refusal('not-permitted', 'This view is shared with you; changing it needs write on licenses where it is shared.', {
    reason: { code: 'view-shared-read-only', parameters: {} },
    remedy: 'Save it under another name.',
    needs: { function: 'licenses', level: 'write' },
  });
}

function nameTaken(name: string): Refusal {
  return new Refusal('conflict', `There is a view called ${name} already.`, {
    reason: { code: 'view-name-taken', parameters: { name } },
    remedy: 'Choose another name.',
  });
}

async function mustSelect(tx: Tx, actor: Actor, id: number): Promise<ViewRow> {
  const [row] = await selectViews(tx, scopeOf(actor), id);
  if (!row) throw notFound('view');
  return row;
}

function scopeOf(actor: Actor) {
  return { userId: actor.userId, groups: actor.scope('licenses', 'read') };
}

/** What is shared is written down where it is shared; what is private is nobody else's business. */
function told(before: ViewRow | undefined, after: ViewRow | undefined): Done[] {
  const [from, to] = [before?.access_group_id ?? null, after?.access_group_id ?? null];
  const row = after ?? before;
  if (!row) return [];
  const entry = (groupId: number, action: Done['action'], values: Pick<Done, 'before' | 'after'>): Done => {
    const subject = { kind: 'saved-view' as const, id: row.id, name: row.name };
    return { groupId, function: 'licenses', action, subject, ...values };
  };
  if (before && after && from !== null && from === to) {
    const changed = difference(factsOf(before), factsOf(after));
    return changed ? [entry(from, 'saved-view-changed', changed)] : [];
  }
  return [
    ...(before && from !== null ? [entry(from, 'saved-view-removed', { before: factsOf(before) })] : []),
    ...(after && to !== null ? [entry(to, 'saved-view-shared', { after: factsOf(after) })] : []),
  ];
}

function factsOf({ name, query }: ViewRow) {
  return { name, query };
}

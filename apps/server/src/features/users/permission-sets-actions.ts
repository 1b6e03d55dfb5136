import type { Right } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { difference, recordAudit, tellGroup } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { selectSameChain } from '../audit/store.ts';
import { refuseLockout, refuseMore, refuseUnknownGroups } from './grants.ts';
import {
  countSets,
  deleteSet,
  insertSet,
  lockSet,
  replaceSetGroups,
  replaceSetRights,
  selectSets,
  updateSet,
} from './permission-sets-store.ts';
import type { SetRow } from './permission-sets-store.ts';
import { selectSetGrants } from './store.ts';
import { setView } from './views.ts';

export async function listSets(ctx: Context, actor: Actor, query: { q?: string | undefined; offset: number; limit: number }) {
  return ctx.db.read(actor.sight, async (tx) => ({
    rows: (await selectSets(tx, { q: query.q }, query)).map((row) => setView(row, actor)),
    total: await countSets(tx, { q: query.q }),
  }));
}

export async function showSet(ctx: Context, actor: Actor, id: number) {
  return ctx.db.read(actor.sight, async (tx) => setView(await mustSelect(tx, id), actor));
}

export interface GivenSet {
  name: string;
  accessGroupId: string;
  groupIds: string[];
  rights: Right[];
}

export async function createSet(ctx: Context, actor: Actor, given: GivenSet) {
  return ctx.db.transaction(actor.sight, async (tx) => {
    await refuseUnknownGroups(tx, [given.accessGroupId, ...given.groupIds]);
    requireRight(actor, 'permission-sets', 'write', Number(given.accessGroupId));
    refuseMore(actor, grantsOf(given.rights, given.groupIds.map(Number)));
    const id = await insertSet(tx, {
      name: given.name,
      accessGroupId: Number(given.accessGroupId),
      groupIds: given.groupIds.map(Number),
      rights: given.rights,
    });
    const row = await mustSelect(tx, id);
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(row), action: 'permission-set-created', after: await factsOf(tx, row) }]);
    return setView(row, actor);
  });
}

export async function changeSet(ctx: Context, actor: Actor, id: number, given: { [K in keyof GivenSet]?: GivenSet[K] | undefined }) {
  return ctx.db.transaction(actor.sight, async (tx) => {
    // Two changes at once, one of groups and one of rights, would together give what neither was checked for.
    await lockSet(tx, id);
    const before = await mustSelect(tx, id);
    requireRight(actor, 'permission-sets', 'write', before.access_group_id);
    // Both what it gives and what it will give: nobody takes away either what they could not give back.
    refuseMore(actor, await selectSetGrants(tx, [id]));
    const { name, accessGroupId, groupIds, rights } = given;
    if (accessGroupId !== undefined) requireRight(actor, 'permission-sets', 'write', Number(accessGroupId));
    await refuseUnknownGroups(tx, [...(accessGroupId === undefined ? [] : [accessGroupId]), ...(groupIds ?? [])]);
    const now = before.groups.map((group) => group.id);
    refuseMore(actor, grantsOf(rights ?? (before.rights as Right[]), (groupIds ?? now).map(Number)));
    await updateSet(tx, id, {
      ...(name === undefined ? {} : { name }),
      ...(accessGroupId === undefined ? {} : { access_group_id: Number(accessGroupId) }),
      // Changed by hand, it no longer follows its company, and no other user of the customer setup gets it.
      ...(groupIds || rights ? { made_as: null } : {}),
    });
    if (groupIds) await replaceSetGroups(tx, id, groupIds.map(Number));
    if (rights) await replaceSetRights(tx, id, rights);
    await refuseLockout(tx, actor);
    const row = await mustSelect(tx, id);
    refuseMore(actor, await selectSetGrants(tx, [id]));
    // A set that is kept elsewhere from now on has an entry in both chains, each told as its readers may read it.
    const entries: Done[] = [];
    for (const groupId of new Set([before.access_group_id, row.access_group_id])) {
      const changed = difference(await factsOf(tx, before, groupId), await factsOf(tx, row, groupId));
      const moved = before.access_group_id !== row.access_group_id;
      if (changed || moved) entries.push({ ...subjectOf(row), groupId, action: 'permission-set-changed', ...changed });
    }
    await recordAudit(ctx, tx, actor, entries);
    return setView(row, actor);
  });
}

export async function removeSet(ctx: Context, actor: Actor, id: number): Promise<void> {
  await ctx.db.transaction(actor.sight, async (tx) => {
    const row = await mustSelect(tx, id);
    requireRight(actor, 'permission-sets', 'write', row.access_group_id);
    if (!(await deleteSet(tx, id)))
      throw new Refusal('still-held', 'Users still hold this permission set.', { remedy: 'Take it from its users first, then remove it.' });
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(row), action: 'permission-set-removed', before: await factsOf(tx, row) }]);
  });
}

function grantsOf(rights: readonly Right[], groupIds: number[]) {
  return rights.map((right) => ({ function: right.function, level: right.level, groupIds }));
}

async function mustSelect(tx: Tx, id: number): Promise<SetRow> {
  const [row] = await selectSets(tx, { ids: [id] });
  if (!row) throw notFound('permission set');
  return row;
}

function subjectOf(row: SetRow) {
  return {
    groupId: row.access_group_id,
    function: 'permission-sets' as const,
    subject: { kind: 'permission-set' as const, id: row.id, name: row.name },
  };
}

/** A set as the audit tells it. Groups out of the chain's company go unnamed: its readers may not know of them. */
async function factsOf(tx: Tx, row: SetRow, chainOf = row.access_group_id) {
  const near = await selectSameChain(
    tx,
    chainOf,
    row.groups.map((group) => Number(group.id)),
  );
  return {
    name: row.name,
    groups: row.groups.map((group) => tellGroup(near, Number(group.id))),
    rights: row.rights.map((right) => `${right.function}: ${right.level}`),
  };
}

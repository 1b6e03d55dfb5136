import { cleanTags, companyType, reaches } from '@licet/domain';
import type { CompanyStatus, LicenseState } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { recordAudit } from '../audit/record.ts';
import { momentOf } from '../groups/relation.ts';
import { selectCompanyTree } from './company-tree-store.ts';
import {
  countLicenses,
  lookUpWords,
  noteWanted,
  selectHistory,
  selectLicense,
  selectLicenses,
  selectProducts,
  selectSuccession,
  selectVisibleIds,
} from './store.ts';
import type { LicenseListQuery } from './store.ts';
import { selectTagged, selectTags, updateTags } from './tags-store.ts';
import type { TaggedRow } from './tags-store.ts';
import { historyView, licenseView } from './views.ts';

export async function listLicenses(ctx: Context, actor: Actor, query: Omit<LicenseListQuery, 'groups' | 'withAccounts'>) {
  return ctx.db.read(actor.sight, async (tx) => {
    const scoped = await lookUpWords(tx, { filter: query.filter, groups: actor.licenseGroups });
    const rows = await selectLicenses(tx, { ...query, ...scoped, withAccounts: seesAccounts(actor) });
    // A first page that is not full is its own count.
    const total = query.offset === 0 && rows.length < query.limit ? rows.length : await countLicenses(tx, scoped);
    return { rows: rows.map((row) => licenseView(row, actor)), total };
  });
}

/** Whether the caller may see any portal account at all. */
export function seesAccounts(actor: Actor): boolean {
  return actor.scope('portal-accounts', 'read').length > 0;
}

export async function showLicense(ctx: Context, actor: Actor, id: number) {
  return ctx.db.read(actor.sight, async (tx) => {
    const rows = await selectLicense(tx, id);
    if (rows.length === 0) throw notFound('license');
    const succession = await selectSuccession(tx, id);
    return {
      rows: rows.map((row) => licenseView(row, actor)),
      successorOf: succession?.successor_of ?? null,
      succeededBy: succession?.succeeded_by ?? null,
    };
  });
}

export async function listHistory(ctx: Context, actor: Actor, id: number, page: { offset: number; limit: number }) {
  return ctx.db.read(actor.sight, async (tx) => {
    if ((await selectVisibleIds(tx, [id])).length === 0) throw notFound('license');
    const { rows, total } = await selectHistory(tx, id, page);
    return { rows: rows.map(historyView), total };
  });
}

export async function setTags(ctx: Context, actor: Actor, id: number, given: string[]) {
  const tags = cleanTags(given);
  await retag(ctx, actor, [id], () => tags);
  return { tags };
}

export async function changeTags(ctx: Context, actor: Actor, given: { licenseIds: string[]; add: string[]; remove: string[] }) {
  const [add, remove] = [cleanTags(given.add), new Set(cleanTags(given.remove))];
  const ids = [...new Set(given.licenseIds.map(Number))];
  const changed = await retag(ctx, actor, ids, (row) => cleanKeepingOrder([...row.tags.filter((tag) => !remove.has(tag)), ...add]));
  return { changed };
}

function cleanKeepingOrder(tags: string[]): string[] {
  return [...new Set(tags)];
}

/** Gives licenses new tags. One that is out of sight refuses the whole, as does one that the caller may not write. */
async function retag(ctx: Context, actor: Actor, ids: number[], tagsOf: (row: TaggedRow) => string[]): Promise<number> {
  return ctx.db.transaction(actor.sight, async (tx) => {
    const rows = await selectTagged(tx, ids);
    if (rows.length < ids.length) throw notFound('license');
    const writable = actor.scope('licenses', 'write');
    if (rows.some((row) => !reaches(writable, row.access_group_id))) {
      const needs = { function: 'licenses', level: 'write' };
      throw new Refusal('not-permitted', 'You may read these licenses but not change their tags.', {
        reason: { code: 'tags-read-only', parameters: {} },
        needs,
      });
    }
    const changed = rows.map((row) => ({ row, tags: tagsOf(row) })).filter(({ row, tags }) => tags.join('\0') !== row.tags.join('\0'));
    const written = await updateTags(tx, changed, { userId: actor.userId, now: ctx.now() });
    if (written < changed.length)
      throw new Refusal('conflict', 'Somebody else changed these tags meanwhile.', {
        reason: { code: 'tags-changed-meanwhile', parameters: {} },
        remedy: 'Look again, then change them.',
      });
    await recordAudit(
      ctx,
      tx,
      actor,
      changed.map(({ row, tags: after }) => ({
        groupId: row.access_group_id,
        function: 'licenses',
        action: 'tags-changed',
        subject: { kind: 'license', id: row.id, name: row.public_id ?? '' },
        before: { tags: row.tags },
        after: { tags: after },
      })),
    );
    return written;
  });
}

export async function listTags(ctx: Context, actor: Actor, query: { q?: string | undefined; limit: number }) {
  return ctx.db.read(actor.sight, (tx) => selectTags(tx, { q: query.q, limit: query.limit }));
}

export async function listProducts(ctx: Context, actor: Actor, asOf: string | undefined) {
  return ctx.db.read(actor.sight, (tx) => selectProducts(tx, momentOf(asOf), actor.licenseGroups));
}

export async function listCompanies(ctx: Context, actor: Actor, asOf: string | undefined) {
  const rows = await ctx.db.read(actor.sight, (tx) => selectCompanyTree(tx, momentOf(asOf)));
  return rows.map((row) => ({
    id: String(row.id),
    parentId: row.parent_id === null ? null : String(row.parent_id),
    name: row.name,
    type: companyType(row.type),
    status: row.status as CompanyStatus,
    licenses: row.licenses,
    state: row.state as LicenseState | null,
    archived: row.archived,
  }));
}

/** Notes that a person looks at licenses. What the caller cannot see is passed over. */
export async function wantDetails(ctx: Context, actor: Actor, ids: string[]): Promise<void> {
  const visible = await ctx.db.transaction(actor.sight, (tx) => selectVisibleIds(tx, ids.map(Number)));
  await ctx.db.transaction(wholeSight, (tx) => noteWanted(tx, visible, ctx.now()));
}

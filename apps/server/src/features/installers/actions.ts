import type { Installer } from '@licet/contract';
import { unitsLeft } from '@licet/domain';
import type { InstallerState } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { difference, recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { selectGroup } from '../groups/store.ts';
import { addToken, checkLicense, makeInstaller, mustSelectInstaller, refuseBeyond, subjectOf, tellInstaller } from './make.ts';
import {
  countInstallers,
  endTokens,
  selectChoices,
  selectCompanyGroup,
  selectInstallers,
  selectSuccessors,
  updateInstaller,
} from './store.ts';
import type { InstallerFilter, InstallerRow } from './store.ts';
import { installerView } from './views.ts';

export type InstallerQuery = Omit<InstallerFilter, 'ids' | 'groups'> & { state?: unknown; offset: number; limit: number };

export async function listInstallers(ctx: Context, actor: Actor, query: InstallerQuery) {
  const states = query.state as InstallerState[] | undefined;
  const filter = { ...query, groups: actor.scope('installers', 'read') };
  return ctx.db.read(actor.sight, async (tx) => {
    const rowsOf = async (page?: { offset: number; limit: number }) =>
      viewAll(tx, await selectInstallers(tx, filter, page), actor, ctx.now());
    if (!states) return { rows: await rowsOf(query), total: await countInstallers(tx, filter) };
    // A state is worked out by the rules, so it is filtered by after they have spoken.
    const rows = (await rowsOf()).filter((row) => states.includes(row.state));
    return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length };
  });
}

export async function showInstaller(ctx: Context, actor: Actor, id: number) {
  return ctx.db.read(actor.sight, async (tx) => viewOne(tx, await mustSelectInstaller(tx, id), actor, ctx.now()));
}

/** Installers as they are shown; what came in the place of a license that is gone is looked up for those that have lost theirs. */
async function viewAll(tx: Tx, rows: InstallerRow[], actor: Actor, now: Date): Promise<Installer[]> {
  const bereft = rows.filter((row) => row.license?.gone).map((row) => row.id);
  const successors = bereft.length === 0 ? [] : await selectSuccessors(tx, bereft);
  const of = new Map(successors.map((successor) => [successor.installer_id, successor]));
  return rows.map((row) => installerView(row, actor, now, of.get(row.id)));
}

async function viewOne(tx: Tx, row: InstallerRow, actor: Actor, now: Date): Promise<Installer> {
  return (await viewAll(tx, [row], actor, now))[0] as Installer;
}

export async function listChoices(ctx: Context, actor: Actor, groupId: number) {
  return ctx.db.read(actor.sight, async (tx) => {
    if (!(await selectGroup(tx, groupId))) throw notFound('group');
    const rows = await selectChoices(tx, [await selectCompanyGroup(tx, groupId)]);
    return rows.map((row) => ({
      shareId: String(row.share_id),
      licenseId: String(row.license_id),
      publicId: row.public_id,
      productName: row.product_name,
      licenseUser: row.license_user,
      unitsLeft: unitsLeft({ quantity: row.quantity, usage: row.usage, activated: row.activated, activatedSince: row.activated_since }),
    }));
  });
}

export interface GivenBody {
  name: string;
  groupId: string;
  accessGroupId?: string | undefined;
  shareId: string | null;
  expiresAt: string | null;
  useLimit: number | null;
}

export async function createInstaller(ctx: Context, actor: Actor, given: GivenBody) {
  return ctx.db.transaction(actor.sight, async (tx) => {
    const row = await makeInstaller(ctx, tx, actor, {
      name: given.name,
      groupId: Number(given.groupId),
      accessGroupId: Number(given.accessGroupId ?? given.groupId),
      shareId: given.shareId === null ? null : Number(given.shareId),
      expiresAt: given.expiresAt === null ? null : new Date(given.expiresAt),
      useLimit: given.useLimit,
    });
    return viewOne(tx, row, actor, ctx.now());
  });
}

export interface ChangeBody {
  name?: string | undefined;
  shareId?: string | null | undefined;
  expiresAt?: string | null | undefined;
  useLimit?: number | null | undefined;
}

export async function changeInstaller(ctx: Context, actor: Actor, id: number, given: ChangeBody) {
  return change(ctx, actor, id, 'installer-changed', async (tx, row) => {
    if (given.shareId) await checkLicense(tx, actor, Number(given.shareId), row.group_id);
    await updateInstaller(tx, id, {
      name: given.name,
      share_id: given.shareId === undefined ? undefined : given.shareId === null ? null : Number(given.shareId),
      expires_at: given.expiresAt === undefined ? undefined : given.expiresAt === null ? null : new Date(given.expiresAt),
      use_limit: given.useLimit,
    });
    if (given.shareId) refuseBeyond(await mustSelectInstaller(tx, id), ctx.now());
  });
}

export async function rotateToken(ctx: Context, actor: Actor, id: number, overlapHours: number) {
  return change(ctx, actor, id, 'installer-rotated', async (tx, row) => {
    await endTokens(tx, id, new Date(ctx.now().getTime() + overlapHours * 3_600_000));
    await addToken(ctx, tx, row);
  });
}

export async function revokeInstaller(ctx: Context, actor: Actor, id: number) {
  return change(ctx, actor, id, 'installer-revoked', (tx) => updateInstaller(tx, id, { revoked_at: ctx.now() }));
}

type Work = (tx: Parameters<typeof updateInstaller>[0], row: InstallerRow) => Promise<void>;

async function change(ctx: Context, actor: Actor, id: number, action: Done['action'], work: Work) {
  return ctx.db.transaction(actor.sight, async (tx) => {
    const before = await mustSelectInstaller(tx, id);
    requireRight(actor, 'installers', 'write', before.access_group_id, 'where-kept');
    if (before.revoked_at)
      throw new Refusal('conflict', 'The installer was revoked.', {
        reason: { code: 'installer-revoked', parameters: {} },
        remedy: 'Make a new one.',
      });
    await work(tx, before);
    const row = await mustSelectInstaller(tx, id);
    const changed = difference(await tellInstaller(tx, before), await tellInstaller(tx, row));
    await recordAudit(ctx, tx, actor, [{ ...subjectOf(row), action, ...changed }]);
    return viewOne(tx, row, actor, ctx.now());
  });
}

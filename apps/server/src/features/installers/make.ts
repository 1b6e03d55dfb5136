// Making an installer, within a transaction of the caller's: the customer setup makes them, too.
import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { breakageOf } from '@licet/domain';
import { recordAudit, tellGroup } from '../audit/record.ts';
import { selectSameChain } from '../audit/store.ts';
import { selectAuthorityOf } from '../certificates/store.ts';
import { selectGroup } from '../groups/store.ts';
import { insertInstaller, insertToken, selectCompanyGroup, selectInstallers, selectShare } from './store.ts';
import type { InstallerRow } from './store.ts';
import { factsOf } from './views.ts';

export interface GivenInstaller {
  name: string;
  groupId: number;
  accessGroupId: number;
  shareId: number | null;
  expiresAt: Date | null;
  useLimit: number | null;
}

/** The secret in an installer is a long random number, so a plain hash finds it. */
export function hashInstallerToken(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

const TOKEN_CONTEXT = 'installer token';

/** A new secret for an installer. */
export function newInstallerToken(): string {
  return `li_${randomBytes(32).toString('base64url')}`;
}

export function sealInstallerToken(ctx: Context, secret: string): Buffer {
  return ctx.sealer.seal(secret, TOKEN_CONTEXT);
}

export function openInstallerToken(ctx: Context, sealed: Buffer): string {
  return ctx.sealer.open(sealed, TOKEN_CONTEXT);
}

/** Makes an installer. Refuses what the caller lacks: the right on each of the objects that it joins (R44). */
export async function makeInstaller(ctx: Context, tx: Tx, actor: Actor, given: GivenInstaller): Promise<InstallerRow> {
  if (!(await selectGroup(tx, given.groupId)) || !(await selectGroup(tx, given.accessGroupId))) throw notFound('group');
  if (given.expiresAt && given.expiresAt <= ctx.now()) {
    const errors = [{ field: 'body.expiresAt', message: 'lies in the past', reason: { code: 'field-in-past', parameters: {} } as const }];
    throw new Refusal('malformed-request', 'An installer cannot expire in the past.', { errors });
  }
  requireRight(actor, 'installers', 'write', given.accessGroupId, 'where-kept');
  requireRight(actor, 'groups-and-computers', 'write', given.groupId, 'at-target');
  const authority = await selectAuthorityOf(tx, given.groupId);
  if (!authority)
    throw new Refusal('conflict', 'There is no certification authority in sight for this group.', {
      reason: { code: 'no-authority', parameters: {} },
      remedy: 'Choose a group of a company whose portal account has been synchronized, with use of certificates in its Shared Objects.',
    });
  requireRight(actor, 'certificates', 'use', authority.access_group_id, 'at-authority');
  if (given.shareId !== null) await checkLicense(tx, actor, given.shareId, given.groupId);
  const id = await insertInstaller(tx, {
    name: given.name,
    access_group_id: given.accessGroupId,
    group_id: given.groupId,
    share_id: given.shareId,
    authority_id: authority.id,
    expires_at: given.expiresAt,
    use_limit: given.useLimit,
    created_by: actor.userId,
  });
  await addToken(ctx, tx, { id, access_group_id: given.accessGroupId });
  const row = await mustSelectInstaller(tx, id);
  refuseBeyond(row, ctx.now());
  await recordAudit(ctx, tx, actor, [{ ...subjectOf(row), action: 'installer-created', after: await tellInstaller(tx, row) }]);
  return row;
}

/** Puts a new token beside those there are. */
export async function addToken(ctx: Context, tx: Tx, installer: { id: number; access_group_id: number }): Promise<void> {
  const secret = newInstallerToken();
  await insertToken(tx, {
    installer_id: installer.id,
    access_group_id: installer.access_group_id,
    secret_hash: hashInstallerToken(secret),
    secret_sealed: sealInstallerToken(ctx, secret),
  });
}

/** An installer names a license of the company that its group belongs to (R60), which the caller may use. */
export async function checkLicense(tx: Tx, actor: Actor, shareId: number, groupId: number): Promise<void> {
  const share = await selectShare(tx, shareId);
  if (!share) throw notFound('license');
  requireRight(actor, 'licenses', 'use', share.access_group_id, 'at-license');
  if (share.company_group_id !== (await selectCompanyGroup(tx, groupId)))
    throw new Refusal('conflict', 'The license belongs to another company than the group.', {
      reason: { code: 'license-of-another-company', parameters: {} },
      remedy: 'Choose a license of the company that the group belongs to.',
    });
}

/** An installer is not made broken: its license has to be within reach of where it is kept (R62). */
export function refuseBeyond(row: InstallerRow, now: Date): void {
  if (breakageOf(factsOf(row), now) !== 'license-out-of-reach') return;
  throw new Refusal('conflict', 'The license is not within reach of the group that the installer is kept in.', {
    reason: { code: 'license-beyond-access-group', parameters: {} },
    remedy: "Keep the installer in the group that the license's pool is in, or in a group above it; Shared Objects reach no pools.",
  });
}

export async function mustSelectInstaller(tx: Tx, id: number): Promise<InstallerRow> {
  const [row] = await selectInstallers(tx, { ids: [id] });
  if (!row) throw notFound('installer');
  return row;
}

export function subjectOf(row: InstallerRow) {
  return {
    groupId: row.access_group_id,
    function: 'installers' as const,
    subject: { kind: 'installer' as const, id: row.id, name: row.name },
  };
}

/** An installer as the audit tells it: names and limits, never a token. A group out of the chain's company goes unnamed. */
export async function tellInstaller(tx: Tx, row: InstallerRow): Promise<Record<string, unknown>> {
  const near = await selectSameChain(tx, row.access_group_id, [row.group_id]);
  return {
    name: row.name,
    group: tellGroup(near, row.group_id),
    product: row.license?.visible ? row.license.productName : null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    useLimit: row.use_limit,
    revoked: row.revoked_at !== null,
    graceUntil: row.grace_until?.toISOString() ?? null,
  };
}

import type { Installer } from '@licet/contract';
import { breakageOf, effectiveExpiry, installerState, reaches } from '@licet/domain';
import type { InstallerFacts } from '@licet/domain';
import type { Actor } from '../../http/actor.ts';
import type { InstallerRow, SuccessorRow } from './store.ts';

/** What the rules need to know of an installer. */
export function factsOf(row: InstallerRow): InstallerFacts {
  return {
    accessGroupId: row.access_group_id,
    revoked: row.revoked_at !== null,
    expiresAt: row.expires_at,
    useLimit: row.use_limit,
    uses: row.uses,
    graceUntil: row.grace_until,
    authorityExpiresAt: row.authority_expires_at,
    license: row.license,
  };
}

export function installerView(row: InstallerRow, actor: Actor, now: Date, successor?: SuccessorRow): Installer {
  const facts = factsOf(row);
  const end = effectiveExpiry(facts);
  const write = reaches(actor.scope('installers', 'write'), row.access_group_id);
  const into = reaches(actor.scope('groups-and-computers', 'use'), row.group_id);
  const use = reaches(actor.scope('installers', 'use'), row.access_group_id);
  const { license } = row;
  return {
    id: String(row.id),
    name: row.name,
    accessGroup: { id: String(row.access_group_id), kind: row.access_group_kind ?? 'plain', name: row.access_group_name ?? '' },
    group: { id: String(row.group_id), kind: row.group_kind ?? 'plain', name: row.group_name ?? '' },
    license:
      license?.visible && row.share_id !== null
        ? {
            shareId: String(row.share_id),
            licenseId: license.licenseId,
            publicId: license.publicId,
            productName: license.productName,
            licenseUser: license.licenseUser,
          }
        : null,
    namesLicense: row.share_id !== null,
    authority: { id: String(row.authority_id), name: row.authority_name },
    state: installerState(facts, now),
    breakage: breakageOf(facts, now),
    graceUntil: row.grace_until?.toISOString() ?? null,
    successor: successor
      ? {
          shareId: String(successor.share_id),
          licenseId: String(successor.license_id),
          publicId: successor.public_id,
          productName: successor.product_name,
          licenseUser: successor.license_user,
        }
      : null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    effectiveExpiry: { at: end.at.toISOString(), by: end.by },
    useLimit: row.use_limit,
    uses: row.uses,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
    tokens: row.tokens.map((token) => ({
      id: token.id,
      createdAt: new Date(token.createdAt).toISOString(),
      validUntil: token.validUntil === null ? null : new Date(token.validUntil).toISOString(),
    })),
    can: {
      change: write && row.revoked_at === null,
      revoke: write && row.revoked_at === null,
      download: use && into && row.revoked_at === null,
    },
  };
}

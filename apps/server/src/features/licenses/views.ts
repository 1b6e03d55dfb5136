import type { LicenseRow } from '@licet/contract';
import { reaches } from '@licet/domain';
import type { Rights } from '../../http/actor.ts';
import type { HistoryRow, LicenseListRow } from './store.ts';

export function licenseView(row: LicenseListRow, actor: Pick<Rights, 'scope'>): LicenseRow {
  // A file says everything at once; its units stand there before its details are through.
  const readAtOf = (source: string) =>
    source === 'structure' ? row.structure_at : source === 'file' ? (row.details_at ?? row.structure_at) : row.details_at;
  const reading = (value: number | null, source: string | null): LicenseRow['quantity'] => ({
    value,
    source: source as LicenseRow['quantity']['source'],
    readAt: source === null ? null : (readAtOf(source)?.toISOString() ?? null),
  });
  return {
    id: String(row.id),
    licenseId: String(row.license_id),
    poolId: String(row.pool_id),
    publicId: row.public_id,
    productCode: row.product_code,
    productName: row.product_name,
    bundleName: row.bundle_name,
    type: row.type as LicenseRow['type'],
    state: row.state as LicenseRow['state'],
    quantity: reading(row.quantity, row.quantity_source),
    usage: reading(row.usage, row.usage_source),
    expires: row.expires,
    licenseUser: { kind: row.license_user_kind as LicenseRow['licenseUser']['kind'], name: row.license_user },
    company: { id: String(row.company_id), upstreamId: row.upstream_id ?? '' },
    tags: row.tags,
    accessGroup: {
      id: String(row.stood_in),
      // Out of sight, it has neither.
      kind: (row.group_kind ?? 'plain') as LicenseRow['accessGroup']['kind'],
      name: row.group_name ?? '',
    },
    accounts: row.accounts,
    gone: row.gone,
    can: { editTags: reaches(actor.scope('licenses', 'write'), row.access_group_id) },
  };
}

export function historyView(row: HistoryRow) {
  return {
    at: row.at.toISOString(),
    kind: row.kind,
    by: { runId: row.run_id === null ? null : String(row.run_id), user: row.user_login },
    before: row.before,
    after: row.after,
  };
}

import type { PortalAccount } from '@licet/contract';
import { companyType } from '@licet/domain';
import type { Actor } from '../../http/actor.ts';
import { storedReasons } from '../sync/because.ts';
import type { AccountRow } from './store.ts';

export function accountView(row: AccountRow, actor: Actor): PortalAccount {
  return {
    id: String(row.id),
    login: row.login,
    kinds: row.kinds as PortalAccount['kinds'],
    rootCompany: { upstreamId: row.root_upstream_id, name: row.root_name, type: companyType(row.root_type) },
    pooling: row.pooling as PortalAccount['pooling'],
    policy: row.policy as PortalAccount['policy'],
    managedTags: row.managed_tags,
    state: row.state as PortalAccount['state'],
    stateReason: row.state_reason,
    stateReasons: storedReasons(row.state_reasons),
    structureAt: row.structure_at?.toISOString() ?? null,
    detailsAt: row.oldest_details_at?.toISOString() ?? null,
    nextRunAt: row.next_run_at?.toISOString() ?? null,
    source: row.file_taken_at ? 'file' : 'portal',
    fileTakenAt: row.file_taken_at?.toISOString() ?? null,
    counts: { companies: row.companies, licenses: row.licenses, detailsRead: row.details_read },
    currentRunId: row.current_run_id === null ? null : String(row.current_run_id),
    can: { change: actor.administrator, remove: actor.administrator, synchronize: actor.administrator && !row.file_taken_at },
  };
}

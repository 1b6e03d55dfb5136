import type { Customer, Setup } from '@licet/contract';
import { proposeLogin } from '@licet/domain';
import type { Lack } from '@licet/domain';
import type { BatchRow, StepRow } from './batch-store.ts';
import type { CustomerRow } from './store.ts';

export function customerView(row: CustomerRow, lacks: Lack[], names: Map<number, string>): Customer {
  return {
    id: String(row.id),
    group: { id: String(row.group_id), name: row.name },
    name: row.name,
    parent: row.parent_name,
    setup: row.setup as Customer['setup'],
    licenses: row.licenses,
    users: row.users,
    installers: row.installers,
    computers: row.computers,
    since: row.first_seen_at.toISOString(),
    proposedLogin: proposeLogin(row.name),
    lacks: lacks.map((lack) => ({ function: lack.function, level: lack.level, group: names.get(lack.groupId) ?? '' })),
  };
}

export function batchView(row: BatchRow, steps: StepRow[]): Setup {
  return {
    id: String(row.id),
    kind: row.kind,
    startedAt: row.created_at.toISOString(),
    total: row.total,
    done: row.done,
    failed: row.failed,
    steps: steps.map((step) => ({
      id: String(step.id),
      customer: { id: String(step.company_id), name: step.company_name },
      groupId: String(step.group_id),
      state: step.state,
      reason: step.reason,
      user: step.user_id === null ? null : { id: String(step.user_id), login: step.login ?? '' },
      installer: step.installer_id === null ? null : { id: String(step.installer_id), name: step.installer_name ?? '' },
      passwordWaits: step.password_sealed !== null && step.state === 'done',
      endedAt: step.ended_at?.toISOString() ?? null,
    })),
  };
}

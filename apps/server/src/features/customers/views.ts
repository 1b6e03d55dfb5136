import type { Customer, Setup } from '@licet/contract';
import type { Lack } from '@licet/domain';
import type { BatchRow, StepRow } from './batch-store.ts';
import { storedReasons } from '../sync/because.ts';
import type { CustomerRow, PastCustomerRow, Touched } from './store.ts';

export function customerView(row: CustomerRow, proposedLogin: string, lacks: Lack[], names: Map<number, string>): Customer {
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
    proposedLogin,
    lacks: lacksView(lacks, names),
  };
}

/** Nothing is done in the past: what a setup would propose, and what it would need, is not told. */
export function pastCustomerView(row: PastCustomerRow): Customer {
  const { id, group_id, name, parent_name: parent, setup, licenses, first_seen_at } = row;
  return {
    id: String(id),
    group: { id: String(group_id), name },
    name,
    parent,
    setup: setup as Customer['setup'],
    licenses,
    users: null,
    installers: null,
    computers: null,
    since: first_seen_at.toISOString(),
    proposedLogin: '',
    lacks: [],
  };
}

export function lacksView(lacks: Lack[], names: Map<number, string>): Customer['lacks'] {
  return lacks.map((lack) => ({ function: lack.function, level: lack.level, group: names.get(lack.groupId) ?? '' }));
}

export function offboardingView(row: CustomerRow, touched: Touched | undefined, lacks: Customer['lacks']) {
  return {
    customer: { id: String(row.id), name: row.name },
    setup: row.setup as NonNullable<Customer['setup']>,
    users: touched?.users ?? [],
    installers: touched?.installers ?? [],
    lacks,
  };
}

export function batchView(row: BatchRow, steps: StepRow[], callerId: number): Setup {
  return {
    id: String(row.id),
    kind: row.kind,
    startedAt: row.created_at.toISOString(),
    startedBy: row.login,
    own: row.user_id === callerId,
    total: row.total,
    done: row.done,
    failed: row.failed,
    steps: steps.map((step) => ({
      id: String(step.id),
      customer: { id: String(step.company_id), name: step.company_name },
      groupId: String(step.group_id),
      state: step.state,
      reason: step.reason,
      reasons: storedReasons(step.reasons),
      user: step.user_id === null ? null : { id: String(step.user_id), login: step.login ?? '' },
      installer: step.installer_id === null ? null : { id: String(step.installer_id), name: step.installer_name ?? '' },
      passwordWaits: step.password_sealed !== null && step.state === 'done',
      did: row.kind === 'offboarding' && step.ended_at !== null && step.state !== 'failed' ? didView(step) : null,
      endedAt: step.ended_at?.toISOString() ?? null,
    })),
  };
}

function didView({ done }: StepRow) {
  return { usersSuspended: done.users.length, installersRevoked: done.installers.length, archived: done.setup !== null };
}

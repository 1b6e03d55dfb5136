import { reason } from '@licet/contract';
import type { Report } from '@licet/contract';
import { reaches } from '@licet/domain';
import type { Actor } from '../../http/actor.ts';
import { problemFor } from '../mail/problem.ts';
import { silenceOf } from './eyes.ts';
import type { OwnersSight } from '../sessions/owners.ts';
import type { ReportRow } from './store.ts';

export function reportView(row: ReportRow, ownersSight: OwnersSight, actor: Actor): Report {
  const write = reaches(actor.scope('reports', 'write'), row.access_group_id);
  const scheduled = row.schedule !== null;
  const silence = scheduled ? silenceOf(row, ownersSight) : null;
  return {
    id: String(row.id),
    name: row.name,
    accessGroup: { id: String(row.access_group_id), kind: row.group_kind ?? 'plain', name: row.group_name ?? '' },
    owner: row.owner,
    filter: row.filter,
    columns: row.columns,
    groupBy: row.group_by,
    schedule: row.schedule,
    recipients: row.recipients,
    language: row.language,
    state: !scheduled ? 'kept' : silence ? 'silent' : 'scheduled',
    silence,
    nextAt: row.next_at?.toISOString() ?? null,
    lastSent: lastSentView(row, actor),
    changedAt: row.changed_at.toISOString(),
    can: {
      change: write && reaches(actor.scope('licenses', 'read'), row.access_group_id),
      send: write && scheduled && silence === null,
      remove: write,
    },
  };
}

function lastSentView({ access_group_id, last_at, last_sent, last_rows, last_problem }: ReportRow, actor: Actor): Report['lastSent'] {
  if (last_at === null) return null;
  const problem = problemFor(actor, reason.safeParse(last_problem).data ?? null);
  const at = last_at.toISOString();
  const sent = last_sent ?? false;
  if (reaches(actor.scope('licenses', 'read'), access_group_id)) return { at, sent, rows: last_rows, problem };
  // How many there are is for those who see them.
  const counts = problem?.code === 'report-too-large';
  return { at, sent, rows: null, problem: counts ? { code: 'mail-not-delivered', parameters: {} } : problem };
}

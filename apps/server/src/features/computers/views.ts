import type { Computer } from '@licet/contract';
import { reaches } from '@licet/domain';
import type { Actor } from '../../http/actor.ts';
import type { ComputerRow } from './store.ts';

/** A computer that reported within this time is online: agents report every ten minutes. */
export const ONLINE_MS = 30 * 60_000;

export function computerView(row: ComputerRow, actor: Actor, now: Date): Computer {
  const write = reaches(actor.scope('groups-and-computers', 'write'), row.group_id);
  const seen = row.last_seen_at?.getTime();
  return {
    id: String(row.id),
    name: row.name,
    group: { id: String(row.group_id), kind: row.group_kind ?? 'plain', name: row.group_name ?? '' },
    os: row.os,
    agentVersion: row.agent_version,
    state: seen === undefined ? 'never' : now.getTime() - seen <= ONLINE_MS ? 'online' : 'silent',
    enrolledAt: row.enrolled_at.toISOString(),
    lastSeenAt: row.last_seen_at?.toISOString() ?? null,
    activations: row.activations.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
    certificateExpiresAt: row.certificate_expires_at?.toISOString() ?? null,
    can: { move: write, deactivate: write && row.activations.length > 0, remove: write },
  };
}

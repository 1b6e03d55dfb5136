// Doors of what tells people: mail settings, notification rules, alerts, reports.
import type { Endpoint } from '@licet/contract';
import { expect } from 'vitest';
import type { Seer } from '../world.ts';
import { all, idsOf, nameOf, number, rows, rowsOf, standing, text, world } from './rows.ts';
import type { Reply } from './rows.ts';
import { everyGroup, readsAlert, readsLicenses, readsReport, readsRule, writesReport, writesRule } from './oracle.ts';
import { expectNothingForeign } from './secrets.ts';
import { administrators, guarded, listing, objectDoor } from './kinds.ts';
import type { Doors } from './kinds.ts';

/** A door of a notification rule: those of others are not found, or may not be written; one's own are left alone. */
const ruleDoor =
  (call: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = await world.rows('notification_rules');
    for (const row of before) {
      if (writesRule(seer)(row)) continue;
      await guarded(seer, endpoint, 'notifications', 'write', { ...call, params: { id: text(row, 'id') } }, (reply) => {
        expect(reply.status, `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}`).toBe(readsRule(seer)(row) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(await world.rows('notification_rules')).toEqual(before);
  };

/** A door of a report: those of others are not found, or may not be written; one's own are left alone. */
const reportDoor =
  (call: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = await world.rows('reports');
    for (const row of before) {
      if (writesReport(seer)(row)) continue;
      await guarded(seer, endpoint, 'reports', 'write', { ...call, params: { id: text(row, 'id') } }, (reply) => {
        expect(reply.status, `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}`).toBe(readsReport(seer)(row) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(await world.rows('reports')).toEqual(before);
  };

/** What a report in sight holds: the licenses in its group and below that the seer reads, wherever it is kept; others are not found. */
const contentsDoor =
  (query: object, idsIn: (reply: Reply) => (string | null)[]) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    for (const row of all['reports'] ?? []) {
      const call = { params: { id: text(row, 'id') }, query };
      await guarded(seer, endpoint, 'reports', 'read', call, (reply) => {
        const where = `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}`;
        expect(reply.status, where).toBe(readsReport(seer)(row) ? 200 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
        if (reply.status !== 200) return;
        const below = groupsBelow(number(row, 'access_group_id'));
        const held = rowsOf(
          'shares',
          (share) => standing(share) && readsLicenses(seer)(share) && below.has(number(share, 'access_group_id')),
        );
        const ought = held.map((share) => rowsOf('licenses', (one) => one['id'] === share['license_id'])[0]?.['public_id'] ?? null);
        expect(idsIn(reply).sort(), where).toEqual(ought.sort());
      });
    }
  };

function groupsBelow(top: number): Set<number> {
  const below = new Set([top]);
  // A set that grows while it is walked is walked to its end.
  for (const id of below) for (const group of rowsOf('groups', (one) => one['parent_id'] === id)) below.add(number(group, 'id'));
  return below;
}

export const watchingDoors: Doors = {
  'GET /api/settings/mail': administrators(),
  'PUT /api/settings/mail': administrators({
    body: { host: 'mail.example', port: 25, security: 'none', login: null, sender: 'a@b.example' },
  }),
  'DELETE /api/settings/mail': administrators(),
  'POST /api/settings/mail/test': administrators({ body: { to: 'a@b.example' } }),
  'GET /api/notification-rules': listing(
    'notifications',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('notification_rules', readsRule(seer))),
  ),
  'POST /api/notification-rules': async (seer, endpoint) => {
    const before = idsOf(await world.rows('notification_rules'));
    for (const group of everyGroup()) {
      if (writesRule(seer)({ access_group_id: Number(group) })) continue;
      const body = { name: 'stolen', accessGroupId: group, condition: { kind: 'usage', percent: 1 }, recipients: ['a@b.example'] };
      await guarded(seer, endpoint, 'notifications', 'write', { body }, (reply) => {
        expect(reply.status, `in ${group} as ${seer.login}`).toBe(seer.any.has(Number(group)) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(idsOf(await world.rows('notification_rules'))).toEqual(before);
  },
  'GET /api/notification-rules/:id': (seer, endpoint) =>
    objectDoor('notifications', 'read', 'notification_rules', readsRule(seer), 'access_group_id')(seer, endpoint),
  'PATCH /api/notification-rules/:id': ruleDoor({ body: { recipients: ['a@b.example'] } }),
  'DELETE /api/notification-rules/:id': ruleDoor({}),
  'PUT /api/notification-rules/:id/snooze': ruleDoor({ body: { until: null } }),
  'POST /api/notification-rules/:id/test': ruleDoor({}),
  'GET /api/alerts': listing(
    'notifications',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('alerts', readsAlert(seer))),
  ),
  'GET /api/reports': listing(
    'reports',
    { query: { limit: 500 } },
    (reply) => rows<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('reports', readsReport(seer))),
  ),
  'POST /api/reports': async (seer, endpoint) => {
    const before = idsOf(await world.rows('reports'));
    for (const group of everyGroup()) {
      if (writesReport(seer)({ access_group_id: Number(group) })) continue;
      await guarded(seer, endpoint, 'reports', 'write', { body: { name: 'stolen', accessGroupId: group } }, (reply) => {
        expect(reply.status, `in ${group} as ${seer.login}`).toBe(seer.any.has(Number(group)) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(idsOf(await world.rows('reports'))).toEqual(before);
  },
  'GET /api/reports/:id': (seer, endpoint) =>
    objectDoor('reports', 'read', 'reports', readsReport(seer), 'access_group_id')(seer, endpoint),
  'PATCH /api/reports/:id': reportDoor({ body: { recipients: ['a@b.example'] } }),
  'DELETE /api/reports/:id': reportDoor({}),
  'POST /api/reports/:id/send': reportDoor({}),
  'GET /api/reports/:id/rows': contentsDoor({ limit: 500 }, (reply) => rows<{ publicId: string | null }>(reply).map((row) => row.publicId)),
  'GET /api/reports/:id/csv': contentsDoor({ language: 'en' }, (reply) =>
    reply.text
      .trim()
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(',')[1] || null),
  ),
};

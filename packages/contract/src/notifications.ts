import { licenseStates } from '@licet/domain';
import { z } from 'zod';
import { can, id, idParams, moment, page, pageQuery, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupSegment } from './groups.ts';
import { reason } from './reason.ts';

/** What a rule watches for. `sync` and `credentials` are about portal accounts: only rules kept in All watch them. */
export const condition = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('expiry'),
      /** Days before the expiry, each once; 0: the last day. */
      days: z.array(z.number().int().min(0).max(3650)).min(1).max(10),
    })
    .strict(),
  z
    .object({
      kind: z.literal('usage'),
      /** Used units, percent of the ordered ones. */
      percent: z.number().int().min(1).max(1000),
    })
    .strict(),
  z.object({ kind: z.literal('state'), states: z.array(z.enum(licenseStates)).min(1).max(licenseStates.length) }).strict(),
  z.object({ kind: z.literal('sync') }).strict(),
  z.object({ kind: z.literal('credentials') }).strict(),
]);
export type NotificationCondition = z.infer<typeof condition>;

/** `silent`: nobody's eyes see for it, so that it tells nothing. */
export const ruleStates = ['on', 'off', 'snoozed', 'silent'] as const;
export const silences = ['owner-gone', 'owner-disabled', 'owner-without-rights'] as const;
export const channels = ['mail', 'webhook'] as const;
/** `waiting`: not told yet, or to be tried again; `failed`: given up; `dropped`: nothing was left to tell. */
export const deliveryStates = ['waiting', 'sent', 'failed', 'dropped'] as const;

const delivery = z.object({
  state: z.enum(deliveryStates),
  /** When it was made, or ended. */
  at: moment,
  /** Why the last attempt failed. */
  reason: reason.nullable(),
});
const perChannel = z.object({ mail: delivery.nullable(), webhook: delivery.nullable() });

export const notificationRule = z.object({
  id,
  name: z.string(),
  /** It watches licenses in this group and below it, as far as its owner sees them. */
  accessGroup: groupSegment.extend({ id }),
  /** Login of who made or changed it last; null when that user is gone or out of the caller's sight. */
  owner: z.string().nullable(),
  condition,
  /** E-mail addresses. */
  recipients: z.array(z.string()),
  webhookUrl: z.string().nullable(),
  enabled: z.boolean(),
  snoozedUntil: moment.nullable(),
  state: z.enum(ruleStates),
  /** Why it is silent. */
  silence: z.enum(silences).nullable(),
  /** Its alerts in the caller's sight that have not ended. */
  openAlerts: z.number().int(),
  /** The last delivery by each channel. */
  deliveries: perChannel,
  changedAt: moment,
  can: can('change', 'snooze', 'test', 'remove'),
});
export type NotificationRule = z.infer<typeof notificationRule>;

/** What is written has the secret of its webhook when it is new: it is shown this once. */
const written = notificationRule.extend({ webhookSecret: z.string().nullable() });

export const alert = z.object({
  id,
  rule: z.object({ id, name: z.string() }),
  /** Null when another version of the program has raised it. */
  reason: reason.nullable(),
  raisedAt: moment,
  /** Null while it stands. */
  endedAt: moment.nullable(),
  license: z.object({ id, publicId: z.string().nullable(), productName: z.string(), licenseUser: z.string() }).nullable(),
  account: z.object({ id, login: z.string() }).nullable(),
  /** Null by a channel that it was not told by. */
  deliveries: perChannel,
});
export type Alert = z.infer<typeof alert>;

const webAddress = text()
  .trim()
  .max(2000)
  .refine((value) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    return url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '';
  }, 'is not an address that begins with https:// or http://, without login and password');

const body = z.object({
  name: text()
    .trim()
    .min(1)
    .max(100)
    .refine((value) => !/\p{Cc}/u.test(value), 'holds a control character'),
  accessGroupId: id,
  condition,
  recipients: z.array(z.email().max(320)).max(20),
  webhookUrl: webAddress.nullable(),
  enabled: z.boolean(),
});

/** `sent` with a problem: some got it, the problem tells who did not. */
const tried = z.object({ sent: z.boolean(), problem: reason.nullable() });

export const notificationRules = {
  list: endpoint({
    method: 'GET',
    path: '/api/notification-rules',
    summary: 'Notification rules in sight.',
    query: z.object({
      ...pageQuery,
      /** Words of the name. */
      q: text().max(200).optional(),
      /** Only those kept in this group or below it. */
      groupId: id.optional(),
      sort: z.enum(['name', 'changedAt']).default('name'),
      order: z.enum(['asc', 'desc']).default('asc'),
    }),
    response: page(notificationRule),
  }),
  show: endpoint({
    method: 'GET',
    path: '/api/notification-rules/:id',
    summary: 'One notification rule.',
    params: idParams,
    response: notificationRule,
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/notification-rules',
    summary:
      'Makes a rule. It needs write on notifications and read on licenses in its group; a rule about accounts needs write on notifications and read on portal accounts in All.',
    body: body.extend({
      recipients: body.shape.recipients.default([]),
      webhookUrl: body.shape.webhookUrl.default(null),
      enabled: body.shape.enabled.default(true),
    }),
    response: written,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/notification-rules/:id',
    summary: 'Changes a rule; the caller becomes its owner. With `newWebhookSecret` its webhook gets another secret.',
    params: idParams,
    body: body.partial().extend({ newWebhookSecret: z.boolean().default(false) }),
    response: written,
  }),
  remove: endpoint({
    method: 'DELETE',
    path: '/api/notification-rules/:id',
    summary: 'Removes a rule and its alerts.',
    params: idParams,
  }),
  snooze: endpoint({
    method: 'PUT',
    path: '/api/notification-rules/:id/snooze',
    summary: 'Keeps a rule quiet until a moment: alerts are raised and not told. Those that still stand then are told once.',
    params: idParams,
    body: z.object({ until: moment.nullable() }),
    response: notificationRule,
  }),
  test: endpoint({
    method: 'POST',
    path: '/api/notification-rules/:id/test',
    summary: 'Sends a test by each channel of a rule, now; a problem names the channel that failed.',
    params: idParams,
    response: z.object({
      /** Null: the rule has no such channel. */
      mail: tried.nullable(),
      webhook: tried.nullable(),
    }),
  }),
};

export const alerts = {
  list: endpoint({
    method: 'GET',
    path: '/api/alerts',
    summary:
      'Alerts about what is in sight, of rules in sight; the newest first. With `groupId` only those about licenses in this group or below it.',
    query: z.object({
      ...pageQuery,
      ruleId: id.optional(),
      licenseId: id.optional(),
      /** Only those about licenses in this group or below it; alerts about accounts are none of them. */
      groupId: id.optional(),
      show: z.enum(['open', 'ended', 'all']).default('all'),
    }),
    response: page(alert),
  }),
};

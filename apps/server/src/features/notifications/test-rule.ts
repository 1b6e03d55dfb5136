// A test by each channel of a rule, now: it tells of no license.
import { randomUUID } from 'node:crypto';
import type { Reason } from '@licet/contract';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { createFewByHand } from '../mail/few-by-hand.ts';
import { problemFor } from '../mail/problem.ts';
import { sendMail } from '../mail/send.ts';
import { Refusal } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import { mustSelect } from './actions.ts';
import { selectLanguage, selectWebhookSecret } from './rule-store.ts';
import type { RuleRow } from './rule-store.ts';
import { toldTest } from './told.ts';
import { postWebhook, WEBHOOK_SECRET } from './webhook.ts';
import { noticeWords } from './words.ts';

/** Tests by whoever may change a rule, each in the audit. */
export function createRuleTests(ctx: Context) {
  const few = createFewByHand(ctx, 'rule-test', tooMany);
  return async (actor: Actor, id: number) => {
    const { rule, language } = await ctx.db.read(actor.sight, async (tx) => {
      const found = await mustSelect(tx, actor, id);
      requireRight(actor, 'notifications', 'write', found.access_group_id);
      return { rule: found, language: await selectLanguage(tx, actor.userId) };
    });
    await few(actor);
    await ctx.db.transaction(actor.sight, (tx) => recordAudit(ctx, tx, actor, [toldTest(rule)]));
    return sendTest(ctx, actor, rule, language);
  };
}

function tooMany(seconds: number): Refusal {
  return new Refusal('locked-out', 'There were too many tests in a short time.', {
    reason: { code: 'tests-too-many', parameters: { seconds } },
    remedy: `Wait ${seconds} seconds, then try again.`,
  });
}

async function sendTest(ctx: Context, actor: Actor, rule: RuleRow, language: 'en' | 'pl') {
  const { subject, text } = noticeWords[language].test;
  const [mail, webhook] = await Promise.all([
    rule.recipients.length === 0 ? null : sendMail(ctx, { to: rule.recipients, subject, text: text(rule.name) }),
    rule.webhook_url === null ? null : byWebhook(ctx, rule, rule.webhook_url).then((problem) => ({ sent: problem === null, problem })),
  ]);
  return { mail: mail && { sent: mail.sent, problem: problemFor(actor, mail.problem) }, webhook };
}

async function byWebhook(ctx: Context, rule: RuleRow, url: string): Promise<Reason | null> {
  const sealed = await ctx.db.read(wholeSight, (tx) => selectWebhookSecret(tx, rule.id));
  if (!sealed) return null;
  const body = { type: 'licet.test', timestamp: ctx.now().toISOString(), data: { rule: { id: String(rule.id), name: rule.name } } };
  return postWebhook(ctx, { url, secret: ctx.sealer.open(sealed, WEBHOOK_SECRET), id: randomUUID(), body });
}

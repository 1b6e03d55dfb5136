// How this installation sends mail: one setting of administrators.
import type { Answer, mail, mailSecurities } from '@licet/contract';
import { ALL_GROUP } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { Refusal } from '../../http/refusal.ts';
import { administers, requireRight } from '../../http/require-right.ts';
import { changeSettings } from '../../http/route.ts';
import { difference, recordAudit } from '../audit/record.ts';
import { MAIL_PASSWORD, sendMail } from './send.ts';
import { deleteMail, selectMail, upsertMail } from './store.ts';
import type { MailRow } from './store.ts';

interface GivenMail {
  host: string;
  port: number;
  security: (typeof mailSecurities)[number];
  login: string | null;
  password?: string | undefined;
  sender: string;
}

export async function showMail(ctx: Context, actor: Actor): Promise<Answer<typeof mail.show>> {
  requireRight(actor, 'settings', 'read', ALL_GROUP);
  const row = await ctx.db.read(wholeSight, selectMail);
  return { settings: row ? tell(row) : null, can: { change: administers(actor, changeSettings) } };
}

export async function changeMail(ctx: Context, actor: Actor, given: GivenMail): Promise<Answer<typeof mail.show>> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    const before = await selectMail(tx);
    const { host, port, security, login, sender, password } = given;
    const sealed = login === null ? null : password === undefined ? keptPassword(before, given) : ctx.sealer.seal(password, MAIL_PASSWORD);
    const after: MailRow = { host, port, security, login, sender, password_sealed: sealed };
    await upsertMail(tx, after);
    const changed = difference(before ? tell(before) : {}, { ...tell(after), ...(password === undefined ? {} : { password: 'changed' }) });
    if (changed) await record(ctx, tx, actor, changed);
  });
  return showMail(ctx, actor);
}

export async function removeMail(ctx: Context, actor: Actor): Promise<void> {
  await ctx.db.transaction(wholeSight, async (tx) => {
    const before = await selectMail(tx);
    if (!before) return;
    await deleteMail(tx);
    await record(ctx, tx, actor, { before: tell(before) });
  });
}

export async function testMail(ctx: Context, to: string): Promise<void> {
  const { sent, problem } = await sendMail(ctx, {
    to: [to],
    subject: 'Licet: test message / wiadomość testowa',
    text: 'Licet can send mail with these settings.\nLicet może wysyłać pocztę z tymi ustawieniami.\n',
  });
  if (sent || !problem) return;
  throw new Refusal('not-delivered', 'The test message was not sent.', {
    reason: problem,
    remedy: 'Mend the mail settings, then try again.',
  });
}

/** The stored password is for its own server and login: it is not sent anywhere else. */
function keptPassword(before: MailRow | undefined, { host, login }: GivenMail): Buffer {
  if (before?.password_sealed && before.host === host && before.login === login) return before.password_sealed;
  const reason = { code: 'mail-password-needed', parameters: {} } as const;
  throw new Refusal('malformed-request', 'A new mail server or login needs its password.', {
    errors: [{ field: 'body.password', message: 'is needed for a new mail server or login', reason }],
    remedy: 'Give the password of the login.',
  });
}

function tell({ host, port, security, login, sender }: MailRow) {
  return { host, port, security, login, sender };
}

async function record(
  ctx: Context,
  tx: Tx,
  actor: Actor,
  values: { before?: Record<string, unknown>; after?: Record<string, unknown> },
): Promise<void> {
  const subject = { kind: 'settings' as const, id: null, name: '' };
  await recordAudit(ctx, tx, actor, [{ groupId: ALL_GROUP, function: 'settings', action: 'mail-settings-changed', subject, ...values }]);
}

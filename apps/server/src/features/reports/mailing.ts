// Mailing a report: what its owner sees at this moment, and nothing while the owner sees nothing.
import { buffer } from 'node:stream/consumers';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import { csvOf } from '../licenses/columns.ts';
import { sendMail } from '../mail/send.ts';
import type { Sent } from '../mail/send.ts';
import { composeReport } from './compose.ts';
import { contentsOf } from './contents.ts';
import type { MailedReport } from './due-store.ts';
import { loadOwnersSight } from '../sessions/owners.ts';
import { ownersEyes } from './eyes.ts';
import type { Eyes } from './eyes.ts';
import { tableOf } from './lines.ts';

export interface Mailed extends Sent {
  /** Null when it did not come to counting them. */
  rows: number | null;
  /** It would fail the same way again. */
  final: boolean;
}

/** Rows up to which a report is mailed: more make a file that mail servers refuse, and a server busy with it. */
const MOST_ROWS = 50_000;

/** Undefined while the report is silent. `id` is the same for each attempt to mail the same. */
export async function mailReport(ctx: Context, report: MailedReport, to: string[], id: string): Promise<Mailed | undefined> {
  const eyes = await ctx.db.read(wholeSight, async (tx) => ownersEyes(report, await loadOwnersSight(tx, [report])));
  if (typeof eyes === 'string') return undefined;
  const now = ctx.now();
  const { rows, csv } = await fileOf(ctx, report, eyes, now);
  if (!csv) {
    const problem = { code: 'report-too-large', parameters: { rows, most: MOST_ROWS } } as const;
    return { sent: false, problem, putOff: [], rows, final: true };
  }
  const sent = await sendMail(ctx, { to, id, ...composeReport(report, rows, csv, now, ctx.config.publicUrl) });
  return { ...sent, rows, final: false };
}

/** Of one moment: it holds as many rows as are told. */
async function fileOf(ctx: Context, report: MailedReport, eyes: Eyes, now: Date): Promise<{ rows: number; csv: Buffer | undefined }> {
  return ctx.db.read(eyes.sight, async (tx) => {
    const contents = await contentsOf(tx, report, eyes, now);
    const rows = await contents.count();
    if (rows > MOST_ROWS) return { rows, csv: undefined };
    const { head, cells } = tableOf(report, report.language);
    const csv = csvOf(head);
    const [file] = await Promise.all([buffer(csv), pipeline(Readable.from(contents.all()).map(cells), csv)]);
    return { rows, csv: file };
  });
}

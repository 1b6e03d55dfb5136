// A report as its reader sees it, whoever owns it.
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { csvOf } from '../licenses/columns.ts';
import { readReport } from './actions.ts';
import { contentsOf } from './contents.ts';
import { loadBelow } from '../sessions/owners.ts';
import { eyesOf } from './eyes.ts';
import type { Eyes } from './eyes.ts';
import { tableOf } from './lines.ts';
import type { ReportRow } from './store.ts';

export async function listRows(ctx: Context, actor: Actor, id: number, page: { offset: number; limit: number }) {
  const { report, eyes } = await openReport(ctx, actor, id);
  return ctx.db.read(eyes.sight, async (tx) => {
    const contents = await contentsOf(tx, report, eyes, ctx.now());
    const rows = await contents.page(page);
    // A first page that is not full is its own count.
    return { rows, total: page.offset === 0 && rows.length < page.limit ? rows.length : await contents.count() };
  });
}

export async function reportCsv(ctx: Context, actor: Actor, id: number, language: 'en' | 'pl' | undefined) {
  const { report, eyes } = await openReport(ctx, actor, id);
  const { head, cells } = tableOf(report, language ?? report.language);
  const csv = csvOf(head);
  // A caller who leaves ends the stream, and with it the transaction.
  void ctx.db
    .read(eyes.sight, async (tx) => pipeline(Readable.from((await contentsOf(tx, report, eyes, ctx.now())).all()).map(cells), csv))
    .catch((error: unknown) => csv.destroy(error as Error));
  return csv;
}

async function openReport(ctx: Context, actor: Actor, id: number): Promise<{ report: ReportRow; eyes: Eyes }> {
  const report = await readReport(ctx, actor, id);
  const below = await ctx.db.read(wholeSight, (tx) => loadBelow(tx, [report]));
  return { report, eyes: eyesOf(actor, report, below) };
}

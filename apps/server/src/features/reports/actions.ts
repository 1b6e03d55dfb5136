import type { Report } from '@licet/contract';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { requireRight } from '../../http/require-right.ts';
import { recordAudit } from '../audit/record.ts';
import { defined } from '../notifications/given.ts';
import { loadOwnersSight } from '../sessions/owners.ts';
import { givenOf, valuesOf } from './given.ts';
import type { GivenReport, ReportChange } from './given.ts';
import { countReports, deleteReport, insertReport, lockReport, selectReports, updateReport } from './store.ts';
import type { ReportRow, ReportsFilter, ReportsPage } from './store.ts';
import { toldReport } from './told.ts';
import { refuseUnfit } from './unfit.ts';
import { reportView } from './views.ts';

export async function listReports(ctx: Context, actor: Actor, query: ReportsPage & Pick<ReportsFilter, 'q' | 'groupId' | 'state'>) {
  const { q, groupId, state } = query;
  const filter = { q, groupId, state, groups: actor.scope('reports', 'read') };
  const { rows, total } = await ctx.db.read(actor.sight, async (tx) => ({
    rows: await selectReports(tx, filter, query),
    total: await countReports(tx, filter),
  }));
  return { rows: await viewAll(ctx, actor, rows), total };
}

export async function showReport(ctx: Context, actor: Actor, id: number): Promise<Report> {
  return viewOne(ctx, actor, await readReport(ctx, actor, id));
}

/** Reports as they are shown. Whether one is silent is known by its owner's rights, which the caller may not see. */
async function viewAll(ctx: Context, actor: Actor, rows: ReportRow[]): Promise<Report[]> {
  const ownersSight = await ctx.db.read(wholeSight, (tx) => loadOwnersSight(tx, rows));
  return rows.map((row) => reportView(row, ownersSight, actor));
}

async function viewOne(ctx: Context, actor: Actor, row: ReportRow): Promise<Report> {
  return (await viewAll(ctx, actor, [row]))[0] as Report;
}

export async function createReport(ctx: Context, actor: Actor, given: GivenReport): Promise<Report> {
  const row = await ctx.db.transaction(actor.sight, async (tx) => {
    const values = valuesOf(ctx, actor, given);
    await refuseUnfit(tx, actor, values);
    const made = await mustSelect(tx, actor, await insertReport(tx, values));
    await recordAudit(ctx, tx, actor, toldReport(undefined, made));
    return made;
  });
  return viewOne(ctx, actor, row);
}

export async function changeReport(ctx: Context, actor: Actor, id: number, given: ReportChange): Promise<Report> {
  const row = await ctx.db.transaction(actor.sight, async (tx) => {
    await lockReport(tx, id);
    const before = await mustSelect(tx, actor, id);
    requireRight(actor, 'reports', 'write', before.access_group_id);
    const values = valuesOf(ctx, actor, { ...givenOf(before), ...defined(given) }, before);
    await refuseUnfit(tx, actor, values);
    await updateReport(tx, id, values);
    const after = await mustSelect(tx, actor, id);
    await recordAudit(ctx, tx, actor, toldReport(before, after));
    return after;
  });
  return viewOne(ctx, actor, row);
}

export async function removeReport(ctx: Context, actor: Actor, id: number): Promise<void> {
  await ctx.db.transaction(actor.sight, async (tx) => {
    await lockReport(tx, id);
    const row = await mustSelect(tx, actor, id);
    requireRight(actor, 'reports', 'write', row.access_group_id);
    await deleteReport(tx, id);
    await recordAudit(ctx, tx, actor, toldReport(row, undefined));
  });
}

export function readReport(ctx: Context, actor: Actor, id: number): Promise<ReportRow> {
  return ctx.db.read(actor.sight, (tx) => mustSelect(tx, actor, id));
}

async function mustSelect(tx: Tx, actor: Actor, id: number): Promise<ReportRow> {
  const [row] = await selectReports(tx, { id, groups: actor.scope('reports', 'read') });
  if (!row) throw notFound('report');
  return row;
}

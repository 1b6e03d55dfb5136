import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { selectRun, selectRunChanges, selectRuns } from './run-list-store.ts';
import { selectPlan } from './run-store.ts';
import { touchesOf, touchesView } from './touches.ts';
import { selectTouches } from './touches-store.ts';
import { plannedChanges, runView, storedChange } from './views.ts';

export async function listRuns(ctx: Context, actor: Actor, query: { offset: number; limit: number; accountId?: string | undefined }) {
  return ctx.db.read(actor.sight, async (tx) => {
    const { rows, total } = await selectRuns(tx, {
      ...query,
      accountId: query.accountId === undefined ? undefined : Number(query.accountId),
    });
    return { rows: rows.map((row) => runView(row, actor)), total };
  });
}

export async function showRun(ctx: Context, actor: Actor, id: string) {
  return ctx.db.read(actor.sight, async (tx) => runView(await mustSelectRun(tx, Number(id)), actor));
}

/** What a run changed; while its plan waits, what it would change. */
export async function listRunChanges(
  ctx: Context,
  actor: Actor,
  id: string,
  query: { offset: number; limit: number; kind?: string | undefined },
) {
  return ctx.db.read(actor.sight, async (tx) => {
    const run = await mustSelectRun(tx, Number(id));
    const plan = await selectPlan(tx, run.id);
    if (plan) return plannedChanges(tx, plan, query);
    const { rows, total } = await selectRunChanges(tx, run.id, query);
    return { rows: rows.map(storedChange), total };
  });
}

/** What a run touched; while its plan waits, what it would touch if it were applied now. */
export async function listTouches(ctx: Context, actor: Actor, id: string) {
  const { run, plan, kept } = await ctx.db.read(actor.sight, async (tx) => {
    const found = await mustSelectRun(tx, Number(id));
    return { run: found, plan: await selectPlan(tx, found.id), kept: await selectTouches(tx, found.id) };
  });
  const touches = plan ? await ctx.db.read(wholeSight, (tx) => touchesOf(tx, run.account_id, plan, ctx.now())) : kept;
  const added = (plan?.changes ?? []).flatMap((change) => (change.kind === 'company-added' ? [change.company] : []));
  const planned = new Map(added.map((company) => [company.upstreamId, company.name]));
  return ctx.db.read(actor.sight, (tx) => touchesView(tx, touches ?? { users: [], installers: [] }, planned));
}

export async function mustSelectRun(tx: Tx, id: number) {
  const run = await selectRun(tx, id);
  if (!run) throw notFound('run');
  return run;
}

// The second phase: licenses' own pages, in portions, each portion written whole. It can stop and go on at any portion.
import { planDetails } from '@licet/domain';
import type { Details } from '@licet/domain';
import type { Context } from '../../context.ts';
import { system } from '../../db/transaction.ts';
import type { Ema2Connector } from '../../portal/index.ts';
import { applyPlan, takeTurn } from './apply/apply.ts';
import { selectKnown } from './known-store.ts';
import { countChanges, nameProblems, unitsDelta } from './outcome.ts';
import type { Reporter } from './progress.ts';
import { Stopped } from './progress.ts';
import { addOutcome, countDetailsDue, noteTried, selectDetailsDue } from './run-store.ts';
import type { Due, RunToWork } from './run-store.ts';

/** Pages read between two writings. */
const PORTION = 200;
/** A detail younger than this is fresh enough for a scheduled run. */
const FRESH_MS = 20 * 60 * 60 * 1000;
/** Fresh pages that a run on demand reads again all the same, oldest first: who presses the button wants to see usage move. */
export const ON_DEMAND_BUDGET = 600;

/** Reads the pages that are due and writes what they say. */
export async function readDetails(ctx: Context, run: RunToWork, connector: Ema2Connector, reporter: Reporter): Promise<void> {
  const asked = run.trigger === 'on-demand' || run.trigger === 'link';
  const stale = { olderThan: new Date(ctx.now().getTime() - FRESH_MS), notTriedSince: run.created_at };
  const any = { olderThan: run.created_at, notTriedSince: run.created_at };
  const count = (due: typeof stale) => ctx.db.transaction(system, (tx) => countDetailsDue(tx, run.account_id, due));
  const must = await count(stale);
  const total = asked ? Math.max(must, Math.min(await count(any), ON_DEMAND_BUDGET)) : must;
  const due = total > must || asked ? any : stale;

  reporter.report('details', 0, total);
  let done = 0;
  let next = total > 0 ? fetchPortion(ctx, run, connector, reporter, { ...due, limit: Math.min(PORTION, total), besides: [] }) : undefined;
  while (next) {
    const portion = await next;
    if (portion.publicIds.length === 0) return;
    done += portion.publicIds.length;
    const left = total - done;
    // The next portion is read while this one is written.
    next =
      left > 0
        ? fetchPortion(ctx, run, connector, reporter, { ...due, limit: Math.min(PORTION, left), besides: portion.publicIds })
        : undefined;
    next?.catch(() => undefined);
    await applyPortion(ctx, run, portion);
    reporter.report('details', done, Math.max(total, done));
    if (reporter.signal.aborted) throw new Stopped(true);
  }
}

interface Portion {
  publicIds: string[];
  details: Details;
}

async function fetchPortion(
  ctx: Context,
  run: RunToWork,
  connector: Ema2Connector,
  reporter: Reporter,
  due: Due & { limit: number; besides: string[] },
): Promise<Portion> {
  const publicIds = await ctx.db.transaction(system, (tx) => selectDetailsDue(tx, run.account_id, due));
  const details = await connector.readDetails(publicIds, { signal: reporter.signal });
  return { publicIds, details };
}

async function applyPortion(ctx: Context, run: RunToWork, portion: Portion): Promise<void> {
  const { details, publicIds } = portion;
  const companies = [...new Set(details.readings.map((reading) => reading.companyUpstreamId))];
  await ctx.db.transaction(system, async (tx) => {
    await takeTurn(tx);
    const known = await selectKnown(tx, run.account_id, { publicIds, companies }, []);
    const plan = planDetails(known, details);
    await applyPlan(tx, { accountId: run.account_id, runId: run.id, userId: null, now: ctx.now() }, plan);
    const read = new Set(details.readings.map((reading) => reading.publicId));
    const failed = publicIds.filter((publicId) => !read.has(publicId));
    await noteTried(tx, run.account_id, failed, ctx.now());
    const problems = await nameProblems(tx, [...details.problems, ...plan.problems]);
    await addOutcome(tx, run.id, countChanges(plan), unitsDelta(plan), problems);
  });
}

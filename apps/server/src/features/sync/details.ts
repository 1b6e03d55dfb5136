// The second phase: licenses' own pages, written in portions while the reading goes on. It can stop and go on at any portion.
import { planDetails } from '@licet/domain';
import type { Details } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { PortalConnector } from '../../portal/index.ts';
import { applyPlan, lockPlanning } from './apply/apply.ts';
import { selectKnown } from './known-store.ts';
import { countChanges, nameProblems, unitsDelta } from './outcome.ts';
import type { Reporter } from './progress.ts';
import { Stopped } from './progress.ts';
import { countDetailsDue, noteTried, selectDetailsDue } from './details-store.ts';
import { addOutcome } from './run-store.ts';
import type { Due } from './details-store.ts';
import type { RunToWork } from './run-store.ts';

/** Seconds of reading between two looks at what is needed most, and between two writings. */
const LOOK_SECONDS = 30;
const WRITE_SECONDS = 5;
/** A detail younger than this is fresh enough for a scheduled run. */
const FRESH_MS = 20 * 60 * 60 * 1000;
/** Fresh pages that a run on demand reads again all the same, oldest first: who presses the button wants to see usage move. */
const ON_DEMAND_BUDGET = 600;

/** Reads the pages that are due and writes what they say. */
export async function readDetails(ctx: Context, run: RunToWork, connector: PortalConnector, reporter: Reporter): Promise<void> {
  const { due, total } = await measureWork(ctx, run);
  // A file is read as fast as it can be written.
  const rate = run.file_taken_at ? Infinity : ctx.config.portalRate;
  const portion = Math.round(Math.min(250, Math.max(20, rate * WRITE_SECONDS)));
  const chunk = run.file_taken_at ? total : Math.round(Math.min(2000, Math.max(200, rate * LOOK_SECONDS)));
  const look = (done: number, except: string[]) =>
    ctx.db.read(wholeSight, (tx) => selectDetailsDue(tx, run.account_id, { ...due, limit: Math.min(chunk, total - done), except }));
  reporter.report('details', 0, total);
  let next = await look(0, []);
  for (let done = 0; next.length > 0;) {
    const publicIds = next;
    const after = done + publicIds.length;
    let following: Promise<string[]> | undefined;
    await connector.readDetails(publicIds, {
      signal: reporter.signal,
      portion,
      onProgress: (progress) => reporter.report('details', done + progress.done, total),
      onPortion: (details) => applyPortion(ctx, run, details),
      // While the end of this chunk is being written, the portal is asked for the beginning of the next one.
      onLast: () => (following = beginAhead(connector, reporter, portion, look(after, publicIds))),
    });
    if (reporter.signal.aborted) throw new Stopped('stopped');
    done = after;
    next = (await following) ?? [];
  }
}

function beginAhead(connector: PortalConnector, reporter: Reporter, portion: number, looking: Promise<string[]>): Promise<string[]> {
  const begun = looking.then((publicIds) => {
    connector.readAhead(publicIds.slice(0, portion), reporter.signal);
    return publicIds;
  });
  // Waited for when the chunk before is done; where that one fails, its error is the one that counts.
  begun.catch(() => undefined);
  return begun;
}

/** What is due: what a scheduled run would read, and on demand at least as much as the budget allows. */
async function measureWork(ctx: Context, run: RunToWork): Promise<{ due: Due; total: number }> {
  const stale = { olderThan: new Date(ctx.now().getTime() - FRESH_MS), notTriedSince: run.created_at };
  const any = { olderThan: run.created_at, notTriedSince: run.created_at };
  // A file has one reading of each license: what was read at its moment, or later elsewhere, has nothing to gain from it.
  const filed = run.file_taken_at && { olderThan: run.file_taken_at, notTriedSince: run.created_at };
  const count = (due: Due) => ctx.db.read(wholeSight, (tx) => countDetailsDue(tx, run.account_id, due));
  if (filed) return { due: filed, total: await count(filed) };
  const must = await count(stale);
  if (run.trigger !== 'on-demand' && run.trigger !== 'link') return { due: stale, total: must };
  return { due: any, total: Math.max(must, Math.min(await count(any), ON_DEMAND_BUDGET)) };
}

async function applyPortion(ctx: Context, run: RunToWork, details: Details): Promise<void> {
  const { readings, missing, problems } = details;
  const read = new Set(readings.map((reading) => reading.publicId));
  const failed = [...missing, ...problems.flatMap((problem) => problem.publicId ?? [])].filter((publicId) => !read.has(publicId));
  const companies = [...new Set(readings.map((reading) => reading.companyUpstreamId))];
  await ctx.db.transaction(wholeSight, async (tx) => {
    await lockPlanning(tx);
    const known = await selectKnown(tx, run.account_id, { publicIds: [...read, ...failed], companies }, []);
    const plan = planDetails(known, details);
    await applyPlan(tx, { accountId: run.account_id, runId: run.id, userId: null, now: ctx.now() }, plan);
    const unplaced = plan.problems.flatMap((problem) => problem.publicId ?? []);
    await noteTried(tx, run.account_id, [...failed, ...unplaced], ctx.now());
    await addOutcome(tx, run.id, countChanges(plan), unitsDelta(plan), await nameProblems(tx, [...problems, ...plan.problems]));
  });
}

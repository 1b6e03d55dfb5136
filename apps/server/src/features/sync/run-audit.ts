import { ALL_GROUP } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import { recordAudit } from '../audit/record.ts';
import type { Done } from '../audit/record.ts';
import { selectRunShares, selectRunStarter } from './run-audit-store.ts';

/**
 * Writes down what a run has changed, an entry for each customer with a digest of the changes that history holds. Once, when
 * the run ends: a large import would otherwise write as many entries as changes.
 */
export async function recordRun(ctx: Context, tx: Tx, runId: number): Promise<void> {
  const shares = await selectRunShares(tx, runId);
  if (shares.length === 0) return;
  const starter = await selectRunStarter(tx, runId);
  await recordAudit(
    ctx,
    tx,
    { run: runId, ...starter },
    shares.map((share) => ({
      groupId: share.group_id,
      function: share.function,
      action: 'synchronized',
      subject: { kind: 'run', id: runId, name: 'Synchronization' },
      after: { changes: share.kinds, digest: share.digest },
    })),
  );
}

/** Writes down at once what a run did besides changing companies and licenses. */
export async function recordDone(ctx: Context, tx: Tx, runId: number, done: readonly Done[]): Promise<void> {
  if (done.length > 0) await recordAudit(ctx, tx, { run: runId, ...(await selectRunStarter(tx, runId)) }, done);
}

/** What a person decided about a run, or about its plan that waited. */
export function decision(run: { id: number; account_login: string }, action: Done['action']): Done {
  return {
    groupId: ALL_GROUP,
    function: 'portal-accounts',
    action,
    subject: { kind: 'run', id: run.id, name: run.account_login },
  };
}

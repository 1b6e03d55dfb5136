// Writes a plan, set by set, in one transaction, and keeps every change of it.
import { isEmpty } from '@licet/domain';
import type { Plan } from '@licet/domain';
import { sql } from 'kysely';
import { oneLocks } from '../../../db/locks.ts';
import type { Tx } from '../../../db/transaction.ts';
import type { Done } from '../../audit/record.ts';
import { keepTouches, touchesOf } from '../touches.ts';
import type { Applying } from './applying.ts';
import { applyCompanies } from './companies.ts';
import { markFiled } from './filed.ts';
import { History } from './history.ts';
import { applyLicenseChanges } from './license-changes.ts';
import { addLicenses } from './licenses.ts';
import { settlePools } from './pools.ts';
import { confirmNumbers, noteSightings } from './sightings.ts';

/** The plan was made for a state that has changed since. */
export class PlanOutdated extends Error {}

/** Accounts may share companies: who plans and writes in one transaction takes this lock before planning. */
export async function lockPlanning(tx: Tx): Promise<void> {
  await sql`select pg_advisory_xact_lock(${sql.lit(oneLocks.planning)}::bigint)`.execute(tx);
}

/**
 * Applies a plan. Throws `PlanOutdated` when the account has moved on since the plan was made. Writes nothing for an empty
 * plan. The caller's transaction makes it all or nothing. Answers what it did that history does not tell, for the caller's audit.
 */
export async function applyPlan(tx: Tx, applying: Applying, given: Plan): Promise<Done[]> {
  await lockPlanning(tx);
  const account = await tx
    .selectFrom('portal_accounts')
    .select(['id', 'login', 'revision', 'pooling', 'root_upstream_id', 'removed_at', 'file_taken_at'])
    .where('id', '=', applying.accountId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const filed = account.file_taken_at !== null;
  const plan = filed ? markFiled(given) : given;
  if (account.removed_at) throw new PlanOutdated('the account was removed');
  if (account.revision !== plan.revision)
    throw new PlanOutdated(`the plan is for revision ${plan.revision}, the account is at ${account.revision}`);
  if (isEmpty(plan)) return [];

  const { runId } = applying;
  const touches = runId === null ? undefined : await touchesOf(tx, applying.accountId, plan, applying.now);
  const history = new History(applying);
  const done = await applyCompanies(tx, applying, plan, history);
  const added = await addLicenses(tx, applying, account, plan, history);
  await applyLicenseChanges(tx, applying, plan, history);
  await noteSightings(tx, applying, plan, added);
  if (!filed) await confirmNumbers(tx, plan);
  await history.write(tx);
  await settlePools(tx, account, plan);
  if (runId !== null && touches) await keepTouches(tx, runId, touches);
  if (!movesGround(plan)) return done;
  // Plans of accounts that share a company with this one stand on other ground now, too.
  await sql`
    update portal_accounts set revision = revision + 1
    where id = ${applying.accountId} or id in (
      select o.account_id from company_sightings m join company_sightings o on o.company_id = m.company_id where m.account_id = ${applying.accountId}
    )`.execute(tx);
  return done;
}

/** A portion of details that found nothing new notes when it was read; plans that wait are as good as before. */
function movesGround({ changes, sightings }: Plan): boolean {
  const { companies, companiesGone, keys, keysGone, reported } = sightings;
  return [changes, companies, companiesGone, keys, keysGone, reported].some((list) => list.length > 0);
}

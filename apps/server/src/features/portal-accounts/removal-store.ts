import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';
import type { Because } from '../sync/because.ts';
import { reasonColumns } from '../sync/run-store.ts';

/** Names for what a removal takes: pools with the licenses that go, and groups that no account sees any more. */
export async function selectRemovalNames(
  tx: Tx,
  licenseIds: number[],
  goneCompanies: string[],
  keptCompanies: string[],
  accountId: number,
) {
  const pools = await sql<{ id: number; name: string; licenses: number }>`
    select p.id, coalesce(min(c.name), min(a.login)) as name, count(*)::int as licenses
    from licenses l join pools p on p.id = l.pool_id left join companies c on c.id = p.company_id left join portal_accounts a on a.id = p.account_id
    where l.id = any(${licenseIds}::bigint[]) group by p.id order by name, p.id`.execute(tx);
  const groups = await sql<{ id: number; name: string }>`
    select g.id, g.name from companies c join groups g on g.id = c.group_id where c.upstream_id = any(${goneCompanies}) order by g.name, g.id`.execute(
    tx,
  );
  const kept = await sql<{ name: string; seen_by: string }>`
    select c.name, string_agg(a.login, ', ' order by a.login) as seen_by
    from companies c join company_sightings s on s.company_id = c.id and s.gone_at is null and s.account_id <> ${accountId}
    join portal_accounts a on a.id = s.account_id
    where c.upstream_id = any(${keptCompanies}) group by c.id, c.name order by c.name`.execute(tx);
  return { pools: pools.rows, groups: groups.rows, kept: kept.rows };
}

const removed: Because = { says: 'The account was removed.', reasons: [{ code: 'account-removed', parameters: {} }] };

/** Ends the account: its runs stop, nothing synchronizes it again, and its login can be linked anew. */
export async function endAccount(tx: Tx, accountId: number, now: Date): Promise<void> {
  await tx.updateTable('portal_accounts').set({ removed_at: now, next_run_at: null }).where('id', '=', accountId).execute();
  await tx
    .updateTable('sync_runs')
    .set({ state: 'stopped', ...reasonColumns(removed), ended_at: now, plan: null, stop_requested: true })
    .where('account_id', '=', accountId)
    .where('ended_at', 'is', null)
    .execute();
}

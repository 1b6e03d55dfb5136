import type { Plan } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';
import type { Applying } from './applying.ts';
import { eachPortion } from './rows.ts';

/** Notes what the account lists, and when each license's own page was read. */
export async function noteSightings(tx: Tx, applying: Applying, plan: Plan, added: Map<string, number>): Promise<void> {
  const { accountId, now } = applying;
  const { keys, keysGone, suspects, detailsRead, reported } = plan.sightings;
  await eachPortion(
    tx,
    keys,
    (json) => sql`
      insert into license_sightings (account_id, public_id, license_id, product_code, product_name)
      select ${accountId}::integer, r."publicId", l.id, r."productCode", r."productName"
      from json_to_recordset(${json}) as r("publicId" text, "productCode" text, "productName" text)
      left join licenses l on l.public_id = r."publicId"
      on conflict (account_id, public_id) do update set gone_at = null, license_id = excluded.license_id, tried_at = null, problem = null`,
  );
  if (added.size > 0) {
    await sql`
      update license_sightings g set license_id = l.id from licenses l
      where l.public_id = g.public_id and l.public_id = any(${[...added.keys()]}) and g.license_id is null`.execute(tx);
  }
  if (keysGone.length > 0) {
    await sql`update license_sightings set gone_at = ${now} where account_id = ${accountId} and public_id = any(${keysGone}) and gone_at is null`.execute(
      tx,
    );
  }
  if (suspects.length > 0) {
    await sql`update license_sightings set suspect = true where account_id = ${accountId} and public_id = any(${suspects}) and not suspect`.execute(
      tx,
    );
  }
  await eachPortion(
    tx,
    reported,
    (json) =>
      sql`update shares s set reported = r.reported from json_to_recordset(${json}) as r("shareId" bigint, reported integer) where s.id = r."shareId"`,
  );
  await eachPortion(
    tx,
    detailsRead,
    (json) => sql`
      with r as (select * from json_to_recordset(${json}) as x("publicId" text, "readAt" timestamptz)),
      read as (update licenses l set details_at = r."readAt" from r where l.public_id = r."publicId")
      update license_sightings g set suspect = false, wanted_at = null, problem = null, tried_at = r."readAt"
      from r where g.public_id = r."publicId" and g.account_id = ${accountId}`,
  );
}

/** Numbers that a file brought and a license's own page has said since are the page's. */
export async function confirmNumbers(tx: Tx, plan: Plan): Promise<void> {
  const publicIds = plan.sightings.detailsRead.map(({ publicId }) => publicId);
  if (publicIds.length === 0) return;
  await sql`
    update shares s set quantity_source = replace(quantity_source, 'file', 'details'), usage_source = replace(usage_source, 'file', 'details')
    from licenses l where l.public_id = any(${publicIds}) and s.license_id = l.id and 'file' in (s.quantity_source, s.usage_source)`.execute(
    tx,
  );
}

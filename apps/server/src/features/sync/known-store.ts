// Loads what the planner compares with.
import type { Known, KnownCompany, KnownKey, KnownLicense } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** What part to load: everything that the account sees, or what some readings speak of. */
export type Part = 'all' | { publicIds: readonly string[]; companies: readonly string[] };

/** What is known of the account's companies, licenses and keys. Companies known to other accounts come along by upstream id. */
export async function selectKnown(tx: Tx, accountId: number, part: Part, readUpstreamIds: readonly string[]): Promise<Known> {
  const account = await tx.selectFrom('portal_accounts').select('revision').where('id', '=', accountId).executeTakeFirstOrThrow();
  return {
    revision: account.revision,
    companies: await selectCompanies(tx, accountId, part, readUpstreamIds),
    licenses: await selectLicenses(tx, accountId, part, readUpstreamIds),
    keys: part === 'all' ? await selectKeys(tx, accountId) : [],
  };
}

async function selectCompanies(tx: Tx, accountId: number, part: Part, readUpstreamIds: readonly string[]): Promise<KnownCompany[]> {
  const wanted =
    part === 'all' ? sql`s.account_id is not null or c.upstream_id = any(${readUpstreamIds})` : sql`c.upstream_id = any(${part.companies})`;
  const { rows } = await sql<KnownCompany>`
    select c.upstream_id as "upstreamId", c.name, c.type, c.status, c.custom_identifier as "customIdentifier",
      case when s.account_id is not null then json_build_object('parentUpstreamId', p.upstream_id, 'gone', s.gone_at is not null) end as sighting,
      exists (select from company_sightings o where o.company_id = c.id and o.account_id <> ${accountId} and o.gone_at is null) as "seenElsewhere"
    from companies c
    left join company_sightings s on s.company_id = c.id and s.account_id = ${accountId}
    left join companies p on p.id = s.parent_company_id
    where ${wanted}`.execute(tx);
  return rows;
}

async function selectLicenses(tx: Tx, accountId: number, part: Part, readUpstreamIds: readonly string[]): Promise<KnownLicense[]> {
  const wanted =
    part === 'all'
      ? sql`exists (select from company_sightings s where s.company_id = c.id and s.account_id = ${accountId}) or c.upstream_id = any(${readUpstreamIds})`
      : sql`l.id in (
          select o.id from licenses o join companies k on k.id = o.company_id where k.upstream_id = any(${part.companies})
          union select o.id from licenses o where o.public_id = any(${part.publicIds}))`;
  const managed = sql`
    select s.company_id from company_sightings s join portal_accounts a on a.id = s.account_id
    where a.managed_tags and a.removed_at is null and s.gone_at is null`;
  const { rows } = await sql<KnownLicense>`
    select l.id::text as id, l.public_id as "publicId", c.upstream_id as "companyUpstreamId", l.type, l.state, l.expires, l.bundle_name as "bundleName",
      to_char(l.details_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "detailsAt", l.gone_at is not null as gone,
      exists (select from licenses n where n.successor_of = l.id) as succeeded,
      exists (select from license_sightings o where o.license_id = l.id and o.account_id <> ${accountId} and o.gone_at is null) as "seenElsewhere",
      case when l.company_id in (${managed}) then l.tags end as "managedTags", h.shares
    from licenses l
    join companies c on c.id = l.company_id
    cross join lateral (
      select json_agg(json_build_object('id', id::text, 'productCode', product_code, 'productName', product_name,
        'quantity', quantity, 'usage', usage, 'reported', reported, 'gone', gone) order by id) as shares
      from shares s where s.license_id = l.id
    ) h
    where ${wanted}
    order by l.id`.execute(tx);
  return rows;
}

async function selectKeys(tx: Tx, accountId: number): Promise<KnownKey[]> {
  const { rows } = await sql<KnownKey>`
    select public_id as "publicId", license_id::text as "licenseId", gone_at is not null as gone
    from license_sightings where account_id = ${accountId}`.execute(tx);
  return rows;
}

/** Names by upstream id, of the companies among these that are known. */
export async function selectCompanyNames(tx: Tx, upstreamIds: string[]): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('companies')
    .select(['upstream_id', 'name'])
    .where('upstream_id', 'in', upstreamIds.length ? upstreamIds : [''])
    .execute();
  return new Map(rows.map((row) => [row.upstream_id, row.name]));
}

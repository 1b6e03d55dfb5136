import { tagOfName } from '@licet/domain';
import type { Change, NewShare, Plan } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';
import type { Applying } from './applying.ts';
import type { History } from './history.ts';
import { ensureAccountPool } from './pools.ts';
import type { PooledAccount } from './pools.ts';
import { eachPortion, reserveIds } from './rows.ts';

type Added = Extract<Change, { kind: 'license-added' }>;

/** A company with the pool that its licenses go to. */
interface Home {
  companyId: number;
  name: string;
  poolId: number;
  accessGroupId: number;
}

/** New licenses with their shares, into the pool where it now is. Returns public id → license id. */
export async function addLicenses(
  tx: Tx,
  applying: Applying,
  account: PooledAccount,
  plan: Plan,
  history: History,
): Promise<Map<string, number>> {
  const added = plan.changes.filter((change) => change.kind === 'license-added');
  if (added.length === 0) return new Map();
  const homes = await findHomes(tx, account, [...new Set(added.map((license) => license.companyUpstreamId))]);
  const ids = await reserveIds(tx, 'licenses', added.length);
  const licenses = added.map((license, i) => ({ license, id: ids[i] as number, home: homes.get(license.companyUpstreamId) as Home }));
  await insertLicenses(tx, applying, licenses);
  await insertShares(
    tx,
    applying,
    licenses.flatMap(({ license, id, home }) => license.shares.map((share) => shareRow(share, id, license.publicId, home))),
  );
  for (const { license, id, home } of licenses) {
    const after = { publicId: license.publicId, ...license.fields, shares: license.shares, successorOf: license.successorOf };
    history.license(
      'license-added',
      { licenseId: id, companyId: home.companyId, poolId: home.poolId, accessGroupId: home.accessGroupId },
      null,
      after,
    );
  }
  return new Map(licenses.flatMap(({ license, id }) => (license.publicId === null ? [] : [[license.publicId, id] as const])));
}

/** Each company's pool; a pool that does not exist yet is made in the company's group (R30). */
async function findHomes(tx: Tx, account: PooledAccount, companies: string[]): Promise<Map<string, Home>> {
  if (account.pooling === 'account') {
    await ensureAccountPool(tx, account);
  } else {
    await sql`
      insert into pools (company_id, access_group_id)
      select id, group_id from companies where upstream_id = any(${companies})
      on conflict (company_id) do nothing`.execute(tx);
  }
  const poolOf = account.pooling === 'account' ? sql`p.account_id = ${account.id}` : sql`p.company_id = c.id`;
  const { rows } = await sql<Home & { upstreamId: string }>`
    select c.upstream_id as "upstreamId", c.id as "companyId", c.name, p.id as "poolId", p.access_group_id as "accessGroupId"
    from companies c join pools p on ${poolOf} where c.upstream_id = any(${companies})
    order by p.id for key share of p`.execute(tx);
  return new Map(rows.map((row) => [row.upstreamId, row]));
}

async function insertLicenses(tx: Tx, applying: Applying, licenses: { license: Added; id: number; home: Home }[]): Promise<void> {
  const rows = licenses.map(({ license, id, home }) => ({
    id,
    public_id: license.publicId,
    company_id: home.companyId,
    pool_id: home.poolId,
    access_group_id: home.accessGroupId,
    ...license.fields,
    tag: tagOfName(home.name),
    successor_of: license.successorOf,
    details_at: license.detailsAt,
  }));
  await eachPortion(
    tx,
    rows,
    (json) => sql`
      insert into licenses (id, public_id, company_id, pool_id, access_group_id, type, state, expires, bundle_name, tags, successor_of, details_at, added_at)
      select r.id, r.public_id, r.company_id, r.pool_id, r.access_group_id, r.type, r.state, r.expires, r."bundleName",
        array_remove(array[r.tag], null), r.successor_of, r.details_at, ${applying.now}
      from json_to_recordset(${json}) as r(id bigint, public_id text, company_id integer, pool_id integer, access_group_id integer, type text, state text,
        expires date, "bundleName" text, tag text, successor_of bigint, details_at timestamptz)`,
  );
}

type ShareRow = ReturnType<typeof shareRow>;

/** A share of a company's license; its search text is worked out by the database. */
export function shareRow(
  share: NewShare,
  licenseId: number,
  publicId: string | null,
  home: Pick<Home, 'name' | 'poolId' | 'accessGroupId'>,
) {
  return {
    license_id: licenseId,
    pool_id: home.poolId,
    access_group_id: home.accessGroupId,
    product_code: share.productCode,
    product_name: share.productName ?? share.productCode,
    license_user: home.name,
    public_id: publicId,
    tag: tagOfName(home.name),
    quantity: share.quantity,
    quantity_source: share.quantity === null ? null : share.source,
    usage: share.usage,
    usage_source: share.usage === null ? null : share.source,
    reported: share.reported,
  };
}

export async function insertShares(tx: Tx, applying: Applying, rows: ShareRow[]): Promise<void> {
  await eachPortion(
    tx,
    rows,
    (json) => sql`
      insert into shares (license_id, pool_id, access_group_id, product_code, product_name, license_user_kind, license_user,
        quantity, quantity_source, usage, usage_source, reported, search_text, added_at)
      select r.license_id, r.pool_id, r.access_group_id, r.product_code, r.product_name, 'msp-customer', r.license_user,
        r.quantity, r.quantity_source, r.usage, r.usage_source, r.reported,
        share_search_text(r.license_user, r.product_name, r.public_id, array_remove(array[r.tag], null)), ${applying.now}
      from json_to_recordset(${json}) as r(license_id bigint, pool_id integer, access_group_id integer, product_code text, product_name text,
        license_user text, public_id text, tag text, quantity integer, quantity_source text, usage integer, usage_source text, reported integer)`,
  );
}

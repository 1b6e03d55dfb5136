import type { ExportDocument } from '@licet/contract';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { momentOf } from '../groups/relation.ts';
import { pathOf, selectPaths } from '../groups/store.ts';
import { selectAccounts } from '../portal-accounts/store.ts';
import { selectExportedCompanies, selectExportedLicenses, selectExportedPools, selectPastAccounts } from './store.ts';

/** Everything that the caller sees, now or as of a moment, read in one transaction. */
export async function exportAll(ctx: Context, actor: Actor, given: string | undefined): Promise<ExportDocument> {
  const asOf = momentOf(given);
  return ctx.db.read(actor.sight, async (tx) => {
    const paths = await selectPaths(tx, 'all', { asOf });
    const accounts = asOf ? await pastAccounts(tx, asOf) : await accountsNow(tx);
    const companies = await selectExportedCompanies(tx, asOf);
    const pools = await selectExportedPools(tx, asOf, actor.licenseGroups);
    const licenses = await selectExportedLicenses(tx, asOf, actor.licenseGroups);
    return {
      asOf: (asOf ?? ctx.now()).toISOString(),
      accounts,
      companies: companies.map((row) => ({
        upstreamId: row.upstream_id,
        parentUpstreamId: row.parent_upstream_id,
        name: row.name,
        type: row.type,
        state: row.state,
        group: row.group_id === null ? '' : pathOf(paths, row.group_id).path,
        setup: row.setup,
      })),
      sites: [],
      pools: pools.map((row) => ({
        id: String(row.id),
        companyUpstreamId: row.upstream_id,
        siteUpstreamId: null,
        accessGroup: pathOf(paths, row.access_group_id).path,
      })),
      licenses: licenses.map((row) => ({
        publicId: row.public_id,
        productCode: row.product_code,
        productName: row.product_name,
        type: row.type,
        state: row.state,
        quantity: row.quantity,
        usage: row.usage,
        expires: row.expires,
        licenseUser: { kind: row.license_user_kind, name: row.license_user },
        companyUpstreamId: row.upstream_id,
        pool: String(row.pool_id),
        tags: row.tags,
        gone: row.gone,
      })),
    };
  });
}

async function accountsNow(tx: Tx): Promise<ExportDocument['accounts']> {
  return (await selectAccounts(tx)).map((row) => ({
    id: String(row.id),
    login: row.login,
    kinds: row.kinds,
    state: row.state,
    structureAt: row.structure_at?.toISOString() ?? null,
    detailsAt: row.oldest_details_at?.toISOString() ?? null,
  }));
}

async function pastAccounts(tx: Tx, asOf: Date): Promise<ExportDocument['accounts']> {
  return (await selectPastAccounts(tx, asOf)).map(({ id, login, kinds, structure_at }) => ({
    id: String(id),
    login,
    kinds,
    state: null,
    structureAt: structure_at?.toISOString() ?? null,
    detailsAt: null,
  }));
}

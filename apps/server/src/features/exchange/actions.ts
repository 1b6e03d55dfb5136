import type { ExportDocument } from '@licet/contract';
import type { Context } from '../../context.ts';
import type { Actor } from '../../http/actor.ts';
import { pathOf, selectPaths } from '../groups/store.ts';
import { selectAccounts } from '../portal-accounts/store.ts';
import { selectExportedCompanies, selectExportedLicenses, selectExportedPools } from './store.ts';

/** Everything that the caller sees, read in one transaction. */
export async function exportAll(ctx: Context, actor: Actor): Promise<ExportDocument> {
  return ctx.db.read(actor.sight, async (tx) => {
    const paths = await selectPaths(tx, 'all');
    const accounts = await selectAccounts(tx);
    const companies = await selectExportedCompanies(tx);
    const pools = await selectExportedPools(tx);
    const licenses = await selectExportedLicenses(tx);
    return {
      asOf: ctx.now().toISOString(),
      accounts: accounts.map((row) => ({
        id: String(row.id),
        login: row.login,
        kinds: row.kinds,
        state: row.state,
        structureAt: row.structure_at?.toISOString() ?? null,
        detailsAt: row.oldest_details_at?.toISOString() ?? null,
      })),
      companies: companies.map((row) => ({
        upstreamId: row.upstream_id,
        parentUpstreamId: row.parent_upstream_id,
        name: row.name,
        type: row.type,
        state: row.state,
        group: pathOf(paths, row.group_id).path,
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

import type { GroupNode } from '@licet/contract';
import { ALL_GROUP, companyType, reaches } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { selectUnlinked } from '../customers/remove-group-store.ts';
import { lookUpWords, selectLicenses } from '../licenses/store.ts';
import { selectAccounts } from '../portal-accounts/store.ts';
import { accountView } from '../portal-accounts/views.ts';
import { selectCustomerFigures, selectExpiring, selectLicenseFigures, selectMatches, selectOverUsed, selectVersion } from './store.ts';
import type { ShortLicense } from './store.ts';

/** Groups to clear that the overview names; the others are counted. */
const UNLINKED_SHOWN = 20;

export async function readOverview(ctx: Context, actor: Actor) {
  const today = ctx.now().toISOString().slice(0, 10);
  return ctx.db.read(actor.sight, async (tx) => {
    const figures = await selectLicenseFigures(tx);
    const customers = await selectCustomerFigures(tx);
    const accounts = reaches(actor.scope('portal-accounts', 'read'), ALL_GROUP) ? await selectAccounts(tx) : [];
    const unlinked = await selectUnlinked(tx, UNLINKED_SHOWN);
    const expiring = await selectExpiring(tx, today);
    const overUsed = await selectOverUsed(tx);
    return {
      accounts: accounts.map((row) => accountView(row, actor)),
      licenses: {
        total: figures.total,
        byState: figures.by_state,
        overUsed: figures.over_used,
        nearlyUsed: figures.nearly_used,
        unknownUsage: figures.unknown_usage,
      },
      units: { ordered: figures.ordered, used: figures.used },
      customers: { total: customers.total, notSetUp: customers.not_set_up, suspended: customers.suspended },
      notConnected: {
        total: unlinked[0]?.total ?? 0,
        groups: unlinked.map(({ id, kind, name, holds }) => ({ id: String(id), kind: kind as GroupNode['kind'], name, holds })),
      },
      expiring: expiring.map((row) => ({ ...licenseName(row), expires: row.expires, days: row.days })),
      overUsed: overUsed.map((row) => ({ ...licenseName(row), quantity: row.quantity, usage: row.usage })),
    };
  });
}

export async function search(ctx: Context, actor: Actor, query: { q: string; limit: number }) {
  return ctx.db.read(actor.sight, async (tx) => {
    const found = await selectMatches(tx, query.q, query.limit);
    const scoped = await lookUpWords(tx, { filter: { q: query.q, gone: 'hide' }, groups: actor.licenseGroups });
    const licenses = await selectLicenses(tx, {
      ...scoped,
      sort: 'licenseUser',
      order: 'asc',
      offset: 0,
      limit: query.limit,
      withAccounts: false,
    });
    return {
      companies: found.companies.map((row) => ({
        id: String(row.id),
        groupId: String(row.group_id),
        name: row.name,
        type: companyType(row.type),
      })),
      licenses: licenses.map((row) => ({
        id: String(row.license_id),
        publicId: row.public_id,
        product: row.product_name,
        licenseUser: row.license_user,
      })),
      users: found.users.map((row) => ({ id: String(row.id), login: row.login })),
    };
  });
}

export async function readHealth(ctx: Context) {
  const database = await ctx.db.read(wholeSight, selectVersion);
  return { status: 'ok' as const, version: ctx.version, database };
}

function licenseName(row: ShortLicense) {
  return { licenseId: String(row.license_id), publicId: row.public_id, product: row.product, licenseUser: row.license_user };
}

// Doors of licenses and of saved views.
import type { Endpoint, LicenseRow } from '@licet/contract';
import { expect } from 'vitest';
import type { Seer } from '../world.ts';
import { all, idsOf, knock, list, nameOf, not, rows, rowsOf, standing, text, world } from './rows.ts';
import type { Reply } from './rows.ts';
import { everyGroup, foreignLicenses, ownLicenses, ownShares, readsCompany, readsLicenses, readsView, writes } from './oracle.ts';
import { expectNothingForeign } from './secrets.ts';
import { byId, guarded, listing } from './kinds.ts';
import type { Doors } from './kinds.ts';

/** Views: what is neither one's own nor shared where one writes is not changed, and out of sight it is not found. */
const viewDoor =
  (call: object) =>
  async (seer: Seer, endpoint: Endpoint): Promise<void> => {
    const before = await world.rows('saved_views');
    for (const row of before) {
      if (row['owner_id'] === seer.id || writes(seer)(row)) continue;
      await guarded(seer, endpoint, 'licenses', 'read', { ...call, params: { id: text(row, 'id') } }, (reply) => {
        expect(reply.status, `${nameOf(endpoint)} ${text(row, 'name')} as ${seer.login}`).toBe(readsView(seer)(row) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(await world.rows('saved_views')).toEqual(before);
  };

export const licensesDoors: Doors = {
  'GET /api/licenses': async (seer, endpoint) => {
    const ids = (reply: Reply) => rows<LicenseRow>(reply).map((row) => row.id);
    await listing('licenses', { query: { limit: 500 } }, ids, ownShares)(seer, endpoint);
    if (seer.reach('licenses').size === 0) return;
    // The count is of what is listed, page, filter, moment and search included.
    for (const query of [
      { limit: 1 },
      { limit: 1, offset: 1 },
      { limit: 1, gone: 'show' },
      { limit: 1, asOf: new Date().toISOString() },
      { limit: 1, q: 'eset' },
    ]) {
      const reply = await knock(seer, endpoint, { query });
      expect((reply.body as { total: number }).total, JSON.stringify(query)).toBe(ownShares(seer).length);
    }
    // What others hold cannot be found out by filtering for it.
    for (const row of rowsOf('licenses', not(readsLicenses(seer)))) {
      for (const query of [
        { q: text(row, 'public_id') },
        { tag: `tag of ${text(row, 'public_id')}` },
        { poolId: text(row, 'pool_id'), limit: 500 },
      ]) {
        const foreign = rows<LicenseRow>(await knock(seer, endpoint, { query })).filter((one) => one.licenseId === text(row, 'id'));
        expect(foreign).toEqual([]);
      }
    }
    // Accounts are named to those who may read portal accounts there, and to nobody else.
    for (const row of rows<LicenseRow>(await knock(seer, endpoint, { query: { limit: 500 } }))) expect(row.accounts).toEqual([]);
  },
  'GET /api/licenses.csv': async (seer, endpoint) =>
    guarded(seer, endpoint, 'licenses', 'read', { query: { columns: 'publicId,licenseUser,tags,accessGroup,account' } }, (reply) => {
      const lines = reply.text.replace('\uFEFF', '').split('\r\n').filter(Boolean).slice(1);
      expect(lines).toHaveLength(ownShares(seer).length);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'GET /api/licenses/:id': byId('licenses', 'read', ownLicenses, foreignLicenses),
  'GET /api/licenses/:id/history': byId('licenses', 'read', ownLicenses, foreignLicenses),
  'PUT /api/licenses/:id/tags': async (seer, endpoint) => {
    const tagsOf = async (id: string) => (await world.rows('licenses')).find((row) => text(row, 'id') === id)?.['tags'];
    for (const license of all['licenses'] ?? []) {
      const id = text(license, 'id');
      const before = await tagsOf(id);
      const reply = await knock(seer, endpoint, { params: { id }, body: { tags: before } });
      const expected =
        seer.reach('licenses', 'write').size === 0 ? 403 : !readsLicenses(seer)(license) ? 404 : writes(seer)(license) ? 200 : 403;
      expect(reply.status, `tags of ${id} as ${seer.login}`).toBe(expected);
      if (expected !== 200) await knock(seer, endpoint, { params: { id }, body: { tags: ['stolen'] } });
      expect(await tagsOf(id)).toEqual(before);
    }
  },
  'POST /api/licenses/tags': async (seer, endpoint) => {
    const writable = idsOf(rowsOf('licenses', writes(seer)));
    const [foreign] = foreignLicenses(seer);
    const reply = await knock(seer, endpoint, { body: { licenseIds: [...writable, foreign ?? '99999999'], add: ['stolen'], remove: [] } });
    expect(reply.status, `as ${seer.login}`).toBe(writable.length > 0 ? 404 : 403);
    // One that is out of sight refuses the whole.
    expect((await world.rows('licenses')).filter((row) => (row['tags'] as string[]).includes('stolen'))).toEqual([]);
    if (writable.length > 0)
      expect((await knock(seer, endpoint, { body: { licenseIds: writable, add: [], remove: ['nothing'] } })).body).toEqual({ changed: 0 });
  },
  'GET /api/tags': async (seer, endpoint) => {
    const counted = new Map<string, number>();
    for (const row of rowsOf('licenses', (one) => readsLicenses(seer)(one) && one['gone_at'] === null))
      for (const tag of row['tags'] as string[]) counted.set(tag, (counted.get(tag) ?? 0) + 1);
    const expected = [...counted].map(([tag, n]) => `${tag}: ${n}`);
    await listing(
      'licenses',
      { query: { limit: 500 } },
      (reply) => list<{ tag: string; licenses: number }>(reply).map((one) => `${one.tag}: ${one.licenses}`),
      () => expected,
    )(seer, endpoint);
  },
  'GET /api/products': async (seer, endpoint) => {
    const counted = new Map<string, Set<string>>();
    for (const row of rowsOf('shares', (one) => readsLicenses(seer)(one) && standing(one)))
      counted.set(text(row, 'product_code'), (counted.get(text(row, 'product_code')) ?? new Set()).add(text(row, 'license_id')));
    const expected = [...counted].map(([code, ids]) => `${code}: ${ids.size}`);
    await listing(
      'licenses',
      {},
      (reply) => list<{ code: string; licenses: number }>(reply).map((one) => `${one.code}: ${one.licenses}`),
      () => expected,
    )(seer, endpoint);
  },
  'GET /api/license-companies': async (seer, endpoint) =>
    guarded(seer, endpoint, 'licenses', 'read', {}, (reply) => {
      const companies = list<{ id: string; licenses: number }>(reply);
      const counts = new Map<string, number>();
      for (const row of rowsOf('licenses', (one) => readsLicenses(seer)(one) && one['gone_at'] === null))
        counts.set(text(row, 'company_id'), (counts.get(text(row, 'company_id')) ?? 0) + 1);
      expect(
        companies
          .filter((one) => one.licenses > 0)
          .map((one) => `${one.id}: ${one.licenses}`)
          .sort(),
      ).toEqual([...counts].map(([id, n]) => `${id}: ${n}`).sort());
      const seen = new Set(idsOf(rowsOf('companies', readsCompany(seer))));
      for (const one of companies) expect(seen.has(one.id)).toBe(true);
      expectNothingForeign(seer, reply.text, nameOf(endpoint));
    }),
  'POST /api/licenses/details-wanted': async (seer, endpoint) => {
    const ids = idsOf(all['licenses'] ?? []);
    await world.owner.query(`update licenses set details_at = '2020-01-01'`);
    await world.owner.query('update license_sightings set wanted_at = null');
    await guarded(seer, endpoint, 'licenses', 'read', { body: { licenseIds: ids } }, (reply) => expect(reply.status).toBe(204));
    const wanted = (await world.rows('license_sightings')).filter((row) => row['wanted_at'] !== null).map((row) => text(row, 'license_id'));
    expect([...new Set(wanted)].sort(), `as ${seer.login}`).toEqual(
      idsOf(rowsOf('licenses', (row) => readsLicenses(seer)(row) && row['gone_at'] === null)),
    );
  },
  'GET /api/saved-views': listing(
    'licenses',
    {},
    (reply) => list<{ id: string }>(reply).map((one) => one.id),
    (seer) => idsOf(rowsOf('saved_views', readsView(seer))),
  ),
  'POST /api/saved-views': async (seer, endpoint) => {
    const before = idsOf(await world.rows('saved_views'));
    for (const group of everyGroup()) {
      if (seer.reach('licenses', 'write').has(Number(group))) continue;
      const body = { name: 'stolen', query: { view: 'pools' }, shared: true, accessGroupId: group };
      await guarded(seer, endpoint, 'licenses', 'read', { body }, (reply) => {
        expect(reply.status, `in ${group} as ${seer.login}`).toBe(seer.any.has(Number(group)) ? 403 : 404);
        expectNothingForeign(seer, reply.text, nameOf(endpoint));
      });
    }
    expect(idsOf(await world.rows('saved_views'))).toEqual(before);
  },
  'PATCH /api/saved-views/:id': viewDoor({ body: { name: 'stolen' } }),
  'DELETE /api/saved-views/:id': viewDoor({}),
};

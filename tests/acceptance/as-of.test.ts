// R18: every change is kept, and any list can be asked for as of a past moment.
import { licenses, pools, syncRuns } from '@licet/contract';
import type { LicenseRow } from '@licet/contract';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, runEnd, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, changesOf, groupOf, licenseOf } from '../support/reading.ts';

/** What a list says at a moment: everything of a row that can change, but when it was read. */
function recorded(rows: LicenseRow[]) {
  return rows
    .map(
      ({
        id,
        licenseId,
        publicId,
        productCode,
        productName,
        bundleName,
        type,
        state,
        quantity,
        usage,
        expires,
        licenseUser,
        accessGroup,
        tags,
        gone,
      }) => ({
        id,
        licenseId,
        publicId,
        productCode,
        productName,
        bundleName,
        type,
        state,
        quantity: quantity.value,
        usage: usage.value,
        expires,
        licenseUser: licenseUser.name,
        accessGroup: accessGroup.id,
        tags,
        gone,
      }),
    )
    .sort((a, b) => Number(a.id) - Number(b.id));
}

describe('R18: lists as of a past moment', () => {
  let licet: Licet;
  const truth: { what: string; at: string; rows: ReturnType<typeof recorded> }[] = [];
  const remember = async (what: string) => {
    const rows = recorded(await allLicenses(licet.admin, { gone: 'show' }));
    // A moment that lies strictly between this state and the next.
    await sleep(5);
    const at = new Date().toISOString();
    await sleep(5);
    truth.push({ what, at, rows });
  };

  beforeAll(async () => {
    licet = await startLicet();
    const { control } = licet.portal;
    const keyOf = (company: string) => control.company(company).licenses[0]?.publicId ?? '';
    await remember('before the account was linked');
    await link(licet, 'manager@wzgorze.example', 'demo-manager');
    await remember('imported');

    const garden = keyOf('Kwiaciarnia Łąka');
    control.setQuantity(garden, 30);
    control.setUsage(garden, 11);
    await synchronize(licet);
    await remember('quantity and usage changed');
    control.setQuantity(garden, 31);
    control.setUsage(garden, 12);
    await synchronize(licet);
    await remember('quantity and usage changed again');

    control.renameCompany('Kwiaciarnia Łąka', 'Kwiaciarnia Polana');
    await synchronize(licet);
    await remember('company renamed');
    control.renameCompany('Kwiaciarnia Polana', 'Kwiaciarnia Gaj');
    await synchronize(licet);
    await remember('company renamed again');

    const { licenseId } = await licenseOf(licet.admin, garden);
    await licet.admin(licenses.setTags, { params: { id: licenseId }, body: { tags: ['gold', 'shop'] } });
    await remember('tagged by hand');
    await licet.admin(licenses.changeTags, { body: { licenseIds: [licenseId], add: ['silver'], remove: ['gold', 'shop'] } });
    await remember('tagged by hand again');

    const { poolId } = await licenseOf(licet.admin, garden);
    for (const [name, what] of [
      ['Old Mill Bakery', 'pool moved'],
      ['Stolarnia Dąb', 'pool moved again'],
    ] as const) {
      await licet.admin(pools.move, { params: { id: poolId }, body: { to: (await groupOf(licet.admin, name)).id } });
      await remember(what);
    }

    control.orderLicense('Old Mill Bakery', { productCode: '9104', quantity: 6 });
    await synchronize(licet);
    await remember('license added');
    const clinic = keyOf('Lighthouse Clinic');
    control.suspendLicense(clinic);
    await synchronize(licet);
    await remember('license suspended');
    control.removeLicense(clinic);
    await synchronize(licet);
    await remember('license gone');

    const trial = keyOf('Stolarnia Dąb');
    control.extendTrial(trial);
    await synchronize(licet);
    await remember('trial extended');
    control.convertToFull(trial, 20);
    await synchronize(licet);
    await remember('trial became full under another public id');
    control.changeProduct(garden, '9016', 33);
    await synchronize(licet);
    await remember('product changed');
    control.setPermission('manager@wzgorze.example', 'Kwiaciarnia Gaj', 'no-access');
    await synchronize(licet);
    await remember('a license with an earlier product out of sight');
    control.setPermission('manager@wzgorze.example', 'Kwiaciarnia Gaj', null);
    await synchronize(licet);
    control.setUsage(garden, 1);
    await synchronize(licet);
    await remember('a license with an earlier product back in sight');
    control.removeCompany('River & Sons Solicitors');
    await synchronize(licet);
    await remember('company gone');
    control.setPermission('manager@wzgorze.example', 'Harbour Systems', 'no-access');
    await synchronize(licet);
    await remember('access lost to an MSP, its customers and their licenses');
    control.setPermission('manager@wzgorze.example', 'Harbour Systems', null);
    await synchronize(licet);
    await remember('access given back');
  });
  afterAll(() => licet.close());

  it('the list says at each moment what it said then', async () => {
    for (const [i, { what, rows }] of truth.entries()) expect(rows, what).not.toEqual(truth[i - 1]?.rows);
    for (const { what, at, rows } of truth)
      expect(recorded(await allLicenses(licet.admin, { gone: 'show', asOf: at })), what).toEqual(rows);
  });

  it('filters, sums and counts follow the moment too', async () => {
    for (const { what, at, rows } of truth) {
      const there = rows.filter((row) => !row.gone);
      const page = await licet.admin(licenses.list, { query: { asOf: at, limit: 3, sort: 'quantity', order: 'desc' } });
      expect(page.total, what).toBe(there.length);
      expect(
        page.rows.map((row) => row.quantity.value),
        what,
      ).toEqual(
        there
          .map((row) => row.quantity ?? -1)
          .sort((a, b) => b - a)
          .slice(0, 3),
      );
      const suspended = await allLicenses(licet.admin, { asOf: at, state: ['suspended'] });
      expect(suspended.map((row) => row.id).sort(), what).toEqual(
        there
          .filter((row) => row.state === 'suspended')
          .map((row) => row.id)
          .sort(),
      );
      const gold = await allLicenses(licet.admin, { asOf: at, tag: ['gold'] });
      expect(gold.length, what).toBe(there.filter((row) => row.tags.includes('gold')).length);
    }
  });

  it('words are looked for in what was then', async () => {
    for (const { what, at, rows } of truth) {
      const found = await allLicenses(licet.admin, { asOf: at, q: 'polana' });
      expect(
        found.map((row) => row.id),
        what,
      ).toEqual(rows.filter((row) => !row.gone && row.licenseUser === 'Kwiaciarnia Polana').map((row) => row.id));
    }
  });

  it('R18: a moved pool stands where it stood then, in lists of licenses and of pools, and filters find it there', async () => {
    for (const { what, at, rows } of truth) {
      const there = rows.filter((row) => !row.gone && row.licenseUser.startsWith('Kwiaciarnia'));
      const groupThen = there[0]?.accessGroup;
      const list = await licet.admin(pools.list, { query: { asOf: at, limit: 500 } });
      const shown = list.rows.filter((row) => row.name.startsWith('Kwiaciarnia'));
      expect(
        shown.map((row) => row.accessGroup.id),
        what,
      ).toEqual(groupThen === undefined ? [] : [groupThen]);
      if (groupThen === undefined) continue;
      expect(shown[0]?.accessGroup.path, what).toMatch(/^\/All\/Companies\//);
      const found = await allLicenses(licet.admin, { asOf: at, accessGroupId: [groupThen] });
      expect(found.map((row) => row.id).sort(), what).toEqual(
        rows
          .filter((row) => !row.gone && row.accessGroup === groupThen)
          .map((row) => row.id)
          .sort(),
      );
    }
  });

  it('R18: who sees a row is decided by today’s rights, and whoever sees it sees what it said then, the license user too', async () => {
    const names = ['Kwiaciarnia Gaj', 'Stolarnia Dąb'] as const;
    const [left, came] = await Promise.all(
      names.map(async (name, i) => {
        const { id } = await groupOf(licet.admin, name);
        return makeUser(licet, {
          login: `reads licenses ${i}`,
          homeGroupId: id,
          groupIds: [id],
          rights: [{ function: 'licenses', level: 'read' }],
        });
      }),
    );
    const users = new Set<string>();
    for (const { what, at, rows } of truth) {
      const ought = rows.filter((row) => row.licenseUser.startsWith('Kwiaciarnia'));
      const seen = (person: typeof left) =>
        allLicenses(person?.client ?? licet.admin, { gone: 'show', asOf: at }).then((all) =>
          recorded(all.filter((row) => row.licenseUser.name.startsWith('Kwiaciarnia'))),
        );
      expect(await seen(left), what).toEqual([]);
      expect(await seen(came), what).toEqual(ought);
      for (const row of ought) users.add(row.licenseUser);
      const found = await allLicenses(came?.client ?? licet.admin, { asOf: at, q: 'polana' });
      expect(found.length, what).toBe(ought.filter((row) => !row.gone && row.licenseUser === 'Kwiaciarnia Polana').length);
    }
    expect(users.size).toBe(3);
  });

  it('every change says what, from, to, when and which run or who', async () => {
    const [license] = (await allLicenses(licet.admin)).filter((row) => row.licenseUser.name === 'Kwiaciarnia Gaj');
    const { rows } = await licet.admin(licenses.history, { params: { id: license?.licenseId ?? '' }, query: { limit: 500 } });
    const units = rows.filter((row) => row.kind === 'units-changed').map(({ before, after }) => [before, after]);
    expect(units).toContainEqual([{ quantity: 30 }, { quantity: 31 }]);
    expect(rows.map((row) => Date.parse(row.at))).toEqual(rows.map((row) => Date.parse(row.at)).sort((a, b) => b - a));
    for (const row of rows) {
      if (row.kind === 'tags-changed') expect(row.by).toEqual({ runId: null, user: 'admin' });
      else expect(row.by).toMatchObject({ runId: expect.stringMatching(/^\d+$/) as string, user: null });
    }
    const tags = rows.filter((row) => row.kind === 'tags-changed');
    expect(tags.at(-1)).toMatchObject({ before: { tags: ['Kwiaciarnia Łąka'] }, after: { tags: ['gold', 'shop'] } });
    expect(tags[0]).toMatchObject({ before: { tags: ['gold', 'shop'] }, after: { tags: ['silver'] } });
  });

  it('a run’s changes are kept whole and ordered, and its counts agree with them', async () => {
    const { rows } = await licet.admin(syncRuns.list, { query: { limit: 500 } });
    expect(rows.length).toBeGreaterThan(12);
    for (const run of rows) {
      await runEnd(licet, run.id);
      const kinds = (await changesOf(licet.admin, run.id)).map((change) => change.kind);
      const counted = Object.fromEntries([...new Set(kinds)].map((kind) => [kind, kinds.filter((one) => one === kind).length]));
      expect(run.counts).toEqual(counted);
    }
  });
});

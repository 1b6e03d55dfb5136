// R4, R12, R16, section 6: the hard data set imports exactly, and what cannot be read is said, never guessed.
import { licenses, overview, syncRuns } from '@licet/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exported, link, startLicet, synchronize } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { allLicenses, treeOf } from '../support/reading.ts';
import { pictureOf, truthOf } from '../support/truth.ts';

const LOGIN = 'manager@hard.example';

describe('the hard data set', () => {
  let licet: Licet;
  beforeAll(async () => {
    licet = await startLicet({ portal: { dataset: 'hard' } });
    await link(licet, LOGIN, 'demo-manager');
  });
  afterAll(() => licet.close());

  const oddChildren = () => licet.portal.control.companies('Odd names');

  it('R4: every name is kept exactly, in the tree, in the list and in the export', async () => {
    const truth = truthOf(licet.portal, LOGIN);
    const names = oddChildren().map((company) => company.name);
    expect(names.length).toBeGreaterThan(35);
    const held = pictureOf(await exported(licet));
    const nameOf = (picture: typeof held) =>
      picture.companies.map(({ upstreamId, name, parentUpstreamId }) => ({ upstreamId, name, parentUpstreamId }));
    expect(nameOf(held)).toEqual(nameOf(truth));
    expect((await treeOf(licet.admin)).map((node) => node.name)).toEqual(expect.arrayContaining(names));
    const users = (await allLicenses(licet.admin)).map((row) => row.licenseUser.name);
    expect(users).toEqual(expect.arrayContaining(names));
  });

  it('R4: tags drop commas and quotation marks and nothing else', async () => {
    const rows = await allLicenses(licet.admin);
    for (const { name } of oddChildren()) {
      const tags = rows.filter((row) => row.licenseUser.name === name).flatMap((row) => row.tags);
      expect(new Set(tags)).toEqual(new Set([[...name].filter((c) => c !== ',' && c !== '"').join('')]));
    }
  });

  it('R4, R12: siblings alike under different parents stay three companies with a pool each', async () => {
    const { companies, pools } = await exported(licet);
    const twins = companies.filter((company) => company.name === 'Twin');
    expect(new Set(twins.map((twin) => twin.group)).size).toBe(3);
    expect(pools.filter((pool) => twins.some((twin) => twin.upstreamId === pool.companyUpstreamId))).toHaveLength(3);
  });

  it('every name is found by searching for it', async () => {
    for (const { id, name } of oddChildren()) {
      // Words are found one by one, whatever stands between them.
      const rows = await allLicenses(licet.admin, { q: name.trim().slice(0, 60) });
      expect(
        rows.map((row) => row.company.upstreamId),
        name,
      ).toContain(id);
      const found = await licet.admin(overview.search, { query: { q: name.trim().slice(0, 60), limit: 50 } });
      expect(
        found.companies.map((company) => company.name),
        name,
      ).toContain(name);
    }
  });

  it('accents and case do not stand in the way of finding', async () => {
    for (const q of ['dluga NAZWA', 'Długa', 'DŁUGA']) {
      expect((await allLicenses(licet.admin, { q })).map((row) => row.licenseUser.name.slice(0, 5))).toContain('Długa');
      expect(
        (await licet.admin(overview.search, { query: { q, limit: 50 } })).companies.map((company) => company.name.slice(0, 5)),
      ).toContain('Długa');
    }
  });

  it('names that look like patterns match themselves only', async () => {
    expect(new Set((await allLicenses(licet.admin, { q: '100%_discount_%' })).map((row) => row.licenseUser.name))).toEqual(
      new Set(['100%_discount_%']),
    );
    expect(await allLicenses(licet.admin, { q: '%' })).toHaveLength(1);
    expect(await allLicenses(licet.admin, { q: '\\windows\\' })).toHaveLength(1);
  });

  it('CSV keeps the names, and defuses the one that a spreadsheet would run', async () => {
    const csv = String(await licet.admin(licenses.exportCsv, { query: { columns: 'licenseUser' } }));
    expect(csv).toContain(`"'=HYPERLINK(""http://example.invalid"",""x"")"`);
    expect(csv).toContain('"The ""Best"" Company"');
    expect(csv).toContain('"First line\nSecond line"');
    expect(csv).toContain('שלום עולם');
  });

  it('unknown codes are kept and shown as unknown, unreadable numbers are unknown and never zero', async () => {
    const rows = await allLicenses(licet.admin);
    // The report and the license's own page disagree about what some of these are; the page has the public id.
    const of = (name: string) => rows.find((row) => row.licenseUser.name === name && row.publicId !== null);
    expect(of('Unknown state')).toMatchObject({ state: 'unknown', quantity: { value: 8 }, usage: { value: 3 } });
    expect(of('Unknown product')).toMatchObject({ productCode: '424242', productName: 'Something new' });
    expect(of('Product code as number')).toMatchObject({ productCode: '9103' });
    expect(of('Numbers as text')).toMatchObject({ state: 'normal', quantity: { value: 8 }, usage: { value: 3 } });
    expect(of('Quantity and usage null')).toMatchObject({ usage: { value: null, source: null, readAt: null } });
    // The report, which is another source, has the ordered units.
    expect([8, null]).toContain(of('Quantity and usage null')?.quantity.value);
    expect(of('Everything optional null')).toMatchObject({ state: 'unknown' });
    expect(of('Lower-case public id')?.publicId).toMatch(/^[0-9A-Z-]+$/);
    expect(of('Unknown company type')).toMatchObject({ quantity: { value: 1 }, usage: { value: 0 } });
    const { companies } = await exported(licet);
    expect(companies.find((company) => company.name === 'Unknown status')).toMatchObject({ state: 'unknown' });
  });

  it('R16: a number beyond all sense is unknown and named, and stops nothing else', async () => {
    const [run] = (await licet.admin(syncRuns.list, { query: {} })).rows;
    expect(run?.state).toBe('partial');
    const row = (await allLicenses(licet.admin)).find((one) => one.licenseUser.name === 'Unit count beyond 32 bits');
    // The ordered units are the report's; the license's own page has no number that can be believed.
    expect(row).toMatchObject({ quantity: { value: 8, source: 'structure' }, usage: { value: null, source: null } });
    const problem = run?.problems.find((one) => one.publicId === row?.publicId);
    expect(problem?.message).toMatch(/quantity|usage/);
  });

  it('a bundle is one license with a row a product, each with its own numbers', async () => {
    const rows = (await allLicenses(licet.admin)).filter((row) => row.licenseUser.name === 'Bundles');
    const licensesHeld = Map.groupBy(rows, (row) => row.publicId);
    expect(licensesHeld.size).toBe(2);
    const truth = truthOf(licet.portal, LOGIN).licenses.filter((license) => license.licenseUser === 'Bundles');
    expect(rows.map((row) => [row.publicId, row.productCode, row.quantity.value, row.usage.value].join()).sort()).toEqual(
      truth.map((license) => [license.publicId, license.productCode, license.quantity, license.usage].join()).sort(),
    );
    for (const row of rows) expect(row.bundleName).toBeTruthy();
  });

  it('synchronizing again and again changes nothing', async () => {
    // The second run lets go of what the report alone spoke of.
    const second = await synchronize(licet);
    expect(Object.keys(second.counts).filter((kind) => kind !== 'license-gone')).toEqual([]);
    expect((await exported(licet)).licenses.filter((license) => license.publicId === null && !license.gone)).toEqual([]);
    const before = await exported(licet);
    const run = await synchronize(licet);
    expect(run.counts).toEqual({});
    const after = await exported(licet);
    expect({ ...after, accounts: [], asOf: '' }).toEqual({ ...before, accounts: [], asOf: '' });
  });
});

describe('names that are worse still', () => {
  let licet: Licet;
  let linked = false;
  beforeAll(async () => void (licet = await startLicet()));
  afterAll(() => licet.close());

  it.each([
    ['a backslash before u0000', 'C:\\u0000 and \\\\u0000'],
    ['500 emoji', '🍕'.repeat(500)],
    ['an odd start before 500 emoji', `a${'🍕'.repeat(500)}`],
    ['blanks that trim() knows', '\u00a0\u3000 name \u2003'],
    ['only commas and quotation marks', '",,"'],
  ])('%s', async (_, name) => {
    const company = licet.portal.control.createCustomer('Hillside Computing', name);
    licet.portal.control.orderLicense(company.id, { productCode: '2015', quantity: 2 });
    const run = linked ? await synchronize(licet) : (await link(licet, 'msp@hillside.example', 'demo-msp')).run;
    linked = true;
    expect(run.state).toBe('succeeded');
    const held = pictureOf(await exported(licet));
    expect(held).toEqual(truthOf(licet.portal, 'msp@hillside.example'));
    expect((await synchronize(licet)).counts).toEqual({});
    const [license] = (await exported(licet)).licenses.filter((one) => one.companyUpstreamId === company.id);
    const tag = [...name]
      .filter((c) => c !== ',' && c !== '"')
      .slice(0, 500)
      .join('');
    expect(license?.tags).toEqual(tag === '' ? [] : [tag]);
  });
});

// The MSP tree under Computers: whole, by keyboard, by typing, and at a size at which a tree usually breaks.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, type Licet } from '../support/licet.ts';
import { treeOf } from '../support/reading.ts';
import { MANAGER, parts, seen, startLicetWithConsole, visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { filtered, longestFrame, reached } from './in-page.ts';
import { languages } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

describe('the tree of a small MSP', () => {
  let licet: Licet;
  beforeAll(async () => {
    licet = await startLicetWithConsole();
    await link(licet, MANAGER.login, MANAGER.password);
  });
  afterAll(() => licet.close());

  it.each(languages)('holds companies without licenses, and says what each group is (%s)', async (language) => {
    const at = await visit(browser, licet, '/computers', { language });
    const { page, say } = at;
    const { tree } = parts(at);
    const count = (await treeOf(licet.admin)).length;
    await seen(page.getByRole('main').getByText(say('groups.count', { count, formatted: String(count) }), { exact: true }));
    await tree('groups.tree').getByRole('treeitem', { name: 'Harbour Systems' }).click();
    await page.keyboard.press('ArrowRight');
    await tree('groups.tree').getByRole('treeitem', { name: 'Old Mill Bakery' }).click();
    const details = page.getByRole('region', { name: say('groups.details') });
    await seen(details.getByRole('heading', { name: 'Old Mill Bakery' }));
    await seen(details.getByText(say('companyTypes.customer'), { exact: true }));
    await seen(details.getByText(`${say('groupKinds.all')} / ${say('groupKinds.companies')} / Wzgórze IT / Harbour Systems`));
    await seen(
      details
        .getByRole('listitem')
        .filter({ hasText: '0' })
        .filter({ hasText: say('groups.counts.licenses', { count: 0 }) }),
    );
    // The address leads a colleague to the same group.
    expect(new URL(page.url()).searchParams.get('group')).toBeTruthy();
    await page.reload();
    await seen(details.getByRole('heading', { name: 'Old Mill Bakery' }));
    await page.goto('/licenses');
    await seen(tree('companies.tree').getByRole('treeitem', { name: 'Northwind Dental' }));
    expect(await tree('companies.tree').getByRole('treeitem', { name: 'Old Mill Bakery' }).count()).toBe(0);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('goes by arrow keys, Home and End, and finds by typing', async () => {
    const at = await visit(browser, licet, '/computers');
    const { page, say } = at;
    const { tree } = parts(at);
    const filter = page.getByRole('region', { name: say('groups.tree') }).getByRole('textbox', { name: say('tree.filter') });
    await seen(tree('groups.tree').getByRole('treeitem', { name: 'Łąka Serwis' }));
    await filter.focus();
    const press = async (key: string, name: string) => {
      await page.keyboard.press(key);
      await expect.poll(() => reached(page), { message: key }).toBe(name);
    };
    await page.keyboard.press('ArrowDown');
    await press('Home', 'All');
    await press('End', 'Łąka Serwis');
    const branch = tree('groups.tree').getByRole('treeitem', { name: 'Łąka Serwis' });
    expect(await branch.getAttribute('aria-expanded')).toBe('false');
    await press('ArrowRight', 'Łąka Serwis');
    await expect.poll(() => branch.getAttribute('aria-expanded')).toBe('true');
    await press('End', 'Żeglarz – wypożyczalnia jachtów');
    await press('ArrowLeft', 'Łąka Serwis');
    await press('ArrowUp', 'Harbour Systems');
    await press('ArrowDown', 'Łąka Serwis');
    await press('ArrowRight', 'Kino Światło');
    await page.keyboard.press('Enter');
    await seen(page.getByRole('region', { name: say('groups.details') }).getByRole('heading', { name: 'Kino Światło' }));
    expect(await tree('groups.tree').getByRole('treeitem', { name: 'Kino Światło' }).getAttribute('aria-selected')).toBe('true');
    // Typed without the Polish letters, found with all that is above it.
    await filter.fill('zabka');
    await expect
      .poll(() => tree('groups.tree').getByRole('treeitem').locator('[title]').allInnerTexts())
      .toEqual(['All', 'Companies', 'Wzgórze IT', 'Harbour Systems', 'Przedszkole Żabka']);
    await filter.fill('no such company');
    await seen(page.getByText(say('tree.none', { text: 'no such company' })));
    await filter.press('Escape');
    await seen(tree('groups.tree').getByRole('treeitem', { name: 'Kino Światło' }));
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

describe('the tree of an MSP with 5,000 customers', () => {
  let licet: Licet;
  beforeAll(async () => {
    licet = await startLicetWithConsole({ portal: { dataset: 'large', companies: 5000, licensesPerCompany: 0 } });
    const { run } = await link(licet, 'manager@large.example', 'demo-manager');
    expect(run.state).toBe('succeeded');
  }, 60_000);
  afterAll(() => licet.close());

  it('opens, filters and scrolls without making anybody wait', async () => {
    const at = await visit(browser, licet, '/computers');
    const { page, say } = at;
    const { tree } = parts(at);
    const rows = tree('groups.tree').getByRole('treeitem');
    const filter = page.getByRole('region', { name: say('groups.tree') }).getByRole('textbox', { name: say('tree.filter') });
    await seen(rows);
    const found = async (text: string) => {
      const started = performance.now();
      await filter.fill(text);
      await filtered(page, text);
      return performance.now() - started;
    };
    expect(await found('dental')).toBeLessThan(500);
    // Nearly all of them; drawn are those in view.
    expect(await found('a')).toBeLessThan(500);
    expect(await rows.count()).toBeLessThan(80);
    expect(await longestFrame(page)).toBeLessThan(250);
    expect(await rows.count()).toBeGreaterThan(10);
    await tree('groups.tree').focus();
    await page.keyboard.press('End');
    const last = await rows.last().getAttribute('aria-posinset');
    expect(Number(last)).toBeGreaterThan(100);
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

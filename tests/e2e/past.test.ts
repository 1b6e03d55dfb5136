// R18 in the console: a past moment takes the tree with it, customers and groups are as they were, and nothing is done to them then.
import { setTimeout as sleep } from 'node:timers/promises';
import { customers } from '@licet/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, synchronize, type Licet } from '../support/licet.ts';
import { customerOf } from '../support/setups.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

const [BEFORE, AFTER] = ['Harbour Systems', 'Haven Systems'];

let browser: Browser;
let licet: Licet;
let asOf: string;
beforeAll(async () => {
  browser = await openBrowser();
  licet = await startLicetWithConsole();
  await link(licet, MANAGER.login, MANAGER.password);
  await sleep(5);
  asOf = new Date().toISOString();
  await sleep(5);
  licet.portal.control.renameCompany(BEFORE, AFTER);
  await synchronize(licet);
  const mill = await customerOf(licet.admin, 'Old Mill Bakery');
  await licet.admin(customers.archive, { body: { companyIds: [mill.id] } });
});
afterAll(async () => {
  await licet.close();
  await browser.close();
});

describe.each(languages)('R18: in %s', (language) => {
  it('the tree beside the list of licenses is of the same moment, until one goes back to now', async () => {
    const at = await visit(browser, licet, `/licenses?asOf=${asOf}`, { language });
    const { tree, button } = parts(at);
    await seen(tree('companies.tree').getByRole('treeitem', { name: BEFORE }));
    await unseen(tree('companies.tree').getByRole('treeitem', { name: AFTER }));
    await seen(at.page.getByRole('status').filter({ hasText: at.say('asOf.banner', { moment: '' }).replace(/\W+$/, '') }));
    await button('asOf.now').click();
    await seen(tree('companies.tree').getByRole('treeitem', { name: AFTER }));
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('customers are as they were: what no history is kept of is a dash, and they lead to their group of then', async () => {
    const at = await visit(browser, licet, `/customers?asOf=${asOf}`, { language });
    const { page, say } = at;
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Old Mill Bakery', exact: true }) });
    await seen(row.getByText(say('setups.not-set-up'), { exact: true }));
    await seen(row.getByText(BEFORE, { exact: true }));
    expect(await row.getByRole('img', { name: say('asOf.notKept') }).count()).toBe(3);
    expect(await page.getByRole('table').getByRole('checkbox').count()).toBe(0);
    await row.getByRole('link').click();
    const details = page.getByRole('region', { name: say('groups.details') });
    await seen(details.getByRole('heading', { name: 'Old Mill Bakery' }));
    await seen(details.getByText(new RegExp(`/ ${BEFORE}$`)));
    await details.getByRole('button', { name: say('actions.label') }).click();
    await seen(
      page
        .getByRole('menuitem')
        .filter({ hasText: say('actions.notInPast') })
        .first(),
    );
    await page.keyboard.press('Escape');
    await seen(page.getByText(say('asOf.computersToday')));
    await parts(at).button('asOf.now').click();
    await seen(parts(at).tree('groups.tree').getByRole('treeitem', { name: AFTER }));
    expect(new URL(page.url()).searchParams.get('asOf')).toBeNull();
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

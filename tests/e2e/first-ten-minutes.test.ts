// What somebody does first: signs in, links an account, looks around, changes a tag, takes a list home, makes it theirs, leaves.
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { ADMIN_PASSWORD, type Licet } from '../support/licet.ts';
import { allLicenses } from '../support/reading.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit, type Visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages, wordsOf } from './words.ts';

let browser: Browser;
let licet: Licet;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  licet = await startLicetWithConsole();
});
afterEach(() => licet.close());

test.each(languages)('the first ten minutes (%s)', async (language) => {
  const at = await visit(browser, licet, '/', { language, as: null });
  await signIn(at);
  // The session begins in English; whoever reads Polish chooses it first.
  if (language === 'pl') await choose({ ...at, say: wordsOf('en') }, 'Polski');
  await linkAccount(at);
  await lookAround(at);
  await changeTag(at);
  await narrow(at);
  await lookBack(at);
  await takeHome(at);
  await choose(at, language === 'en' ? 'Polski' : 'English');
  const say = wordsOf(language === 'en' ? 'pl' : 'en');
  await choose({ ...at, say }, say('frame.themes.dark'));
  await expect.poll(() => at.page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
  await leave({ ...at, say });
  expect(at.trouble).toEqual([]);
  await at.close();
});

async function signIn(at: Visit) {
  const { page, say } = at;
  const { button, heading } = parts(at);
  await seen(heading(say('session.title')));
  await page.getByLabel(say('session.login'), { exact: true }).fill('admin');
  await page.getByLabel(say('session.password'), { exact: true }).fill('not it');
  await button('session.signIn').click();
  await seen(page.getByRole('alert').getByText(say('problems.wrong-login.title')));
  await page.getByLabel(say('session.password'), { exact: true }).fill(ADMIN_PASSWORD);
  await page.keyboard.press('Enter');
  await seen(page.getByRole('navigation'));
}

/** Chooses a language or a theme by its word. */
async function choose({ page, say }: Visit, word: string) {
  await page.getByRole('button', { name: say('frame.userMenu', { name: 'Administrator' }) }).click();
  await page.getByText(word, { exact: true }).click();
  await expect.poll(() => page.getByRole('radio', { name: word, exact: true }).isChecked()).toBe(true);
  await page.keyboard.press('Escape');
}

async function linkAccount(at: Visit) {
  const { say } = at;
  const { button, dialog, heading, place } = parts(at);
  await seen(heading(say('overview.firstTitle')));
  await place('licenses').click();
  await seen(heading(say('licenses.emptyTitle')));
  await button('actions.addLicenses').click();
  const form = dialog(say('actions.addLicenses'));
  const offer = async (login: string, password: string) => {
    await form.getByLabel(say('link.login'), { exact: true }).fill(login);
    await form.getByLabel(say('link.password'), { exact: true }).fill(password);
    await form.getByRole('button', { name: say('link.confirm') }).click();
  };
  const refused = async (reason: string) => {
    for (const key of [`problems.${reason}.title`, `problems.${reason}.remedy`, 'link.nothingStored'])
      await seen(form.getByRole('alert').getByText(say(key)));
  };
  await offer(MANAGER.login, 'not it');
  await refused('wrong-credentials');
  await offer('distributor@polnoc.example', 'demo-distributor');
  await refused('refused-account-type');
  licet.portal.control.addFault({ kind: 'latency', path: '/License/*', ms: 150 });
  await offer(MANAGER.login, MANAGER.password);
  await seen(form.getByText(say('link.linked', { login: MANAGER.login, company: 'Wzgórze IT' })));
  await seen(form.getByRole('list', { name: say('run.phases') }));
  await seen(form.getByRole('progressbar'));
  await form
    .getByRole('button', { name: say('common.close'), exact: true })
    .last()
    .click();
  await unseen(form);
}

async function lookAround(at: Visit) {
  const { page, say } = at;
  const { tree, row: rowOf } = parts(at);
  // Pools stand while details are still being read; the company without licenses is not in this tree.
  await seen(tree('companies.tree').getByRole('treeitem', { name: 'Łąka Serwis' }));
  await seen(tree('companies.tree').getByRole('treeitem', { name: 'Kwiaciarnia Łąka' }));
  expect(await tree('companies.tree').getByRole('treeitem', { name: 'Old Mill Bakery' }).count()).toBe(0);
  const pool = rowOf('Piekarnia Młyn');
  await seen(page.getByText(say('licenses.totalPools', { count: 9, formatted: '9' })));
  await seen(pool.getByText(say('licenses.inPool', { count: 2 })));
  expect(await pool.getAttribute('aria-expanded')).toBe('false');
  await pool.getByText('Piekarnia Młyn').first().click();
  await expect.poll(() => pool.getAttribute('aria-expanded')).toBe('true');
  const [first] = licet.portal.control.company('Piekarnia Młyn').licenses;
  const row = rowOf(first!.publicId);
  await seen(row.getByText(say('units.of', { used: 21, ordered: 25 })));
  await row.getByText(first!.products[0]!.name).click();
  const drawer = page.getByRole('complementary', { name: say('drawer.title') });
  await seen(drawer.getByText(first!.publicId));
  await seen(drawer.getByText(say('columns.accessGroup'), { exact: true }));
  await drawer.getByText(say('drawer.history'), { exact: true }).click();
  await seen(drawer.getByText(say('changeKinds.license-added'), { exact: true }));
  await page.keyboard.press('Escape');
  await unseen(drawer);
}

async function changeTag(at: Visit) {
  const { page, say } = at;
  const [first] = licet.portal.control.company('Piekarnia Młyn').licenses;
  const { button, row: rowOf } = parts(at);
  const row = rowOf(first!.publicId);
  // Beside the tree there is no room for tags at this width; whoever wants them takes them in.
  await button('table.columns').click();
  await page.getByRole('checkbox', { name: say('columns.tags'), exact: true }).click();
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: say('tags.editOf', { name: first!.publicId }) }).click();
  const field = page.getByRole('combobox', { name: say('columns.tags') });
  await field.fill('umowa 2026');
  await field.press('Enter');
  await page.getByRole('button', { name: say('tags.save') }).click();
  await seen(page.getByText(say('tags.saved')));
  await expect
    .poll(async () => (await allLicenses(licet.admin, { tag: ['umowa 2026'] })).map((one) => one.publicId))
    .toEqual([first!.publicId]);
  await seen(row.getByText(say('tags.more', { count: 1 })));
}

async function narrow(at: Visit) {
  const { page, say } = at;
  const { button, row } = parts(at);
  const pools = page.getByRole('treegrid', { name: say('places.licenses') });
  await page.getByRole('searchbox', { name: say('filters.text') }).fill('KWIACIARNIA lak');
  await expect.poll(() => pools.getByRole('row').count()).toBe(2);
  await seen(row('Kwiaciarnia Łąka'));
  await button('filters.clear').click();
  await button('filters.add').click();
  await page.getByRole('menuitem', { name: say('filters.names.use'), exact: true }).click();
  await page.getByRole('radio', { name: say('uses.over') }).click();
  await page.keyboard.press('Escape');
  await expect.poll(() => pools.getByRole('row').count()).toBe(2);
  await seen(row('Kwiaciarnia Łąka').getByText(say('units.of', { used: 7, ordered: 5 })));
  await seen(page.getByRole('button', { name: say('filters.chip', { name: say('filters.names.use'), words: say('uses.over') }) }));
  await button('filters.clear').click();
  await expect.poll(() => row('Northwind Dental').count()).toBe(1);
}

async function lookBack(at: Visit) {
  const { page, say } = at;
  const { button, heading } = parts(at);
  await button('asOf.choose').click();
  const yesterday = new Date(Date.now() - 86_400_000);
  if (yesterday.getMonth() !== new Date().getMonth())
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('calendar.previousMonth') })
      .click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: new RegExp(`^0?${yesterday.getDate()}\\b`) })
    .first()
    .click();
  await button('asOf.show').click();
  await seen(page.getByRole('status').filter({ hasText: say('asOf.banner', { moment: '' }).replace(/\W+$/, '') }));
  // Nothing was linked then.
  await seen(heading(say('licenses.noneFound')));
  await button('asOf.now').click();
  await seen(parts(at).row('Northwind Dental'));
}

/** The export holds what the list shows: its rows, its columns, its filter. */
async function takeHome(at: Visit) {
  const { page, say } = at;
  const { act } = parts(at);
  await page.getByText(say('licenses.flat'), { exact: true }).click();
  const grid = page.getByRole('grid', { name: say('places.licenses') });
  await page.getByRole('searchbox', { name: say('filters.text') }).fill('harbour');
  await page
    .getByRole('tree', { name: say('companies.tree') })
    .getByRole('treeitem', { name: 'Harbour Systems' })
    .click();
  await page.getByRole('searchbox', { name: say('filters.text') }).fill('');
  const total = (await allLicenses(licet.admin)).filter(({ licenseUser }) =>
    ['Northwind Dental', 'River & Sons Solicitors', 'Lighthouse Clinic', 'Przedszkole Żabka'].includes(licenseUser.name),
  ).length;
  await expect.poll(() => grid.getByRole('row').count()).toBe(total + 1);
  const head = (await grid.getByRole('columnheader').allInnerTexts()).map((text) => text.trim()).filter((text) => text !== '');
  const ids = await grid
    .getByRole('row')
    .getByText(/^\w{3}-\w{3}-\w{3}$/)
    .allInnerTexts();
  const [download] = await Promise.all([page.waitForEvent('download'), act('actions.export')]);
  const csv = (await readFile(await download.path(), 'utf8'))
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  expect(csv).toHaveLength(total + 1);
  for (const name of head.filter((text) => text !== say('columns.units'))) expect(csv[0]).toContain(name);
  expect(csv.slice(1).map((line) => /\w{3}-\w{3}-\w{3}/.exec(line)?.[0])).toEqual(ids);
}

async function leave({ page, say }: Visit) {
  await page.getByRole('button', { name: say('frame.userMenu', { name: 'Administrator' }) }).click();
  await page.getByRole('button', { name: say('session.signOut') }).click();
  await seen(page.getByRole('heading', { name: say('session.title') }));
  await page.goto('/licenses');
  await seen(page.getByRole('heading', { name: say('session.title') }));
  expect(new URL(page.url()).pathname).toBe('/sign-in');
}

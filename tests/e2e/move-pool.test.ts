// A pool moves between groups: who will lose and gain sight is said before, and true after. And what a customer's user has of the console.
import { reports } from '@licet/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, type Licet } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit, type Visit, type VisitOptions } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

let browser: Browser;
let licet: Licet;
beforeAll(async () => {
  browser = await openBrowser();
  licet = await startLicetWithConsole();
  await link(licet, MANAGER.login, MANAGER.password);
  await scopedUser('baker', 'Piekarnia Młyn');
  await scopedUser('florist', 'Kwiaciarnia Łąka');
  for (const [name, customer] of [
    ['Of the bakery', 'Piekarnia Młyn'],
    ['Of the florist', 'Kwiaciarnia Łąka'],
  ] as const)
    await licet.admin(reports.create, { body: { name, accessGroupId: (await groupOf(licet.admin, customer)).id } });
});
afterAll(async () => {
  await browser.close();
  await licet.close();
});

/** A user of one customer, who may read its licenses and groups. */
async function scopedUser(login: string, customer: string) {
  const { id } = await groupOf(licet.admin, customer);
  const rights = (['licenses', 'groups-and-computers'] as const).map((name) => ({ function: name, level: 'read' as const }));
  await makeUser(licet, { login, homeGroupId: id, groupIds: [id], rights });
}

function visitAs(login: string, path: string, options: VisitOptions = {}): Promise<Visit> {
  return visit(browser, licet, path, { ...options, as: { login, password: `password of ${login}` } });
}

describe.each(languages)('in %s', (language) => {
  it('moves a pool after saying who loses and who gains sight, and takes it back', async () => {
    const at = await visit(browser, licet, '/licenses', { language });
    const { page, say } = at;
    const { act, dialog, row } = parts(at);
    const baker = await visitAs('baker', '/licenses', { language });
    const florist = await visitAs('florist', '/licenses', { language });
    expect(await poolsIn(baker)).toEqual(['Piekarnia Młyn']);
    expect(await poolsIn(florist)).toEqual(['Kwiaciarnia Łąka']);
    await row('Piekarnia Młyn').getByRole('checkbox').check();
    await act('actions.move');
    const move = dialog(say('move.title', { name: 'Piekarnia Młyn' }));
    const top = `/${say('groupKinds.all')}/${say('groupKinds.companies')}`;
    await seen(move.getByText(say('move.from', { path: `${top}/Wzgórze IT/Łąka Serwis/Piekarnia Młyn` })));
    const see = move.getByRole('button', { name: say('move.see') });
    expect(await see.isDisabled()).toBe(true);
    await move.getByRole('textbox', { name: say('tree.filter') }).fill('kwiaciarnia lak');
    await move.getByRole('treeitem', { name: 'Kwiaciarnia Łąka' }).click();
    await see.click();
    await seen(move.getByText(`${top}/Wzgórze IT/Łąka Serwis/Kwiaciarnia Łąka`));
    await seen(move.getByText(say('move.licenses', { count: 2, formatted: '2' })));
    for (const [key, name] of [
      ['move.gain', 'florist'],
      ['move.lose', 'baker'],
      ['move.reportsBegin', 'Of the florist'],
      ['move.reportsStop', 'Of the bakery'],
    ] as const) {
      const heading = page.getByRole('heading', { name: say(key, { count: 1 }) });
      const items = move.locator('section').filter({ has: heading }).getByRole('listitem');
      expect(await items.allInnerTexts()).toEqual([expect.stringContaining(name)]);
    }
    // Nothing has been moved by looking.
    expect(await poolsIn(baker)).toEqual(['Piekarnia Młyn']);
    await move.getByRole('button', { name: say('move.confirm') }).click();
    await seen(move.getByRole('status').filter({ hasText: 'Kwiaciarnia Łąka' }));
    expect(await poolsIn(baker)).toEqual([]);
    expect(await poolsIn(florist)).toEqual(['Kwiaciarnia Łąka', 'Piekarnia Młyn']);
    await move.getByRole('button', { name: say('common.undo') }).click();
    await seen(move.getByRole('status').filter({ hasText: 'Łąka Serwis/Piekarnia Młyn' }));
    await move
      .getByRole('button', { name: say('common.close'), exact: true })
      .last()
      .click();
    await unseen(move);
    expect(await poolsIn(baker)).toEqual(['Piekarnia Młyn']);
    expect([...at.trouble, ...baker.trouble, ...florist.trouble]).toEqual([]);
    for (const one of [at, baker, florist]) await one.close();
  });

  it("shows a customer's user their own and nothing else", async () => {
    const at = await visitAs('baker', '/licenses', { language });
    const { page, say } = at;
    const { button, row } = parts(at);
    await seen(row('Piekarnia Młyn'));
    expect(
      await page
        .getByRole('navigation', { name: say('frame.navigation') })
        .getByRole('listitem')
        .count(),
    ).toBe(3);
    expect(await page.getByRole('link', { name: say('places.synchronization') }).count()).toBe(0);
    expect(await page.getByRole('main').innerText()).not.toMatch(/Kwiaciarnia|Wzgórze|Northwind|wzgorze\.example/);
    await button('actions.label').click();
    const refused = page.getByRole('menuitem', { name: say('actions.addLicenses') });
    expect(await refused.getAttribute('aria-disabled')).toBe('true');
    await seen(refused.getByText(say('actions.administratorsOnly')));
    await page.keyboard.press('Escape');
    await page.goto('/');
    await seen(page.getByRole('heading', { name: say('overview.licenses') }));
    expect(await page.getByRole('main').innerText()).not.toMatch(/Kwiaciarnia|Wzgórze|Northwind|wzgorze\.example/);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox').fill('kwiaciarnia');
    await seen(page.getByText(say('search.none', { text: 'kwiaciarnia' })));
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

/** The pools that somebody's console shows when it is read again. */
async function poolsIn({ page, say }: Visit): Promise<string[]> {
  await page.reload();
  const rows = page.getByRole('treegrid').locator('tbody').getByRole('checkbox');
  await seen(rows.or(page.getByRole('heading', { name: say('licenses.emptyTitle') })));
  const names = await Promise.all((await rows.all()).map((row) => row.getAttribute('aria-label')));
  return names.map((name) => name?.replace(say('selection.one', { name: '' }), '') ?? '');
}

it('has nothing at the addresses of what is out of sight', async () => {
  const foreign = (await allLicenses(licet.admin)).find((one) => one.licenseUser.name === 'Northwind Dental');
  const group = await groupOf(licet.admin, 'Northwind Dental');
  const at = await visitAs('baker', `/licenses?open=${foreign!.licenseId}`);
  const { page, say } = at;
  const drawer = page.getByRole('complementary', { name: say('drawer.title') });
  await seen(drawer.getByRole('alert').getByText(say('problems.not-found.title')));
  await page.goto(`/computers?group=${group.id}`);
  await seen(page.getByRole('region', { name: say('groups.details') }).getByText(say('problems.not-found.title')));
  await page.goto('/sync-runs/1');
  await seen(page.getByRole('alert'));
  expect(await page.getByRole('main').innerText()).not.toMatch(/Wzgórze|wzgorze\.example/);
  await page.goto('/nothing/here');
  await seen(page.getByRole('heading', { name: say('lost.title') }));
  expect(at.trouble).toEqual([]);
  await at.close();
});

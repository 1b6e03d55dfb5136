// Two new customers set up at once, their passwords fetched, one of them signed in; then offboarded and taken back. One customer
// through the dialog; archived ones out of sight; a group that no account stands behind deleted.
import { readFileSync } from 'node:fs';
import { customers, portalAccounts, reports, users } from '@licet/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, type Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';
import { customerOf } from '../support/setups.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit, type Visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

/** The row of a customer in a table. */
function rowOf({ page }: Visit, name: string) {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
}

describe.each(languages)('R40, R80: in %s', (language) => {
  let licet: Licet;
  let accountId: string;
  beforeAll(async () => {
    licet = await startLicetWithConsole();
    ({ accountId } = await link(licet, MANAGER.login, MANAGER.password));
  });
  afterAll(() => licet.close());

  it('sets two new customers up at once, hands their passwords out once, and one of them signs in', async () => {
    const at = await visit(browser, licet, '/', { language });
    const { page, say } = at;
    const { button } = parts(at);
    await page.getByRole('link', { name: say('overview.openSetup') }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('state')).toBe('not-set-up');
    for (const name of ['Piekarnia Młyn', 'Northwind Dental']) await rowOf(at, name).getByRole('checkbox').check();
    await page
      .getByRole('region', { name: say('selection.label') })
      .getByRole('button', { name: say('customers.setUp') })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(say('setup.loginOf', { name: 'Piekarnia Młyn' })).fill('baker');
    await dialog.getByRole('button', { name: say('customers.setUp') }).click();
    await page.waitForURL(/\/setups\/\d+/);
    await seen(page.getByText(say('batches.doneOf', { count: 2, done: '2', total: '2' })));
    await seen(rowOf(at, 'Piekarnia Młyn').getByText('baker', { exact: true }));
    const [download] = await Promise.all([page.waitForEvent('download'), button('credentials.download').click()]);
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n');
    expect(lines).toHaveLength(3);
    const password = lines.find((line) => line.includes('"baker"'))?.match(/"([^"]+)"$/)?.[1] ?? '';
    await unseen(button('credentials.download'));
    await page.reload();
    await seen(rowOf(at, 'Piekarnia Młyn'));
    expect(await button('credentials.download').count()).toBe(0);

    const baker = await visit(browser, licet, '/computers', { language, as: { login: 'baker', password } });
    await seen(parts(baker).heading('Piekarnia Młyn'));
    expect(await baker.page.getByRole('main').innerText()).not.toMatch(/Northwind|Wzgórze/);
    expect([...at.trouble, ...baker.trouble]).toEqual([]);
    await baker.close();
    await at.close();
  });

  it('offboards after saying what will happen, hides what is archived, and takes it back', async () => {
    const at = await visit(browser, licet, '/customers?state=ready', { language });
    const { page, say } = at;
    const { button, tree } = parts(at);
    await rowOf(at, 'Piekarnia Młyn').getByRole('checkbox').check();
    await page
      .getByRole('region', { name: say('selection.label') })
      .getByRole('button', { name: say('customers.offboard') })
      .click();
    const dialog = page.getByRole('dialog');
    await seen(dialog.getByText(say('offboarding.usersOf', { names: 'baker' })));
    await seen(dialog.getByLabel(say('offboarding.installers', { count: 1, formatted: '1' })));
    const csv = dialog.getByRole('link', { name: say('offboarding.exportOf', { name: 'Piekarnia Młyn', format: 'CSV' }) });
    const [download] = await Promise.all([page.waitForEvent('download'), csv.click()]);
    expect(readFileSync(await download.path(), 'utf8')).toContain('baker');
    await dialog.getByRole('button', { name: say('customers.offboard') }).click();
    await page.waitForURL(/\/setups\/\d+/);
    await seen(page.getByText(say('batches.doneOf', { count: 1, done: '1', total: '1' })));
    expect((await licet.admin(users.list, { query: { q: 'baker' } })).rows[0]?.enabled).toBe(false);

    await page.goto('/computers');
    const branch = tree('groups.tree').getByRole('treeitem', { name: 'Łąka Serwis' });
    await branch.click();
    await page.keyboard.press('ArrowRight');
    const item = tree('groups.tree').getByRole('treeitem', { name: 'Piekarnia Młyn' });
    await seen(tree('groups.tree').getByRole('treeitem', { name: 'Stolarnia Dąb' }));
    expect(await item.count()).toBe(0);
    await page.getByRole('switch', { name: say('customers.showArchived') }).check();
    await seen(item.getByText(say('setups.archived')));
    expect(new URL(page.url()).searchParams.get('archived')).toBe('show');

    await page.goto('/customers');
    await button('batches.recent').click();
    await page.getByRole('menuitem').first().click();
    await button('batches.undo').click();
    await seen(rowOf(at, 'Piekarnia Młyn').getByText(say('stepStates.undone')));
    expect((await licet.admin(users.list, { query: { q: 'baker' } })).rows[0]?.enabled).toBe(true);
    expect((await customerOf(licet.admin, 'Piekarnia Młyn')).setup).toBe('ready');
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('sets one customer up from its group in three steps, shows its password once, and offers the installer', async () => {
    const group = await groupOf(licet.admin, 'Stolarnia Dąb');
    const at = await visit(browser, licet, `/computers?group=${group.id}`, { language });
    const { page, say } = at;
    await page
      .getByRole('region', { name: say('groups.details') })
      .getByRole('button', { name: say('actions.label') })
      .click();
    await page.getByRole('menuitem', { name: say('customers.setUp') }).click();
    const dialog = page.getByRole('dialog', { name: say('setup.title', { name: 'Stolarnia Dąb' }) });
    // A login that is taken is refused at its end, and can be changed there.
    await dialog.getByLabel(say('setup.login'), { exact: true }).fill('baker');
    for (let step = 0; step < 2; step += 1) await dialog.getByRole('button', { name: say('setup.next') }).click();
    await dialog.getByRole('button', { name: say('customers.setUp') }).click();
    await seen(dialog.getByText(say('reasons.login-taken.says', { login: 'baker' })));
    await dialog.getByRole('button', { name: say('setup.again') }).click();
    await dialog.getByLabel(say('setup.login'), { exact: true }).fill('oak');
    for (let step = 0; step < 2; step += 1) await dialog.getByRole('button', { name: say('setup.next') }).click();
    await dialog.getByRole('button', { name: say('customers.setUp') }).click();
    await seen(dialog.getByText(say('setup.done', { name: 'Stolarnia Dąb' })));
    await dialog.getByRole('button', { name: say('setup.showOnce') }).click();
    await seen(dialog.getByText(say('setup.shownOnce')));
    const password = (await dialog.locator('code').nth(1).textContent()) ?? '';
    await expect(licet.signIn('oak', password)).resolves.toBeTruthy();
    const link = dialog.getByRole('link', { name: say('installerFormats.shell') });
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('licet-install.sh');
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('R43: says which rights are missing before anything can be started', async () => {
    const own = await groupOf(licet.admin, 'Kwiaciarnia Łąka');
    const rights = [{ function: 'groups-and-computers', level: 'write' } as const];
    await makeUser(licet, { login: 'clerk', homeGroupId: own.id, groupIds: [own.id], rights });
    const at = await visit(browser, licet, '/customers', { language, as: { login: 'clerk', password: 'password of clerk' } });
    const { page, say } = at;
    await rowOf(at, 'Kwiaciarnia Łąka')
      .getByRole('button', { name: say('actions.label') })
      .click();
    await page.getByRole('menuitem', { name: say('customers.setUp') }).click();
    const dialog = page.getByRole('dialog');
    const right = { right: say('functions.users'), level: say('levels.write'), group: 'Kwiaciarnia Łąka' };
    await seen(dialog.getByText(say('customers.lackIn', right)));
    expect(await dialog.getByRole('button', { name: say('setup.next') }).isDisabled()).toBe(true);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('R21, R51: tells what is left to clear, lists what a group holds, and deletes an empty one', async () => {
    await licet.admin(portalAccounts.remove, { params: { id: accountId }, body: { confirmLogin: MANAGER.login } });
    const oak = await groupOf(licet.admin, 'Stolarnia Dąb');
    await licet.admin(reports.create, { body: { name: 'Of the oak', accessGroupId: oak.id } });
    const at = await visit(browser, licet, '/', { language });
    const { page, say } = at;
    const left = page.getByRole('region', { name: say('overview.notConnected') });
    await left.getByRole('link', { name: 'Stolarnia Dąb' }).click();
    const remove = async () => {
      await page
        .getByRole('region', { name: say('groups.details') })
        .getByRole('button', { name: say('actions.label') })
        .click();
      await page.getByRole('menuitem', { name: say('groupDeletion.action') }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: say('groupDeletion.confirm') }).click();
      return dialog;
    };
    const held = (await remove()).getByRole('region', { name: say('groupDeletion.held') });
    await seen(held.getByText('oak', { exact: true }));
    await seen(held.getByText(say('heldKinds.user', { count: 1 }), { exact: true }));
    const report = held.getByRole('listitem').filter({ hasText: 'Of the oak' });
    await seen(report.getByText(say('heldKinds.report', { count: 1 }), { exact: true }));
    await report.getByRole('link', { name: say('groupDeletion.open') }).click();
    await seen(page.getByRole('heading', { name: 'Of the oak', exact: true }));
    const empty = await groupOf(licet.admin, 'Old Mill Bakery');
    await page.goto(`/computers?group=${empty.id}`);
    await remove();
    await seen(page.getByText(say('groupDeletion.done', { name: 'Old Mill Bakery' })));
    await expect(licet.admin(customers.list, { query: { q: 'Old Mill' } })).resolves.toMatchObject({ total: 0 });
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

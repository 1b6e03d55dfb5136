// Every screen and dialog for those who hear it, read it in another language or in the dark, on a small window, and pay by the byte.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { installers, notificationRules, reports } from '@licet/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD, link, makeUser, type Licet, type Person } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';
import { fetched, longestMotion, noteMotion, widths } from './in-page.ts';
import { MANAGER, parts, seen, startLicetWithConsole, visit, type Visit } from './browser.ts';
import { CONSOLE_DIR, openBrowser } from './chromium.ts';
import { startOf } from './words.ts';

let browser: Browser;
let licet: Licet;
let empty: Licet;
let mill: Person;
let weekly: string;
beforeAll(async () => {
  browser = await openBrowser();
  licet = await startLicetWithConsole();
  empty = await startLicetWithConsole();
  await link(licet, MANAGER.login, MANAGER.password);
  const { id } = await groupOf(licet.admin, 'Piekarnia Młyn');
  mill = await makeUser(licet, { login: 'mill', homeGroupId: id, groupIds: [id], rights: [{ function: 'licenses', level: 'read' }] });
  const dental = await groupOf(licet.admin, 'Northwind Dental');
  await licet.admin(installers.create, { body: { name: 'Office', groupId: dental.id, useLimit: 5 } });
  const condition = { kind: 'state' as const, states: ['suspended' as const] };
  const watched = { accessGroupId: '1', condition, webhookUrl: 'http://10.0.0.8/closed' };
  const rule = await licet.admin(notificationRules.create, { body: { name: 'Watched', ...watched, enabled: false } });
  await licet.admin(notificationRules.snooze, {
    params: { id: rule.id },
    body: { until: new Date(Date.now() + 3_600_000).toISOString() },
  });
  await licet.admin(notificationRules.change, { params: { id: rule.id }, body: { enabled: true } });
  const schedule = { every: 'week', weekday: 1, at: '07:30', zone: 'Europe/Warsaw' } as const;
  const mailed = { groupBy: 'licenseUser' as const, schedule, recipients: ['ops@msp.example'] };
  weekly = (await licet.admin(reports.create, { body: { name: 'Weekly', accessGroupId: '1', ...mailed } })).id;
});
afterAll(async () => {
  await browser.close();
  await licet.close();
  await empty.close();
});

/** What axe finds serious in what is shown now, and whether the page is wider than its window. */
async function faults({ page }: Visit, where: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  const serious = violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(' | ')}`);
  const [wanted, given] = await widths(page);
  return wanted > given ? [...serious, `${where}: ${wanted} px wide in a window of ${given} px`] : serious;
}

// Colours depend on the theme and names on the language; these two see every screen in each of both.
describe.each([
  ['en', 'light'],
  ['pl', 'dark'],
] as const)('in %s, %s', (language, theme) => {
  it('has nothing serious against it before and after signing in, with nothing there yet', async () => {
    const out = await visit(browser, empty, '/sign-in', { language, theme, as: null });
    await out.page.getByLabel(out.say('session.login'), { exact: true }).fill('admin');
    await out.page.getByLabel(out.say('session.password'), { exact: true }).fill('wrong');
    await parts(out).button('session.signIn').click();
    await seen(out.page.getByRole('alert'));
    const found = await faults(out, 'sign-in');
    expect(out.trouble).toEqual([]);
    await out.close();
    const at = await visit(browser, empty, '/', { language, theme });
    await seen(parts(at).heading(at.say('overview.firstTitle')));
    found.push(...(await faults(at, 'first overview')));
    await at.page.goto('/licenses?dialog=add');
    await seen(parts(at).dialog(at.say('actions.addLicenses')));
    found.push(...(await faults(at, 'add licenses')));
    await at.page.goto('/reports');
    await seen(parts(at).heading(at.say('reports.emptyTitle')));
    found.push(...(await faults(at, 'no reports')));
    await at.page.goto('/nowhere');
    await seen(parts(at).heading(at.say('lost.title')));
    found.push(...(await faults(at, 'lost')));
    expect(found).toEqual([]);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('has nothing serious against its screens', async () => {
    const at = await visit(browser, licet, '/', { language, theme });
    const { page, say } = at;
    const { heading, row, tree } = parts(at);
    await seen(heading(say('overview.licenses')));
    const found = await faults(at, 'overview');
    await page.goto('/licenses');
    await row('Northwind Dental').getByText('Northwind Dental').first().click();
    const [license] = licet.portal.control.company('Northwind Dental').licenses;
    await row(license!.publicId).first().getByText(license!.products[0]!.name).click();
    await seen(page.getByRole('complementary').getByText(say('drawer.productCode')));
    found.push(...(await faults(at, 'pools and drawer')));
    await page.getByRole('complementary').getByText(say('drawer.history'), { exact: true }).click();
    await seen(page.getByText(say('changeKinds.license-added'), { exact: true }));
    found.push(...(await faults(at, 'history')));
    await page.goto(`/licenses?view=licenses&use=over&asOf=${new Date().toISOString()}`);
    await seen(page.getByRole('grid'));
    found.push(...(await faults(at, 'licenses as of')));
    await page.goto('/computers');
    await tree('groups.tree').getByRole('treeitem', { name: 'Łąka Serwis' }).click();
    await seen(heading('Łąka Serwis'));
    found.push(...(await faults(at, 'computers')));
    await seen(page.getByText(say('computers.emptyTitle')));
    await page.goto('/installers');
    await page.getByRole('button', { name: 'Office' }).click();
    await seen(page.getByRole('complementary').getByText(say('installers.tokenNow')));
    found.push(...(await faults(at, 'installers and drawer')));
    await page.goto('/certificates');
    await seen(page.getByRole('table'));
    found.push(...(await faults(at, 'certificates')));
    await page.goto('/notifications');
    await seen(page.getByRole('table'));
    found.push(...(await faults(at, 'notification rules')));
    await page.getByRole('button', { name: say('notifications.menu', { name: 'Watched' }) }).click();
    await seen(page.getByRole('menu'));
    found.push(...(await faults(at, 'menu of a notification rule')));
    await page.goto('/notifications?view=alerts');
    await seen(page.getByRole('table').getByText(say('notifications.stands')));
    found.push(...(await faults(at, 'alerts')));
    await page.goto('/notifications?dialog=new');
    await seen(parts(at).dialog(say('notifications.create')));
    found.push(...(await faults(at, 'new notification rule')));
    await page.goto('/customers');
    await page.getByRole('table').getByRole('checkbox').nth(1).check();
    found.push(...(await faults(at, 'customers')));
    for (const key of ['customers.setUp', 'customers.offboard']) {
      await page
        .getByRole('region', { name: say('selection.label') })
        .getByRole('button', { name: say(key) })
        .click();
      await seen(page.getByRole('dialog').getByRole('checkbox').nth(1));
      found.push(...(await faults(at, key)));
      await page
        .getByRole('dialog')
        .getByRole('button', { name: say('common.cancel') })
        .click();
    }
    await page
      .getByRole('row')
      .nth(2)
      .getByRole('button', { name: say('actions.label') })
      .click();
    await page.getByRole('menuitem', { name: say('customers.setUp') }).click();
    for (const key of ['setup.next', 'setup.next', 'customers.setUp']) {
      await seen(page.getByRole('dialog').getByRole('button', { name: say(key) }));
      found.push(...(await faults(at, `setup, before ${key}`)));
      if (key === 'setup.next')
        await page
          .getByRole('dialog')
          .getByRole('button', { name: say(key) })
          .click();
    }
    await page.goto('/settings');
    await seen(heading(say('settings.title')));
    await seen(heading(say('mail.title')));
    found.push(...(await faults(at, 'settings')));
    await page.goto('/account');
    await seen(heading(say('account.passkeys.title')));
    found.push(...(await faults(at, 'account')));
    await parts(at).button('account.step.turnOn').click();
    const step = parts(at).dialog(say('account.step.title'));
    await step.getByLabel(say('account.proofPassword'), { exact: true }).fill(ADMIN_PASSWORD);
    await page.keyboard.press('Enter');
    await seen(step.getByRole('img'));
    found.push(...(await faults(at, 'second step')));
    await page.goto('/sync-runs');
    await page.getByRole('table').getByRole('link').last().click();
    await seen(
      page
        .getByRole('region', { name: say('run.changes') })
        .getByRole('heading')
        .first(),
    );
    found.push(...(await faults(at, 'run')));
    for (const [path, name] of [
      ['/users', 'users'],
      ['/permission-sets', 'permissionSets'],
      ['/audit', 'audit'],
    ] as const) {
      await page.goto(path);
      await seen(page.getByRole('table', { name: say(`places.${name}`) }));
      found.push(...(await faults(at, name)));
      await page.goto(`${path}?q=nothing+like+this`);
      await seen(heading(say(name === 'users' ? 'users.noneFound' : name === 'audit' ? 'audit.noneFound' : 'sets.noneFound')));
      found.push(...(await faults(at, `${name}, nothing found`)));
    }
    for (const tab of ['', '&tab=rights', '&tab=explain']) {
      await page.goto(`/users?open=${mill.id}${tab}`);
      await seen(page.getByRole('complementary').getByText('mill', { exact: true }));
      found.push(...(await faults(at, `user${tab}`)));
    }
    licet.portal.control.addFault({ kind: 'empty', path: '/Search/Licenses' });
    await page.goto('/sync-runs');
    await parts(at).button('syncRuns.startNow').click();
    await seen(heading(say('waiting.heldTitle')));
    found.push(...(await faults(at, 'held run')));
    await parts(at).button('waiting.discard').click();
    await seen(page.getByRole('main').getByText(say('runStates.discarded'), { exact: true }));
    licet.portal.control.clearFaults();
    await page.goto('/sync-runs');
    await seen(page.getByRole('table'));
    found.push(...(await faults(at, 'runs')));
    expect(found).toEqual([]);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('has nothing serious against its dialogs, menus and notes', async () => {
    const at = await visit(browser, licet, '/licenses', { language, theme });
    const { page, say } = at;
    const { act, button, dialog, row } = parts(at);
    const found: string[] = [];
    const look = async (where: string, shown = page.getByRole('dialog')) => {
      await seen(shown);
      found.push(...(await faults(at, where)));
      await page.keyboard.press('Escape');
      await expect.poll(() => shown.count(), { message: where }).toBe(0);
    };
    await row('Piekarnia Młyn').getByRole('checkbox').check();
    await button('actions.label').click();
    await look('actions', page.getByRole('menu'));
    await act('actions.tags');
    await look('tags');
    await act('actions.move');
    await dialog(say('move.title', { name: 'Piekarnia Młyn' }))
      .getByRole('treeitem', { name: 'Łąka Serwis' })
      .click();
    await button('move.see').click();
    await seen(page.getByText(say('move.licenses', { count: 2, formatted: '2' })));
    await look('move');
    await page.getByRole('button', { name: say('table.columns'), exact: true }).click();
    await look('columns');
    await button('asOf.choose').click();
    await seen(button('asOf.show'));
    await look('as of');
    await button('filters.add').click();
    await look('filters', page.getByRole('menu'));
    await page.keyboard.press('Control+k');
    await dialog(say('search.title')).getByRole('combobox').fill('mail');
    await seen(page.getByRole('option').nth(1));
    await look('search');
    await page.getByRole('banner').getByRole('button').first().click();
    await look('scope');
    await page.getByRole('button', { name: say('frame.userMenu', { name: 'Administrator' }) }).click();
    await look('user menu');
    for (const key of ['passwords.change', 'tokens.title']) {
      await page.getByRole('button', { name: say('frame.userMenu', { name: 'Administrator' }) }).click();
      await button(key).click();
      await look(key, dialog(say(key)));
    }
    await act('access.who');
    await look('who can see this', dialog(say('access.whoTitle', { kind: say('objectKinds.pool'), name: 'Piekarnia Młyn' })));
    await page.goto('/permission-sets');
    await button('sets.create').click();
    await dialog(say('sets.create'))
      .getByRole('button', { name: say('groups.add') })
      .click();
    await seen(dialog(say('sets.create')).getByRole('treeitem').first());
    await look('permission set', dialog(say('sets.create')));
    await page.goto(`/users?open=${mill.id}`);
    await seen(button('users.change'));
    await button('users.create').click();
    await look('new user', dialog(say('users.create')));
    await button('users.change').click();
    await look('change user', dialog(say('users.changeTitle', { login: 'mill' })));
    await button('actions.label').click();
    await page.getByRole('menuitem', { name: say('users.remove') }).click();
    await look('remove user', dialog(say('users.removeTitle', { login: 'mill' })));
    await page.goto('/audit');
    await button('audit.days').click();
    await seen(page.getByRole('dialog').getByRole('button').first());
    await look('days');
    await button('audit.export').click();
    await look('export', page.getByRole('menu'));
    await page.goto('/installers?dialog=create');
    await seen(dialog(say('installers.create')).getByRole('treeitem').first());
    await look('create installer');
    await page.getByRole('button', { name: 'Office' }).click();
    for (const key of ['installers.edit', 'installers.rotate', 'installers.revoke']) {
      await button(key).click();
      await look(key);
    }
    await page.goto('/sync-runs');
    for (const [key, title] of [
      ['accounts.changePolicy', say('accounts.changePolicy')],
      ['accounts.changePassword', say('accounts.changePassword')],
      ['removal.open', say('removal.title', { login: MANAGER.login })],
    ] as const) {
      await page.getByRole('button', { name: say('accounts.menu', { login: MANAGER.login }) }).click();
      await page.getByRole('menuitem', { name: say(key) }).click();
      await look(key, dialog(title));
    }
    await button('syncRuns.startNow').click();
    await seen(page.getByRole('alert'));
    found.push(...(await faults(at, 'note')));
    expect(found).toEqual([]);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('has nothing serious against reports', async () => {
    const at = await visit(browser, licet, '/reports', { language, theme });
    const { page, say } = at;
    const { button, dialog } = parts(at);
    const found: string[] = [];
    await page.getByRole('button', { name: say('reports.menu', { name: 'Weekly' }) }).click();
    await seen(page.getByRole('menu'));
    found.push(...(await faults(at, 'reports and menu of one')));
    await page.goto(`/reports/${weekly}`);
    await seen(page.getByRole('table', { name: 'Weekly' }));
    found.push(...(await faults(at, 'report')));
    await page.goto('/reports/999999');
    await seen(page.getByRole('alert'));
    found.push(...(await faults(at, 'no such report')));
    await page.goto('/reports?dialog=new');
    await seen(dialog(say('reports.create')));
    found.push(...(await faults(at, 'new report')));
    await page.goto(`/reports/${weekly}?dialog=change`);
    await dialog(say('reports.changeTitle', { name: 'Weekly' }))
      .getByRole('button', { name: startOf(say('groups.chosen', { label: say('table.columns'), name: '' })) })
      .click();
    await seen(page.getByRole('group', { name: say('table.columns') }));
    found.push(...(await faults(at, 'change report')));
    await page.goto(`/reports/${weekly}`);
    await button('reports.send').click();
    await seen(dialog(say('reports.sendTitle', { name: 'Weekly' })));
    found.push(...(await faults(at, 'send report')));
    expect(found).toEqual([]);
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

it('asks for less than 250 kB of script before the first page stands', async () => {
  const at = await visit(browser, licet, '/sign-in', { as: null });
  await at.page.waitForLoadState('networkidle');
  const asked = (await fetched(at.page)).filter((path) => path.endsWith('.js'));
  expect(asked.length).toBeGreaterThan(0);
  const bytes = asked.reduce((sum, path) => sum + gzipSync(readFileSync(join(CONSOLE_DIR, path))).length, 0);
  expect(bytes).toBeLessThan(250_000);
  await at.close();
});

it.each(['reduce', 'no-preference'] as const)('moves what it shows only for those who do not mind (%s)', async (reducedMotion) => {
  const at = await visit(browser, licet, '/licenses', { browser: { reducedMotion } });
  await seen(at.page.getByRole('treegrid'));
  await noteMotion(at.page);
  await parts(at).button('actions.label').click();
  await seen(at.page.getByRole('menu'));
  await at.page.keyboard.press('Escape');
  await expect.poll(() => at.page.getByRole('menu').count()).toBe(0);
  const longest = await longestMotion(at.page);
  if (reducedMotion === 'reduce') expect(longest).toBeLessThan(1);
  else expect(longest).toBeGreaterThan(50);
  await at.close();
});

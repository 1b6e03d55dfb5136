// R72 in the browser: the mail server is named and tried, a rule is made, its message arrives, its alerts are listed; it is
// snoozed, changed, tested and deleted.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, synchronize, type Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';
import { startMailServer, startReceiver, type MailServer, type Receiver } from '../support/post.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

let browser: Browser;
let licet: Licet;
let post: MailServer;
let hooks: Receiver;
let accountId: string;
beforeAll(async () => {
  browser = await openBrowser();
  licet = await startLicetWithConsole();
  post = await startMailServer();
  hooks = await startReceiver();
  ({ accountId } = await link(licet, MANAGER.login, MANAGER.password));
  const { id } = await groupOf(licet.admin, 'Piekarnia Młyn');
  const rights = (['licenses', 'notifications'] as const).map((name) => ({ function: name, level: 'read' as const }));
  await makeUser(licet, { login: 'reader', homeGroupId: id, groupIds: [id], rights });
});
afterAll(async () => {
  await browser.close();
  await licet.close();
  await post.close();
  await hooks.close();
});

describe.each(languages)('in %s', (language) => {
  it('R72: names a mail server and sends a test message', async () => {
    const at = await visit(browser, licet, '/settings', { language });
    const { page, say } = at;
    const mail = page.getByRole('region', { name: say('mail.title') });
    const field = (key: string) => mail.getByLabel(say(`mail.${key}`), { exact: true });
    await field('host').fill('127.0.0.1');
    await field('port').fill(String(post.port));
    await mail.getByRole('combobox', { name: say('mail.security') }).click();
    await page.getByRole('option', { name: say('mail.securities.none') }).click();
    await field('sender').fill('licet@msp.example');
    await mail.getByRole('button', { name: say('settings.save') }).click();
    await seen(page.getByText(say('mail.saved')));
    await field('testTo').fill(`test-${language}@msp.example`);
    await mail.getByRole('button', { name: say('mail.test') }).click();
    await seen(page.getByText(say('mail.tested', { to: `test-${language}@msp.example` })));
    expect(post.letters.at(-1)?.to).toEqual([`test-${language}@msp.example`]);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('R72: makes a rule whose message arrives, and lists its alerts', async () => {
    const name = `Suspended (${language})`;
    const at = await visit(browser, licet, '/notifications', { language });
    const { page, say } = at;
    const { button, dialog } = parts(at);
    await button('notifications.create').first().click();
    const form = dialog(say('notifications.create'));
    await form.getByLabel(say('notifications.columns.name'), { exact: true }).fill(name);
    await form.getByRole('combobox', { name: say('notifications.columns.condition') }).click();
    await page.getByRole('option', { name: say('notifications.kinds.state') }).click();
    for (const state of ['warning', 'error', 'obsolete'] as const)
      await form.getByRole('checkbox', { name: say(`licenseStates.${state}`), exact: true }).uncheck();
    await form.getByLabel(say('notifications.recipients'), { exact: true }).fill('ops@msp.example');
    await form.getByLabel(say('notifications.webhook'), { exact: true }).fill(hooks.url);
    await form.getByRole('button', { name: say('notifications.create') }).click();
    // The secret is shown once.
    await seen(form.getByText(/^whsec_/));
    await form.getByRole('button', { name: say('notifications.secretKept') }).click();
    const rule = page.getByRole('row').filter({ hasText: name });
    await seen(rule.getByText(say('notifications.states.on'), { exact: true }));
    await seen(rule.getByText(say('notifications.says.state', { states: say('licenseStates.suspended') })));
    await post.letter(1, name);

    const publicId = licet.portal.control.company('Piekarnia Młyn').licenses[0]?.publicId ?? '';
    licet.portal.control.suspendLicense(publicId);
    await synchronize(licet, { accountId });
    expect((await post.letter(2, name)).text).toContain(publicId);
    licet.portal.control.unsuspendLicense(publicId);
    await synchronize(licet, { accountId });
    await page.reload();
    await rule.getByRole('link').click();
    const alerts = page.getByRole('table', { name: say('notifications.alerts') });
    await seen(alerts.getByText('Kino Światło').first());
    expect(await alerts.getByText('Piekarnia Młyn').count()).toBe(0);
    // Among those that have ended, the other one; its license is a click away.
    await page.getByText(say('notifications.alertKinds.ended'), { exact: true }).click();
    const ended = alerts.getByRole('row').filter({ hasText: publicId });
    await seen(ended.getByText(say('notifications.delivered.sent', { channel: say('notifications.channels.mail') })));
    await ended.getByRole('link', { name: 'Piekarnia Młyn' }).click();
    await seen(page.getByRole('complementary').getByText(publicId).first());
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('R72: snoozes, changes, tests and deletes it, and lets who only reads do none of that', async () => {
    const name = `Suspended (${language})`;
    const at = await visit(browser, licet, '/notifications', { language });
    const { page, say } = at;
    const { dialog } = parts(at);
    const rule = page.getByRole('row').filter({ hasText: name });
    const menu = async (key: string, values = {}) => {
      await rule.getByRole('button', { name: say('notifications.menu', { name }) }).click();
      await page.getByRole('menuitem', { name: say(key, values) }).click();
    };
    await menu('notifications.snooze', { count: 7 });
    await seen(rule.getByText(say('notifications.states.snoozed'), { exact: true }));
    await menu('notifications.wake');
    await seen(rule.getByText(say('notifications.states.on'), { exact: true }));
    await rule.getByRole('button', { name, exact: true }).click();
    await dialog(name)
      .getByRole('checkbox', { name: say('notifications.on') })
      .uncheck();
    await dialog(name)
      .getByRole('button', { name: say('notifications.save') })
      .click();
    await seen(rule.getByText(say('notifications.states.off'), { exact: true }));
    await menu('access.who');
    const who = dialog(say('access.whoTitle', { kind: say('objectKinds.notification-rule'), name }));
    await seen(who.getByRole('link', { name: 'admin', exact: true }));
    await page.keyboard.press('Escape');
    await menu('notifications.test');
    const test = dialog(say('notifications.testTitle', { name }));
    await test.getByRole('button', { name: say('notifications.testConfirm') }).click();
    for (const channel of ['mail', 'webhook'])
      await seen(test.getByText(say('notifications.delivered.sent', { channel: say(`notifications.channels.${channel}`) })));
    await test
      .getByRole('button', { name: say('common.close') })
      .last()
      .click();

    const reader = await visit(browser, licet, '/notifications', { language, as: { login: 'reader', password: 'password of reader' } });
    await seen(reader.page.getByText(say('notifications.noneFound')).or(reader.page.getByText(say('notifications.emptyTitle'))));
    expect(await reader.page.getByRole('button', { name: say('notifications.create') }).count()).toBe(0);
    await reader.close();

    await menu('notifications.remove');
    await dialog(say('notifications.removeTitle', { name }))
      .getByRole('button', { name: say('notifications.removeConfirm') })
      .click();
    await unseen(rule);
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

// Where no portal can be reached: licenses come out of a file, a newer file brings them up to date, a password connects the account.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Licet } from '../support/licet.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

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

const asFile = (content: unknown) => ({
  name: 'account.json',
  mimeType: 'application/json',
  buffer: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

test.each(languages)('licenses from a file (%s)', async (language) => {
  const at = await visit(browser, licet, '/licenses?dialog=add', { language });
  const { page, say } = at;
  const { dialog } = parts(at);
  const add = dialog(say('actions.addLicenses'));
  await add.getByText(say('link.ways.file'), { exact: true }).click();
  const picker = page.locator('input[type=file]');
  await picker.setInputFiles(asFile('no json'));
  await seen(add.getByText(say('importFile.unreadable')));
  await picker.setInputFiles(asFile(licet.portal.control.snapshot(MANAGER.login)));
  await seen(add.getByText(`${MANAGER.login} – Wzgórze IT`));
  await add.getByRole('button', { name: say('importFile.confirm') }).click();
  await seen(add.getByText(say('link.linked', { login: MANAGER.login, company: 'Wzgórze IT' })));
  await add
    .getByRole('button', { name: say('common.close'), exact: true })
    .last()
    .click();
  await unseen(add);

  await page.goto('/sync-runs');
  const menu = page.getByRole('button', { name: say('accounts.menu', { login: MANAGER.login }) });
  await menu.click();
  await page.getByRole('menuitem', { name: say('accounts.importNewer') }).click();
  const newer = dialog(say('accounts.importNewer'));
  await page.locator('input[type=file]').setInputFiles(asFile(licet.portal.control.snapshot('msp@hillside.example')));
  await seen(newer.getByText(say('importFile.stranger', { login: MANAGER.login })));
  expect(await newer.getByRole('button', { name: say('importFile.confirm') }).isDisabled()).toBe(true);
  licet.portal.control.renameCompany('Piekarnia Młyn', 'Młyn i Syn');
  await page.locator('input[type=file]').setInputFiles(asFile(licet.portal.control.snapshot(MANAGER.login)));
  await newer.getByText(say('importFile.preview')).click();
  await newer.getByRole('button', { name: say('importFile.confirm') }).click();
  await seen(newer.getByRole('button', { name: say('common.close'), exact: true }).last());
  await page.keyboard.press('Escape');
  await unseen(newer);

  await menu.click();
  await page.getByRole('menuitem', { name: say('accounts.connect') }).click();
  const connect = dialog(say('accounts.connect'));
  await connect.getByLabel(say('link.password'), { exact: true }).fill(MANAGER.password);
  await connect.getByRole('button', { name: say('accounts.connectConfirm') }).click();
  await seen(page.getByText(say('accounts.connected')));
  await menu.click();
  await seen(page.getByRole('menuitem', { name: say('accounts.changePassword') }));
  expect(at.trouble).toEqual([]);
  await at.close();
});

// An address that was typed wrong, or comes from another version: what a page does not understand is passed over.
import { reports } from '@licet/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { link } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { MANAGER, seen, startLicetWithConsole, visit } from './browser.ts';
import { openBrowser } from './chromium.ts';

let browser: Browser;
let licet: Licet;
beforeAll(async () => {
  browser = await openBrowser();
  licet = await startLicetWithConsole();
  await link(licet, MANAGER.login, MANAGER.password);
  await licet.admin(reports.create, { body: { name: 'Of the bakery', accessGroupId: '1' } });
});
afterAll(async () => {
  await licet.close();
  await browser.close();
});

it.each([
  ['/licenses?state=fine&asOf=yesterday&size=7&q=młyn', 'Piekarnia Młyn'],
  ['/customers?state=fine&page=-1&q=młyn', 'Piekarnia Młyn'],
  ['/sync-runs?page=last&whatever=1', MANAGER.login],
  ['/reports?state=fine&sort=size&page=-1&template=none&q=bakery', 'Of the bakery'],
])('%s shows the page', async (address, text) => {
  const at = await visit(browser, licet, address);
  await seen(at.page.getByRole('main').getByText(text).first());
  expect(at.trouble).toEqual([]);
  await at.close();
});

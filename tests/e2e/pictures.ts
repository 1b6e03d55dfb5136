// Pictures of the console for the documents: `node tests/e2e/pictures.ts` starts everything and writes docs/pictures.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPortal } from '@licet/local-portal';
import type { Page } from 'playwright-core';
import { readConfig } from '../../apps/server/src/config.ts';
import { startServer } from '../../apps/server/src/server.ts';
import { CONSOLE_DIR, openBrowser } from './chromium.ts';

const password = 'a password for pictures';
const account = { login: 'manager@wzgorze.example', password: 'demo-manager' };
const folder = join(import.meta.dirname, '..', '..', 'docs', 'pictures');
const dataDir = mkdtempSync(join(tmpdir(), 'licet-pictures-'));
mkdirSync(folder, { recursive: true });

const portal = await startPortal({ dataset: 'small', rate: null });
const config = readConfig({
  LICET_PORT: '0',
  LICET_AGENT_PORT: '0',
  LICET_DATA_DIR: dataDir,
  LICET_ADMIN_PASSWORD: password,
  LICET_EMA2_URL: portal.url,
  LICET_EBA_URL: portal.url,
  LICET_PORTAL_RATE: '1000',
});
const server = await startServer(config, { consoleDir: CONSOLE_DIR });
const browser = await openBrowser();
try {
  const context = await browser.newContext({
    baseURL: server.url,
    viewport: { width: 1280, height: 720 },
    locale: 'en-GB',
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await context.request.post('/api/session', { data: { login: 'admin', password } });
  await context.request.patch('/api/session/preferences', { data: { theme: 'light' } });
  await context.request.post('/api/portal-accounts', { data: account });
  const page = await context.newPage();
  await page.goto('/sync-runs');
  await page.getByText('Done', { exact: true }).waitFor();
  await takePictures(page);
} finally {
  await browser.close();
  await server.close();
  await portal.close();
  rmSync(dataDir, { recursive: true, force: true });
}

async function takePictures(page: Page) {
  await page.goto('/');
  await page.getByRole('heading', { name: 'Licenses by state' }).waitFor();
  await picture(page, 'overview');
  await page.goto('/licenses');
  await page.getByRole('row').filter({ hasText: 'Northwind Dental' }).getByText('Northwind Dental').first().click();
  await page.getByRole('row').filter({ hasText: 'Piekarnia Młyn' }).getByText('Piekarnia Młyn').first().click();
  await page.getByText('21 of 25').waitFor();
  await picture(page, 'license-management');
  changeThePortal();
  await page.goto('/sync-runs');
  await page.getByRole('button', { name: 'See what would change' }).click();
  await page.getByRole('heading', { name: 'This is a plan: nothing has been changed yet' }).waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await picture(page, 'synchronization-run');
}

/** Something of each kind for a plan to show. */
function changeThePortal() {
  const { control } = portal;
  const license = (company: string) => control.company(company).licenses[0]?.publicId ?? '';
  control.renameCompany('Piekarnia Młyn', 'Piekarnia Młyn i Syn');
  control.createCustomer('Harbour Systems', 'Bluebell Nursery');
  control.orderLicense('Bluebell Nursery', { productCode: '2015', quantity: 12 });
  control.setQuantity(license('Kwiaciarnia Łąka'), 10);
  control.setQuantity(license('Northwind Dental'), 36);
  control.removeLicense(license('Przedszkole Żabka'));
}

async function picture(page: Page, name: string) {
  await page.waitForLoadState('networkidle');
  await page.mouse.move(640, 719);
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

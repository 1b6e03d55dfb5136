// What a synchronization touches besides companies and licenses, before it is applied and after.
import { installers, syncRuns } from '@licet/contract';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { link, makeUser, synchronize, type Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';
import { MANAGER, parts, seen, startLicetWithConsole, visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

const MOVED = 'Przedszkole Żabka';
let browser: Browser;
let licet: Licet;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  licet = await startLicetWithConsole();
  await link(licet, MANAGER.login, MANAGER.password);
  for (const [login, name] of [
    ['harbour', 'Harbour Systems'],
    ['meadow', 'Łąka Serwis'],
  ] as const) {
    const { id } = await groupOf(licet.admin, name);
    await makeUser(licet, { login, homeGroupId: id, groupIds: [id], rights: [{ function: 'licenses', level: 'read' }] });
  }
  const [group, above] = [await groupOf(licet.admin, MOVED), await groupOf(licet.admin, 'Harbour Systems')];
  const [choice] = await licet.admin(installers.licenses, { query: { groupId: group.id } });
  const body = { name: 'Nursery', groupId: group.id, accessGroupId: above.id, shareId: choice?.shareId ?? null };
  await licet.admin(installers.create, { body });
});
afterEach(() => licet.close());

describe.each(languages)('in %s', (language) => {
  it('says who gains and loses sight and which installers stop, with the way to each', async () => {
    licet.portal.control.moveCompany(MOVED, 'Łąka Serwis');
    licet.portal.control.orderLicense('Kwiaciarnia Łąka', { productCode: '9104', quantity: 3 });
    const preview = await synchronize(licet, { preview: true });
    const at = await visit(browser, licet, `/sync-runs/${preview.id}`, { language, theme: language === 'pl' ? 'dark' : 'light' });
    const { page, say } = at;
    const touches = page.getByRole('region', { name: say('touches.title') });
    const item = (key: string, text: string) =>
      touches
        .getByRole('region', { name: say(key, { count: 1 }) })
        .getByRole('listitem')
        .filter({ hasText: text });
    const told = async () => {
      await seen(item('touches.gain', 'meadow').filter({ hasText: `${MOVED}: ${say('functions.licenses')}` }));
      await seen(item('touches.lose', 'harbour').filter({ hasText: MOVED }));
      await seen(item('touches.installers', 'Nursery').filter({ hasText: say('breakages.license-out-of-reach') }));
      await seen(touches.getByText(say('touches.arriving', { count: 2 })));
    };
    await told();
    await licet.admin(syncRuns.apply, { params: { id: preview.id } });
    await page.reload();
    await told();
    await item('touches.installers', 'Nursery').getByRole('link').click();
    await seen(parts(at).heading('Nursery'));
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

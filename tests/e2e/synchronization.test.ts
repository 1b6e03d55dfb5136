// A synchronization as a person meets it: looked at before it writes, held when much would go, watched while it runs, explained when it fails.
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { link, type Licet } from '../support/licet.ts';
import { allLicenses, groupOf } from '../support/reading.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit, type Visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages, startOf } from './words.ts';

let browser: Browser;
let licet: Licet;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  licet = await startLicetWithConsole();
  await link(licet, MANAGER.login, MANAGER.password);
});
afterEach(() => licet.close());

/** The run page once the run has come to a state. */
function state({ page, say }: Visit, name: string) {
  const run = page.getByRole('main').filter({ has: page.getByRole('heading', { name: say('run.title') }) });
  return run.getByText(say(`runStates.${name}`), { exact: true });
}

describe.each(languages)('in %s', (language) => {
  it('shows what would change as before and after, and applies it', async () => {
    const { control } = licet.portal;
    const [flowers] = control.company('Kwiaciarnia Łąka').licenses;
    control.renameCompany('Piekarnia Młyn', 'Młyn i Syn');
    control.createCustomer('Harbour Systems', 'Nowa Przystań');
    control.setQuantity(flowers!.publicId, 1209);
    const at = await visit(browser, licet, '/sync-runs', { language });
    const { page, say } = at;
    const { button, heading } = parts(at);
    await button('syncRuns.preview').click();
    await seen(heading(say('waiting.plannedTitle')));
    const changes = page.getByRole('region', { name: say('run.changes') });
    const change = (company: string, kind: string) =>
      changes
        .getByRole('region', { name: company })
        .getByRole('listitem')
        .filter({ hasText: say(`changeKinds.${kind}`) });
    const fields = async (company: string, kind: string) =>
      (await change(company, kind).getByRole('listitem').first().innerText({ timeout: 2000 }))
        .split(/\s*\n\s*/)
        .filter((text) => text !== '');
    await seen(change('Nowa Przystań', 'company-added'));
    expect(await fields('Piekarnia Młyn', 'company-renamed')).toEqual([say('fields.name'), 'Piekarnia Młyn', 'Młyn i Syn']);
    expect(await fields('Kwiaciarnia Łąka', 'units-changed')).toEqual([
      say('fields.quantity'),
      '5',
      language === 'en' ? '1,209' : '1\u00a0209',
    ]);
    expect(
      await change('Piekarnia Młyn', 'company-renamed')
        .getByRole('img', { name: say('common.becomes') })
        .count(),
    ).toBe(1);
    await seen(changes.getByText(say('runCounts.company-added', { count: 1, formatted: '1' })));
    await page
      .getByRole('group', { name: say('run.kinds') })
      .getByRole('button', { name: say('changeKinds.company-added') })
      .click();
    await unseen(changes.getByRole('region', { name: 'Kwiaciarnia Łąka' }));
    // Looking has changed nothing, and nothing goes, so no word has to be typed.
    expect((await groupOf(licet.admin, 'Piekarnia Młyn')).name).toBe('Piekarnia Młyn');
    expect(await page.getByRole('textbox').count()).toBe(0);
    await button('waiting.apply').click();
    await seen(state(at, 'succeeded'));
    expect((await groupOf(licet.admin, 'Młyn i Syn')).name).toBe('Młyn i Syn');
    await page.getByRole('link', { name: say('run.allRuns') }).click();
    const runs = page.getByRole('region', { name: say('syncRuns.list') });
    const trigger = say('run.byUser', { trigger: say('triggers.on-demand'), user: 'admin' });
    await seen(
      runs
        .getByRole('row')
        .filter({ hasText: trigger })
        .filter({ hasText: say('runStates.succeeded') }),
    );
    expect(
      await runs
        .getByRole('row')
        .filter({ hasText: say('triggers.link') })
        .count(),
    ).toBe(1);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('holds a run that would remove everything: discarded first, then applied in writing', async () => {
    licet.portal.control.addFault({ kind: 'empty', path: '/Search/Licenses' });
    const at = await visit(browser, licet, '/licenses', { language });
    const { page, say } = at;
    const { act, button, heading } = parts(at);
    await seen(page.getByRole('row').nth(9));
    await act('actions.synchronize');
    const band = page.getByRole('region', { name: say('waiting.heldTitle') });
    await seen(band);
    await seen(band.getByText(say('waiting.stillHolds')));
    await seen(band.getByText(say('reasons.licenses-empty.says', { of: 14 })));
    await seen(band.getByText(say('reasons.licenses-empty.remedy')));
    expect(await page.locator('main [lang]').count()).toBe(0);
    await seen(band.getByText(startOf(say('waiting.removes', { what: '14' }).split('14')[0]!)));
    expect(await band.getByText(/./).first().isVisible()).toBe(true);
    // The mark on every screen says it and leads here.
    await seen(page.getByRole('banner').getByRole('link', { name: say('accountStates.held') }));
    await band.getByRole('button', { name: say('waiting.discard') }).click();
    await seen(state(at, 'discarded'));
    await unseen(band);
    expect(await allLicenses(licet.admin)).toHaveLength(15);
    await page.getByRole('link', { name: say('run.allRuns') }).click();
    await button('syncRuns.startNow').click();
    await seen(band);
    await page.getByRole('link', { name: say('run.allRuns') }).click();
    await page
      .getByRole('region', { name: say('overview.accounts') })
      .getByRole('link', { name: say('accountStates.held') })
      .click();
    await seen(heading(say('waiting.heldTitle')));
    expect(await button('waiting.apply').isDisabled()).toBe(true);
    const typed = page.getByRole('textbox', { name: say('waiting.type', { login: MANAGER.login }) });
    await typed.fill('manager@wzgorze');
    expect(await button('waiting.apply').isDisabled()).toBe(true);
    await typed.fill(MANAGER.login);
    await button('waiting.apply').click();
    await seen(state(at, 'succeeded'));
    expect(await allLicenses(licet.admin)).toEqual([]);
    expect((await allLicenses(licet.admin, { gone: 'only' })).length).toBe(15);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('says why a run failed and what to do, and goes on with a new password', async () => {
    licet.portal.control.changeLogin(MANAGER.login, { password: 'a new one' });
    const at = await visit(browser, licet, '/sync-runs', { language });
    const { page, say } = at;
    const { button, dialog } = parts(at);
    await button('syncRuns.startNow').click();
    await seen(state(at, 'failed'));
    for (const part of ['says', 'remedy']) await seen(page.getByText(say(`reasons.credentials-refused.${part}`)));
    expect(await page.locator('main [lang]').count()).toBe(0);
    await seen(page.getByRole('banner').getByRole('link', { name: say('accountStates.credentials-refused') }));
    await page.getByRole('link', { name: say('run.allRuns') }).click();
    await seen(page.getByRole('region', { name: say('overview.accounts') }).getByText(say('reasons.credentials-refused.says')));
    await page.getByRole('button', { name: say('accounts.menu', { login: MANAGER.login }) }).click();
    await page.getByRole('menuitem', { name: say('accounts.changePassword') }).click();
    const form = dialog(say('accounts.changePassword'));
    await form.getByLabel(say('link.password'), { exact: true }).fill('a new one');
    await form.getByRole('button', { name: say('accounts.savePassword') }).click();
    await unseen(form);
    await button('syncRuns.startNow').click();
    await seen(state(at, 'succeeded'));
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

it('shows the progress of a run while it goes on, and stops it', async () => {
  // Slow enough for each step to be seen, and not at its end before a person has stopped it.
  const faults = [{ ms: 700 }, { ms: 60_000, path: '/License/Detail' }].map((slow) =>
    licet.portal.control.addFault({ kind: 'latency', ...slow }),
  );
  const at = await visit(browser, licet, '/sync-runs');
  const { page, say } = at;
  const { button } = parts(at);
  await button('syncRuns.startNow').click();
  const step = page.getByRole('list', { name: say('run.phases') }).locator('[aria-current=step]');
  await seen(page.getByRole('progressbar'));
  const phases = new Set<string>();
  await expect
    .poll(async () => phases.add((await step.allInnerTexts()).join()).size, { timeout: 20_000, interval: 100 })
    .toBeGreaterThanOrEqual(3);
  await seen(page.getByRole('banner').getByRole('link', { name: startOf(say('pill.runningShare', { percent: '' })) }));
  await button('run.stop').click();
  await seen(state(at, 'stopped'));
  expect(await page.getByRole('progressbar').count()).toBe(0);
  for (const { id } of faults) licet.portal.control.removeFault(id);
  await page.getByRole('link', { name: say('run.allRuns') }).click();
  await seen(page.getByRole('region', { name: say('syncRuns.list') }).getByText(say('runStates.stopped'), { exact: true }));
  expect(at.trouble).toEqual([]);
  await at.close();
});

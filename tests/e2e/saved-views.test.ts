// Views of License Management: saved, chosen, changed, shared with a colleague, deleted; by mouse and by keyboard.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, type Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit, type Visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

let browser: Browser;
let licet: Licet;
beforeAll(async () => {
  browser = await openBrowser();
  licet = await startLicetWithConsole();
  await link(licet, MANAGER.login, MANAGER.password);
  const { parentId } = await groupOf(licet.admin, 'Piekarnia Młyn');
  const rights = (['licenses', 'groups-and-computers'] as const).map((name) => ({ function: name, level: 'read' as const }));
  await makeUser(licet, { login: 'reader', homeGroupId: parentId ?? '', groupIds: ['1'], rights });
});
afterAll(async () => {
  await browser.close();
  await licet.close();
});

/** The button of the menu, by the view that it says is chosen. */
function menu({ page, say }: Visit, name?: string, changed = false) {
  const words = name === undefined ? say('views.label') : say(changed ? 'views.chosenChanged' : 'views.chosen', { name });
  return page.getByRole('button', { name: words, exact: true });
}

describe.each(languages)('in %s', (language) => {
  const name = `Over-used (${language})`;

  it('saves what is shown, says when it differs, and shares it with who may read licenses', async () => {
    const at = await visit(browser, licet, '/licenses?use=over&view=licenses&sort=expires&order=desc&columns=product&columns=expires', {
      language,
    });
    const { page, say } = at;
    const { button, dialog } = parts(at);
    await menu(at).click();
    await page.getByRole('menuitem', { name: say('views.save') }).click();
    const save = dialog(say('views.saveTitle'));
    await save.getByRole('textbox', { name: say('views.name') }).fill(name);
    await save.getByRole('checkbox', { name: say('views.share') }).check();
    await save.getByRole('button', { name: say('views.confirm') }).click();
    await seen(menu(at, name));
    const kept = new URL(page.url()).searchParams;
    // The screen moves on: the menu says so, and choosing the view again brings it back.
    await button('filters.clear').click();
    await seen(menu(at, name, true));
    await menu(at, name, true).click();
    await page.getByRole('menuitem', { name, exact: true }).click();
    await seen(menu(at, name));
    expect([...new URL(page.url()).searchParams].sort()).toEqual([...kept].sort());

    const colleague = await visit(browser, licet, '/licenses', { language, as: { login: 'reader', password: 'password of reader' } });
    await menu(colleague).press('Enter');
    // The first item stands for no view; the view is the next one.
    await colleague.page.keyboard.press('ArrowDown');
    await seen(colleague.page.getByRole('group', { name: say('views.shared') }).getByRole('menuitem', { name, exact: true }));
    await colleague.page.getByRole('menuitem', { name, exact: true }).press('Enter');
    await seen(menu(colleague, name));
    expect(new URL(colleague.page.url()).searchParams.get('use')).toBe('over');
    // A reader changes nothing of it, and is told why.
    await menu(colleague, name).click();
    const removal = colleague.page.getByRole('menuitem', { name: say('views.remove') });
    expect(await removal.getAttribute('aria-disabled')).toBe('true');
    await seen(removal.getByText(say('views.needsWrite')));
    expect(colleague.trouble).toEqual([]);
    await colleague.close();

    await page.goto(`/licenses?saved=${kept.get('saved') ?? ''}&q=eset`);
    await menu(at, name, true).click();
    await page.getByRole('menuitem', { name: say('views.update', { name }) }).click();
    await seen(menu(at, name));
    await menu(at, name).click();
    await page.getByRole('menuitem', { name: say('views.change') }).click();
    const change = dialog(say('views.changeTitle'));
    await change.getByRole('textbox', { name: say('views.name') }).fill(`${name} 2`);
    await change.getByRole('button', { name: say('views.confirm') }).click();
    await unseen(change);
    await menu(at, `${name} 2`).click();
    await page.getByRole('menuitem', { name: say('views.remove') }).click();
    const question = dialog(say('views.removeTitle', { name: `${name} 2` }));
    await seen(question.getByText(say('views.removeSharedText')));
    await question.getByRole('button', { name: say('views.removeConfirm') }).click();
    await seen(menu(at));
    // What was shown stays on the screen.
    expect(new URL(page.url()).searchParams.get('q')).toBe('eset');
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

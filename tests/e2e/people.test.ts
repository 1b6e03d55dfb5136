// Permission sets in the matrix, users who hold them, the console through their eyes, and what the audit log says of it all.
import { reports, users } from '@licet/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, type Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

let browser: Browser;
let licet: Licet;
beforeAll(async () => {
  browser = await openBrowser();
  licet = await startLicetWithConsole();
  await link(licet, MANAGER.login, MANAGER.password);
});
afterAll(async () => {
  await browser.close();
  await licet.close();
});

describe.each(languages)('in %s', (language) => {
  const set = `Bakers ${language}`;
  const login = `baker-${language}`;
  const first = 'the first password';
  const second = 'a password of my own';

  it('R46: makes a permission set in the matrix and a user who holds it', async () => {
    const at = await visit(browser, licet, '/permission-sets', { language });
    const { page, say } = at;
    const { button, dialog } = parts(at);
    await button('sets.create').first().click();
    const editor = dialog(say('sets.create'));
    await editor.getByLabel(say('sets.columns.name'), { exact: true }).fill(set);
    const level = (name: string, word: string) =>
      editor.getByRole('radio', { name: say('rights.one', { function: say(`functions.${name}`), level: say(word) }), exact: true });
    const all = language === 'pl' ? say('groupKinds.all') : 'All';
    await seen(editor.getByText(say('sets.reachesAllText')));
    await editor.getByRole('button', { name: say('groups.take', { name: all }) }).click();
    await unseen(editor.getByText(say('sets.reachesAllText')));
    const save = editor.getByRole('button', { name: say('sets.create'), exact: true });
    expect(await save.isDisabled()).toBe(true);
    await editor.getByRole('button', { name: say('groups.add') }).click();
    await editor.getByRole('textbox', { name: say('tree.filter') }).fill('piekarnia');
    await editor.getByRole('treeitem', { name: 'Piekarnia Młyn' }).click();
    await editor.getByRole('button', { name: say('presets.technician') }).click();
    expect(await level('licenses', 'levels.use').isChecked()).toBe(true);
    await level('licenses', 'levels.read').check();
    await level('portal-accounts', 'sets.none').check();
    await level('users', 'levels.write').check();
    await save.click();
    await unseen(editor);
    const row = page.getByRole('row').filter({ hasText: set });
    await seen(row.getByText('Piekarnia Młyn'));
    expect(await row.innerText()).toContain(
      say('rights.atLevel', { level: say('levels.use'), functions: say('functions.groups-and-computers') }),
    );

    await page.goto('/users');
    await button('users.create').first().click();
    const form = dialog(say('users.create'));
    await form.getByLabel(say('users.columns.login'), { exact: true }).fill(login);
    await form.getByLabel(say('passwords.first'), { exact: true }).fill(first);
    await form.getByRole('button', { name: say('groups.chosen', { label: say('users.columns.homeGroup'), name: all }) }).click();
    await form.getByRole('textbox', { name: say('tree.filter') }).fill('piekarnia');
    await form.getByRole('treeitem', { name: 'Piekarnia Młyn' }).click();
    const sets = form.getByRole('combobox', { name: say('users.columns.permissionSets') });
    await sets.click();
    await page.getByRole('option', { name: 'Administrator', exact: true }).click();
    await seen(form.getByText(say('users.wideSets', { count: 1, sets: 'Administrator' })));
    await page.getByRole('option', { name: 'Administrator', exact: true }).click();
    await page.getByRole('option', { name: set, exact: true }).click();
    await unseen(form.getByText(say('users.wideSets', { count: 1, sets: 'Administrator' })));
    await sets.press('Tab');
    await form.getByRole('button', { name: say('users.create'), exact: true }).click();
    await unseen(form);
    const panel = page.getByRole('complementary', { name: say('users.one') });
    await seen(panel.getByText('Piekarnia Młyn'));
    await panel.getByText(say('users.tabs.rights'), { exact: true }).click();
    await seen(panel.getByText(say('users.through', { set })).first());
    // The address shows the same to a colleague.
    expect(new URL(page.url()).search).toMatch(/open=\d+&tab=rights/);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('the user sets a new password first, and then sees one customer', async () => {
    const at = await visit(browser, licet, '/licenses', { language, as: { login, password: first } });
    const { page, say } = at;
    const { heading, row } = parts(at);
    await seen(heading(say('passwords.owedTitle')));
    expect(await page.getByRole('navigation').count()).toBe(0);
    const fill = (key: string, text: string) => page.getByLabel(say(key), { exact: true }).fill(text);
    await fill('passwords.current', 'not this one');
    await fill('passwords.new', second);
    await fill('passwords.again', 'something else');
    await seen(page.getByText(say('passwords.unlike')));
    await fill('passwords.again', second);
    const save = page.getByRole('button', { name: say('passwords.save') });
    await save.click();
    await seen(page.getByText(say('passwords.wrong')));
    await fill('passwords.current', first);
    await save.click();
    await seen(row('Piekarnia Młyn'));
    expect(await page.getByRole('main').innerText()).not.toMatch(/Kwiaciarnia|Northwind/);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('R48, R73: looks through the eyes of the user, changes nothing, and finds it in the audit log', async () => {
    const at = await visit(browser, licet, `/users?q=${login}`, { language });
    const { page, say } = at;
    const { button, heading, row, act, dialog } = parts(at);
    await page.getByRole('button', { name: login, exact: true }).click();
    await button('users.viewAs').click();
    const band = page.getByRole('region', { name: say('view.label') });
    await seen(band.getByText(say('view.text', { login })));
    await page.goto('/licenses');
    await seen(row('Piekarnia Młyn'));
    expect(await page.getByRole('main').innerText()).not.toMatch(/Kwiaciarnia|Northwind/);
    await page.goto('/users');
    // What would change something is there, says why it cannot be done, and does nothing.
    await button('users.create').focus();
    await seen(page.getByRole('tooltip').filter({ hasText: say('view.readOnly', { login }) }));
    expect(await button('users.create').getAttribute('aria-disabled')).toBe('true');
    await button('users.create').click({ force: true });
    expect(await page.getByRole('dialog').count()).toBe(0);
    await page.goto('/licenses');
    await button('actions.label').click();
    const tags = page.getByRole('menuitem', { name: say('actions.tags') });
    await seen(tags.getByText(say('view.readOnly', { login })));
    expect(await tags.getAttribute('aria-disabled')).toBe('true');
    // What only looks goes on.
    expect(await page.getByRole('menuitem', { name: say('actions.history') }).innerText()).not.toContain(say('view.readOnly', { login }));
    await page.keyboard.press('Escape');
    await band.getByRole('button', { name: say('view.end') }).click();
    await unseen(band);
    await page.goto('/licenses');
    await row('Piekarnia Młyn').getByRole('checkbox').check();
    await act('access.who');
    const who = dialog(say('access.whoTitle', { kind: say('objectKinds.pool'), name: 'Piekarnia Młyn' }));
    const mine = who.getByRole('listitem').filter({ has: page.getByRole('link', { name: login }) });
    expect(await mine.innerText()).toMatch(new RegExp(`${set}[^]*Piekarnia Młyn`));
    await page.keyboard.press('Escape');
    await page.goto(`/audit?q=${login}`);
    await seen(heading(say('places.audit')));
    for (const action of ['view-as-begun', 'view-as-ended', 'password-changed', 'user-created'])
      await seen(page.getByRole('cell', { name: say(`auditActions.${action}`), exact: true }));
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('R48: says why a user sees a license, and why not', async () => {
    const at = await visit(browser, licet, `/users?q=${login}`, { language });
    const { page, say } = at;
    await page.getByRole('button', { name: login, exact: true }).click();
    const panel = page.getByRole('complementary', { name: say('users.one') });
    await panel.getByText(say('users.tabs.explain'), { exact: true }).click();
    const ask = async (name: string) => {
      const object = panel.getByRole('combobox', { name: say('access.object') });
      await object.fill(name);
      await page
        .getByRole('option', { name: new RegExp(name) })
        .first()
        .click();
    };
    await ask('Kwiaciarnia Łąka');
    await seen(panel.getByText(say('access.cannot', { login, group: 'Kwiaciarnia Łąka' })));
    await ask('Piekarnia Młyn');
    await seen(panel.getByText(say('access.can', { login, level: say('levels.read'), group: 'Piekarnia Młyn' })));
    await seen(panel.getByText(set));
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

it.each(languages)('names what falls silent before a user is removed, in %s', async (language) => {
  const bakery = (await groupOf(licet.admin, 'Piekarnia Młyn')).id;
  const login = `leaver-${language}`;
  const rights = (['licenses', 'reports'] as const).map((fn) => ({ function: fn, level: 'write' as const }));
  const leaver = await makeUser(licet, { login, homeGroupId: bakery, groupIds: [bakery], rights });
  const schedule = { every: 'day', at: '07:30', zone: 'UTC' } as const;
  await leaver.client(reports.create, { body: { name: 'Bread', accessGroupId: bakery, schedule, recipients: ['a@b.example'] } });
  const at = await visit(browser, licet, `/users?open=${leaver.id}`, { language });
  const { page, say } = at;
  await parts(at).act('users.remove');
  const removing = parts(at).dialog(say('users.removeTitle', { login }));
  await seen(removing.getByText(say('users.removeSilences')));
  await seen(removing.getByRole('listitem').getByText('Bread', { exact: true }));
  await removing.getByLabel(say('removal.type', { login }), { exact: true }).fill(login);
  await removing.getByRole('button', { name: say('users.removeConfirm') }).click();
  await seen(page.getByText(say('users.removed', { login })));
  expect((await licet.admin(reports.list, { query: { q: 'Bread', limit: 1 } })).rows[0]?.state).toBe('silent');
  expect(at.trouble).toEqual([]);
  await at.close();
});

it('makes an API token and shows its secret once', async () => {
  const at = await visit(browser, licet, '/');
  const { page, say } = at;
  const { dialog } = parts(at);
  await page.getByRole('button', { name: say('frame.userMenu', { name: 'Administrator' }) }).click();
  await page.getByRole('button', { name: say('tokens.title') }).click();
  const tokens = dialog(say('tokens.title'));
  await tokens.getByLabel(say('tokens.name'), { exact: true }).fill('browser test');
  await tokens.getByRole('button', { name: say('tokens.create') }).click();
  const secret = await tokens
    .getByRole('region', { name: say('tokens.secret') })
    .locator('code')
    .innerText();
  const answer = await fetch(`${licet.url}/api/session`, { headers: { authorization: `Bearer ${secret}` } });
  expect(answer.status).toBe(200);
  await tokens.getByRole('button', { name: say('tokens.kept') }).click();
  expect(await tokens.innerText()).not.toContain(secret);
  await tokens.getByRole('button', { name: say('tokens.revoke', { name: 'browser test' }) }).click();
  await unseen(tokens.getByRole('button', { name: say('tokens.revoke', { name: 'browser test' }) }));
  const after = await fetch(`${licet.url}/api/session`, { headers: { authorization: `Bearer ${secret}` } });
  expect(after.status).toBe(401);
  expect(at.trouble).toEqual([]);
  await at.close();
});

it('ends the session of who has not touched the console for the minutes of the user', async () => {
  const { id } = await groupOf(licet.admin, 'Piekarnia Młyn');
  const idle = await makeUser(licet, { login: 'idle', homeGroupId: id, groupIds: [id], rights: [{ function: 'licenses', level: 'read' }] });
  await licet.admin(users.change, { params: { id: idle.id }, body: { autoLogoutMinutes: 1 } });
  const at = await visit(browser, licet, '/sign-in', { as: null });
  const { page, say } = at;
  await page.clock.install();
  await page.context().request.post('/api/session', { data: { login: 'idle', password: 'password of idle' } });
  await page.goto('/licenses');
  await seen(parts(at).row('Piekarnia Młyn'));
  await page.clock.runFor(50_000);
  await page.keyboard.press('Shift');
  await page.clock.runFor(50_000);
  expect(await parts(at).row('Piekarnia Młyn').count()).toBe(1);
  await page.clock.runFor(20_000);
  await seen(page.getByText(say('session.expired')));
  await at.close();
});

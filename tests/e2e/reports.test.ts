// Reports in the browser: one is made of a template, read, downloaded, changed, scheduled, mailed by hand to a real mail server, and
// removed; a customer's user has only their own.
import { readFileSync } from 'node:fs';
import { mail, reports } from '@licet/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, type Licet } from '../support/licet.ts';
import { startMailServer, type MailServer } from '../support/post.ts';
import { groupOf } from '../support/reading.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit, type Visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

let browser: Browser;
let licet: Licet;
let post: MailServer;
beforeAll(async () => {
  browser = await openBrowser();
  licet = await startLicetWithConsole();
  post = await startMailServer();
  await link(licet, MANAGER.login, MANAGER.password);
  const server = { host: '127.0.0.1', port: post.port, security: 'none', sender: 'licet@msp.example', login: null } as const;
  await licet.admin(mail.change, { body: server });
  const { id } = await groupOf(licet.admin, 'Piekarnia Młyn');
  const rights = (['licenses', 'reports'] as const).map((name) => ({ function: name, level: 'read' as const }));
  await makeUser(licet, { login: 'reader', homeGroupId: id, groupIds: [id], rights });
  await licet.admin(reports.create, { body: { name: 'Of the bakery', accessGroupId: id } });
});
afterAll(async () => {
  await browser.close();
  await licet.close();
  await post.close();
});

/** Takes an action of a report in the list. */
async function act({ page, say }: Visit, name: string, key: string) {
  await page.getByRole('button', { name: say('reports.menu', { name }), exact: true }).click();
  await page.getByRole('menuitem', { name: say(key) }).click();
}

/** A choice of a field of the form. */
async function choose({ page, say }: Visit, field: string, choice: string) {
  await page
    .getByRole('dialog')
    .getByRole('combobox', { name: say(field), exact: true })
    .click();
  await page.getByRole('option', { name: choice, exact: true }).click();
}

describe.each(languages)('in %s', (language) => {
  const name = `Units (${language})`;

  it('R70, S14: makes a report of a template, shows license users with their units, and hands it out as CSV', async () => {
    const at = await visit(browser, licet, '/', { language });
    const { page, say } = at;
    const { button, dialog, place } = parts(at);
    await place('reports').click();
    await button('reports.create').click();
    const form = dialog(say('reports.create'));
    const title = form.getByLabel(say('reports.columns.name'), { exact: true });
    // A template names the report as long as nobody else has.
    await form.getByRole('radio', { name: say('reports.templates.over-used') }).click();
    expect(await title.inputValue()).toBe(say('reports.templates.over-used'));
    await form.getByRole('radio', { name: say('reports.templates.by-license-user') }).click();
    await title.fill(name);
    await form.getByRole('button', { name: say('reports.create') }).click();
    await unseen(form);
    const row = page.getByRole('row').filter({ hasText: name });
    await seen(row.getByText(say('reports.states.kept'), { exact: true }));
    await seen(row.getByText(say('reports.summed.licenseUser')));

    await row.getByRole('link', { name, exact: true }).click();
    const table = page.getByRole('table', { name, exact: true });
    const bakery = table.getByRole('row').filter({ hasText: 'Piekarnia Młyn' });
    await seen(bakery);
    const { rows, total } = await licet.admin(reports.rows, {
      params: { id: new URL(page.url()).pathname.split('/')[2] ?? '' },
      query: {},
    });
    const sum = rows.find((one) => one.licenseUser === 'Piekarnia Młyn');
    expect(await bakery.getByRole('cell').allInnerTexts()).toEqual([
      'Piekarnia Młyn',
      String(sum?.licenses),
      String(sum?.quantity),
      expect.stringMatching(new RegExp(`^${sum?.usage ?? say('reports.unknown')}`)),
      '',
    ]);
    await seen(page.getByRole('status').filter({ hasText: say('reports.sums', { count: total, formatted: String(total) }) }));
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: say('reports.csv') }).click();
    const file = readFileSync(await (await waiting).path(), 'utf8');
    expect(file.trim().split('\r\n')).toHaveLength(total + 1);
    expect(file).toContain(language === 'pl' ? 'Użytkownik licencji' : 'License user');
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('R70: changes it, schedules it, mails it by hand, and says what came of it', async () => {
    const at = await visit(browser, licet, '/reports', { language });
    const { page, say } = at;
    const { dialog } = parts(at);
    const row = page.getByRole('row').filter({ hasText: name });
    await act(at, name, 'reports.change');
    const form = dialog(say('reports.changeTitle', { name }));
    await choose(at, 'reports.columns.schedule', say('reports.every.week'));
    await choose(at, 'reports.weekday', say('reports.weekdays.3'));
    await form.getByLabel(say('reports.at'), { exact: true }).fill('06:15');
    const addresses = form.getByLabel(say('reports.columns.recipients'), { exact: true });
    await addresses.fill(`office-${language}@msp.example\nnobody`);
    await form.getByRole('button', { name: say('reports.save') }).click();
    // What the server refuses stands at its field, with the address that it is about.
    await seen(form.getByText(`nobody: ${say('reasons.field-malformed.says')}`));
    await addresses.fill(`office-${language}@msp.example\nboss@msp.example`);
    await form.getByRole('button', { name: say('reports.save') }).click();
    await unseen(form);
    await seen(row.getByText(say('reports.says.weekdays.3', { at: '06:15' })));
    await seen(row.getByText(say('reports.states.scheduled'), { exact: true }));
    await seen(row.getByText(say('reports.moreAddresses', { count: 1 })));

    await act(at, name, 'reports.send');
    const question = dialog(say('reports.sendTitle', { name }));
    await seen(question.getByText('boss@msp.example'));
    await question.getByRole('button', { name: say('reports.sendConfirm') }).click();
    await seen(question.getByText(say('reports.sent'), { exact: true }));
    const letter = await post.letter(1, name);
    expect([...letter.to].sort()).toEqual(['boss@msp.example', `office-${language}@msp.example`]);
    await question
      .getByRole('button', { name: say('common.close') })
      .last()
      .click();
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('R70: finds, narrows and sorts reports, opens one by keyboard, and removes it', async () => {
    const at = await visit(browser, licet, '/reports?state=scheduled', { language });
    const { page, say } = at;
    const { dialog, heading } = parts(at);
    const link = page.getByRole('table').getByRole('link', { name, exact: true });
    await seen(link);
    expect(await page.getByRole('table').getByText('Of the bakery').count()).toBe(0);
    await page.getByRole('button', { name: say('reports.columns.schedule'), exact: true }).click();
    await expect.poll(() => new URL(page.url()).searchParams.get('sort')).toBe('nextAt');
    await page.goto('/reports?q=nothing+like+this');
    await seen(heading(say('reports.noneFound')));
    await parts(at).button('filters.clear').click();
    await link.focus();
    await page.keyboard.press('Enter');
    await seen(heading(name));
    await parts(at).button('access.who').click();
    const who = dialog(say('access.whoTitle', { kind: say('objectKinds.report'), name }));
    await seen(who.getByRole('link', { name: 'admin', exact: true }));
    await page.keyboard.press('Escape');
    await parts(at).button('reports.remove').click();
    await dialog(say('reports.removeTitle', { name }))
      .getByRole('button', { name: say('reports.removeConfirm') })
      .click();
    await seen(page.getByText(say('reports.removed', { name })));
    await unseen(link);
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it("R70: a customer's user has only their own reports, and changes none without the right to", async () => {
    const { rows } = await licet.admin(reports.list, { query: {} });
    const whole = await licet.admin(reports.create, { body: { name: `Everything (${language})`, accessGroupId: '1' } });
    expect(rows.map((one) => one.name)).toContain('Of the bakery');
    const at = await visit(browser, licet, '/reports', { language, as: { login: 'reader', password: 'password of reader' } });
    const { page, say } = at;
    await seen(page.getByRole('link', { name: 'Of the bakery', exact: true }));
    expect(await page.getByText(whole.name).count()).toBe(0);
    expect(await parts(at).button('reports.create').count()).toBe(0);
    await page.getByRole('button', { name: say('reports.menu', { name: 'Of the bakery' }) }).click();
    const removal = page.getByRole('menuitem', { name: say('reports.remove') });
    expect(await removal.getAttribute('aria-disabled')).toBe('true');
    await seen(removal.getByText(say('reports.needsWrite')));
    await page.keyboard.press('Escape');
    await page.goto(`/reports/${whole.id}`);
    await seen(page.getByText(say('problems.not-found.title')));
    await licet.admin(reports.remove, { params: { id: whole.id } });
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

// From the console to a computer and back: make an installer, download it, run it here, see the computer, take its license.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { installers, pools } from '@licet/contract';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { link, makeUser, type Licet } from '../support/licet.ts';
import { groupOf } from '../support/reading.ts';
import { MANAGER, parts, seen, startLicetWithConsole, unseen, visit, type Visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

let browser: Browser;
let licet: Licet;
const folder = mkdtempSync(join(tmpdir(), 'licet-e2e-'));
beforeAll(async () => {
  browser = await openBrowser();
  licet = await startLicetWithConsole();
  await link(licet, MANAGER.login, MANAGER.password);
});
afterAll(async () => {
  await browser.close();
  await licet.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Not in this process's own turn: the server that the script speaks to runs in it. */
function run(command: string, ...args: string[]): Promise<{ code: number | null; err: string }> {
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, err })));
}

/** Chooses a group in a dialog's tree by typing its name. */
async function pick({ page, say }: Visit, treeKey: string, name: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await dialog.getByPlaceholder(say('tree.filter')).fill(name);
  await dialog
    .getByRole('tree', { name: say(treeKey) })
    .getByRole('treeitem', { name })
    .click();
}

describe.each(languages)('in %s', (language) => {
  it('R60, R61, R63: an installer is made, downloaded and run; the computer is there, loses its license, moves and goes', async () => {
    const at = await visit(browser, licet, '/', { language });
    const { page, say } = at;
    const { button, dialog, heading, place } = parts(at);
    await place('installers').click();
    await button('installers.create').first().click();
    const form = dialog(say('installers.create'));
    await form.getByRole('textbox', { name: new RegExp(`^${say('installers.columns.name')}`) }).fill(`Till ${language}`);
    await pick(at, 'installers.targetGroup', 'Lighthouse Clinic');
    await form.getByRole('combobox', { name: say('installers.columns.license') }).click();
    await page.getByRole('option').nth(1).click();
    await form.getByRole('spinbutton', { name: say('installers.useLimit') }).fill('3');
    await form.getByRole('button', { name: say('installers.create'), exact: true }).click();
    await seen(heading(`Till ${language}`));
    expect(page.url()).toMatch(/open=\d+/);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: say('installers.downloadFile', { file: 'licet-install.sh' }) }).click(),
    ]);
    const script = join(folder, download.suggestedFilename());
    await download.saveAs(script);
    execFileSync('sh', ['-n', script]);
    expect(readFileSync(script, 'utf8')).toContain(licet.server.context.agentUrl());
    const ran = await run('sh', script, '--dir', join(folder, language), '--no-service');
    expect(ran).toEqual({ code: 0, err: '' });

    await page.reload();
    await seen(page.getByRole('complementary').getByText(say('units.of', { used: '1', ordered: '3' })));
    await page.keyboard.press('Escape');
    await unseen(page.getByRole('complementary'));
    await page.goto(`/computers?group=${(await groupOf(licet.admin, 'Lighthouse Clinic')).id}`);
    const computers = page.getByRole('table', { name: say('computers.list') });
    const row = computers.getByRole('row').filter({ hasText: hostname() });
    await seen(row.getByText(say('computerStates.online')));
    await row.getByRole('checkbox').check();
    await button('computers.deactivate').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('computers.deactivate'), exact: true })
      .click();
    await seen(page.getByText(say('computers.deactivated', { count: 1, formatted: '1' })));
    await seen(row.getByText(say('computers.noLicense')));

    await row.getByRole('checkbox').check();
    await button('computers.move').click();
    await pick(at, 'computers.moveTo', 'Old Mill Bakery');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('computers.move'), exact: true })
      .click();
    await seen(page.getByText(say('computers.emptyTitle')));
    await page.goto(`/computers?group=${(await groupOf(licet.admin, 'Old Mill Bakery')).id}`);
    await row.getByRole('checkbox').check();
    await button('computers.remove').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('computers.remove'), exact: true })
      .click();
    await seen(page.getByText(say('computers.emptyTitle')));
    const refused = await run(join(folder, language, 'agent.sh'));
    expect(refused.code).not.toBe(0);
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

it('R62: a broken installer says why, is mended by another license, rotates its token and is revoked', async () => {
  const group = await groupOf(licet.admin, 'Piekarnia Młyn');
  const choices = await licet.admin(installers.licenses, { query: { groupId: group.id } });
  const made = await licet.admin(installers.create, { body: { name: 'Ovens', groupId: group.id, shareId: choices[0]!.shareId } });
  const pool = (await licet.admin(pools.list, { query: { q: 'Młyn' } })).rows.find((one) => one.name === 'Piekarnia Młyn')!;
  await licet.admin(pools.move, { params: { id: pool.id }, body: { to: (await groupOf(licet.admin, 'Stolarnia Dąb')).id } });
  const at = await visit(browser, licet, '/installers?state=broken');
  const { page, say } = at;
  const { button } = parts(at);
  await seen(page.getByRole('row').filter({ hasText: 'Ovens' }).getByText(say('breakages.license-out-of-reach')));
  await page.getByRole('button', { name: 'Ovens' }).click();
  const drawer = page.getByRole('complementary', { name: say('installers.one') });
  await seen(drawer.getByText(say('installers.brokenText')));
  await button('installers.edit').click();
  const edit = page.getByRole('dialog', { name: say('installers.edit') });
  await edit.getByRole('combobox', { name: say('installers.columns.license') }).click();
  await page.getByRole('option', { name: say('installers.noLicense') }).click();
  await edit.getByRole('button', { name: say('installers.save') }).click();
  await seen(drawer.getByText(say('installerStates.active')));
  await button('installers.rotate').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('installers.rotate'), exact: true })
    .click();
  await seen(drawer.getByText(say('installers.tokenUntil', { at: '' }).trim()));
  await button('installers.revoke').click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('installers.revoke'), exact: true })
    .click();
  await seen(drawer.getByText(say('installerStates.revoked')));
  expect((await licet.admin(installers.show, { params: { id: made.id } })).state).toBe('revoked');
  expect(at.trouble).toEqual([]);
  await at.close();
});

it('shows installers and certificates only to whom may read them; the authority can be downloaded', async () => {
  const group = await groupOf(licet.admin, 'Harbour Systems');
  await makeUser(licet, {
    login: 'only-licenses',
    homeGroupId: group.id,
    groupIds: [group.id],
    rights: [{ function: 'licenses', level: 'read' }],
  });
  const narrow = await visit(browser, licet, '/', { as: { login: 'only-licenses', password: 'password of only-licenses' } });
  await seen(parts(narrow).place('licenses'));
  for (const key of ['installers', 'certificates', 'computers']) expect(await parts(narrow).place(key).count()).toBe(0);
  await narrow.close();
  const at = await visit(browser, licet, '/certificates');
  const [download] = await Promise.all([at.page.waitForEvent('download'), at.page.getByText(at.say('certificates.pem')).click()]);
  await download.saveAs(join(folder, 'authority.pem'));
  expect(execFileSync('openssl', ['x509', '-noout', '-subject', '-in', join(folder, 'authority.pem')], { encoding: 'utf8' })).toContain(
    'Licet',
  );
  expect(at.trouble).toEqual([]);
  await at.close();
});

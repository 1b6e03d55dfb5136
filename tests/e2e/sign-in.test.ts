// The ways in as a person goes them: passkeys with the browser's own virtual authenticator, codes with another library's
// authenticator app, single sign-on through the pages of a real provider.
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { session, users, waysIn } from '@licet/contract';
import { generateSync } from 'otplib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_PASSWORD } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { CLIENT, startProvider } from '../support/provider.ts';
import { parts, seen, startLicetWithConsole, unseen, visit, type Visit } from './browser.ts';
import { openBrowser } from './chromium.ts';
import { languages } from './words.ts';

let browser: Browser;
let licet: Licet;
beforeAll(async () => {
  browser = await openBrowser();
  const started = await startLicetWithConsole();
  // Passkeys belong to a host name, and an address has none.
  licet = { ...started, url: started.url.replace('127.0.0.1', 'localhost') };
});
afterAll(async () => {
  await browser.close();
  await licet.close();
});

const passwordOf = (login: string) => `password of ${login}`;

async function makeNew(login: string) {
  await licet.admin(users.create, { body: { login, password: passwordOf(login), homeGroupId: '1' } });
  return { login, password: passwordOf(login) };
}

/** A device that keeps passkeys and checks who uses it. */
async function addAuthenticator({ page }: Visit, isUserVerified = true) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  });
  return {
    verifies: (yes: boolean) => devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: yes }),
    keys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials,
  };
}

async function signOut({ page, say }: Visit): Promise<void> {
  await page
    .getByRole('banner')
    .getByRole('button', { name: new RegExp(say('frame.userMenu', { name: '' })) })
    .click();
  await page.getByRole('button', { name: say('session.signOut'), exact: true }).click();
  // The page itself, not its field: the settings have a login, too.
  await seen(page.getByRole('heading', { name: say('session.title'), exact: true }));
}

async function typePassword({ page, say }: Visit, who: { login: string; password: string }): Promise<void> {
  await page.getByLabel(say('session.login'), { exact: true }).fill(who.login);
  await page.getByLabel(say('session.password'), { exact: true }).fill(who.password);
  await page.keyboard.press('Enter');
}

describe.each(languages)('in %s', (language) => {
  it('registers a passkey, signs out, signs in with it alone, and removes it', async () => {
    const who = await makeNew(`key-${language}`);
    const at = await visit(browser, licet, '/account', { language, as: who });
    const { page, say } = at;
    const { button, dialog, heading } = parts(at);
    const device = await addAuthenticator(at);
    await button('account.passkeys.add').click();
    const adding = dialog(say('account.passkeys.addTitle'));
    await adding.getByLabel(say('account.passkeys.name'), { exact: true }).fill('Laptop');
    const password = adding.getByLabel(say('account.proofPassword'), { exact: true });
    await password.fill('not this one');
    await page.keyboard.press('Enter');
    await seen(adding.getByText(say('passwords.wrong')));
    expect(await device.keys()).toEqual([]);
    await password.fill(who.password);
    await page.keyboard.press('Enter');
    await unseen(adding);
    await seen(page.getByRole('listitem').getByText('Laptop'));
    expect(await device.keys()).toMatchObject([{ rpId: 'localhost', isResidentCredential: true }]);

    // The same device holds one already.
    await button('account.passkeys.add').click();
    await adding.getByLabel(say('account.passkeys.name'), { exact: true }).fill('Twice');
    await password.fill(who.password);
    await page.keyboard.press('Enter');
    await seen(adding.getByText(say('account.passkeys.stopped')));
    await page.keyboard.press('Escape');

    await signOut(at);
    const answered = page.waitForRequest((request) => request.url().endsWith(waysIn.passkey.path));
    await page.getByRole('button', { name: say('session.withPasskey') }).click();
    await seen(page.getByRole('banner'));
    // What the device has signed opens nothing a second time.
    const again = await page.context().request.post(waysIn.passkey.path, { data: (await answered).postDataJSON() as object });
    expect([again.status(), ((await again.json()) as { code: string }).code]).toEqual([401, 'wrong-passkey']);

    await page.goto('/account');
    await page.getByRole('button', { name: say('account.passkeys.remove', { name: 'Laptop' }) }).click();
    const removing = dialog(say('account.passkeys.removeTitle', { name: 'Laptop' }));
    const confirm = removing.getByRole('button', { name: say('account.passkeys.removeConfirm') });
    await removing.getByRole('button', { name: say('account.proofBy.passkey') }).click();
    // Whoever sits there without the finger or the PIN removes nothing.
    await device.verifies(false);
    await confirm.click();
    await seen(removing.getByText(say('account.passkeys.stopped')));
    await device.verifies(true);
    const proven = page.waitForRequest((request) => request.method() === 'DELETE');
    await confirm.click();
    await seen(page.getByText(say('account.passkeys.none')));
    // What was signed for this proves nothing a second time.
    const repeated = await page.context().request.delete((await proven).url(), { data: (await proven).postDataJSON() as object });
    expect(await repeated.json()).toMatchObject({ code: 'wrong-passkey', reason: { code: 'proof-passkey-wrong' } });
    await signOut(at);
    await page.getByRole('button', { name: say('session.withPasskey') }).click();
    await seen(page.getByRole('alert').getByText(say('problems.wrong-passkey.title')));
    await seen(heading(say('session.title')));
    expect(at.trouble).toEqual([]);
    await at.close();
  });

  it('turns two-step verification on by the QR code, and signs in with a code and with a recovery code', async () => {
    const who = await makeNew(`code-${language}`);
    const at = await visit(browser, licet, '/account', { language, as: who });
    const { page, say } = at;
    const { button, dialog } = parts(at);
    await button('account.step.turnOn').click();
    const dialogs = dialog(say('account.step.title'));
    await dialogs.getByLabel(say('account.proofPassword'), { exact: true }).fill(who.password);
    await page.keyboard.press('Enter');
    await seen(dialogs.getByRole('img', { name: say('account.step.picture') }));
    const secret = (await dialogs.locator('code').innerText()).replaceAll(' ', '');
    // The picture says the same secret as the text.
    expect(await readPicture(at)).toBe(true);
    const code = dialogs.getByLabel(say('account.step.code'), { exact: true });
    await code.fill('000000');
    await page.keyboard.press('Enter');
    await seen(dialogs.getByText(say('problems.wrong-code.title')));
    await code.fill(generateSync({ secret }));
    await page.keyboard.press('Enter');
    const kept = dialog(say('account.step.codesTitle'));
    await seen(kept.getByRole('listitem'));
    const codes = await kept.getByRole('listitem').allInnerTexts();
    expect(codes).toHaveLength(10);
    await kept.getByRole('button', { name: say('account.step.kept') }).click();
    await seen(page.getByText(say('account.step.codesLeft', { count: 10 })));

    await signOut(at);
    await typePassword(at, who);
    const field = page.getByLabel(say('session.code'), { exact: true });
    await seen(field);
    expect((await page.context().request.get(session.current.path)).status()).toBe(401);
    // The first code is used up; the next half minute's is accepted already.
    await field.fill(generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }));
    await page.keyboard.press('Enter');
    await seen(page.getByRole('banner'));
    await signOut(at);
    await typePassword(at, who);
    await field.fill(codes[0] ?? '');
    await page.keyboard.press('Enter');
    await seen(page.getByRole('banner'));
    await page.goto('/account');
    await seen(page.getByText(say('account.step.codesLeft', { count: 9 })));
    await button('account.step.turnOff').click();
    await dialogs.getByRole('button', { name: say('account.proofBy.code') }).click();
    await dialogs.getByLabel(say('account.proofCode'), { exact: true }).fill(codes[1] ?? '');
    await page.keyboard.press('Enter');
    await seen(page.getByText(say('account.step.off'), { exact: true }));
    expect(at.trouble).toEqual([]);
    await at.close();
  });
});

it.each(languages)('shows where one is signed in, and ends what is elsewhere, in %s', async (language) => {
  const who = await makeNew(`sessions-${language}`);
  const elsewhere = await visit(browser, licet, '/', { language, as: who });
  const at = await visit(browser, licet, '/account', { language, as: who });
  const { page, say } = at;
  const { button, dialog } = parts(at);
  const list = page.getByRole('list', { name: say('account.sessions.title') });
  await seen(list.getByText(say('account.sessions.here')));
  // The test's own requests have made none: two windows, two sessions.
  expect(await list.getByRole('listitem').count()).toBe(2);
  await list.getByRole('button').click();
  const ending = dialog(say('account.sessions.endTitle'));
  const password = ending.getByLabel(say('account.proofPassword'), { exact: true });
  await password.fill('not this one');
  await page.keyboard.press('Enter');
  await seen(ending.getByText(say('passwords.wrong')));
  await password.fill(who.password);
  await page.keyboard.press('Enter');
  await unseen(ending);
  await unseen(button('account.sessions.endOthers'));
  expect(await list.getByRole('listitem').count()).toBe(1);
  await elsewhere.page.goto('/account');
  await seen(elsewhere.page.getByLabel(say('session.login'), { exact: true }));

  await typePassword(elsewhere, who);
  await seen(elsewhere.page.getByRole('banner'));
  await page.reload();
  await button('account.sessions.endOthers').click();
  const all = dialog(say('account.sessions.endOthers'));
  await all.getByLabel(say('account.proofPassword'), { exact: true }).fill(who.password);
  await page.keyboard.press('Enter');
  await unseen(all);
  expect((await elsewhere.page.context().request.get(session.current.path)).status()).toBe(401);
  expect([...at.trouble, ...elsewhere.trouble]).toEqual([]);
  await Promise.all([at.close(), elsewhere.close()]);
});

it.each(languages)('requires a second step, and leads who has none to set one up, in %s', async (language) => {
  const started = await startLicetWithConsole();
  const strict = { ...started, url: started.url.replace('127.0.0.1', 'localhost') };
  const admin = { login: 'admin', password: ADMIN_PASSWORD };
  const at = await visit(browser, strict, '/settings', { language, as: admin });
  const { page, say } = at;
  const { button, dialog } = parts(at);
  const demand = async () => {
    const form = page.getByRole('form', { name: say('settings.title'), exact: true });
    await form.getByRole('radio', { name: say('secondStepGroups.everybody'), exact: true }).check();
    await form.getByRole('button', { name: say('settings.save'), exact: true }).click();
  };
  await demand();
  await seen(page.getByText(say('reasons.second-step-own-first.says')));
  await addAuthenticator(at);
  await page.goto('/account');
  await button('account.passkeys.add').click();
  const adding = dialog(say('account.passkeys.addTitle'));
  await adding.getByLabel(say('account.passkeys.name'), { exact: true }).fill('Laptop');
  await adding.getByLabel(say('account.proofPassword'), { exact: true }).fill(admin.password);
  await page.keyboard.press('Enter');
  await unseen(adding);
  await page.goto('/settings');
  await demand();
  await seen(page.getByText(say('settings.saved')));
  // The one who asks comes in with the passkey, and with the password alone no more.
  await signOut(at);
  await typePassword(at, admin);
  await seen(page.getByText(say('problems.passkey-needed.title')));
  await page.getByRole('button', { name: say('session.withPasskey') }).click();
  await seen(page.getByRole('banner'));

  const who = { login: `new-${language}`, password: passwordOf('new') };
  await strict.admin(users.create, { body: { ...who, homeGroupId: '1', language } });
  const led = await visit(browser, strict, '/sign-in', { language, as: null });
  await typePassword(led, who);
  await seen(parts(led).heading(say('account.owed.title')));
  await led.page.goto('/licenses');
  await seen(parts(led).heading(say('account.owed.title')));
  await parts(led).button('account.step.title').click();
  const step = parts(led).dialog(say('account.step.title'));
  await step.getByLabel(say('account.proofPassword'), { exact: true }).fill(who.password);
  await led.page.keyboard.press('Enter');
  const secret = (await step.locator('code').innerText()).replaceAll(' ', '');
  await step.getByLabel(say('account.step.code'), { exact: true }).fill(generateSync({ secret }));
  await led.page.keyboard.press('Enter');
  await parts(led)
    .dialog(say('account.step.codesTitle'))
    .getByRole('button', { name: say('account.step.kept') })
    .click();
  await seen(led.page.getByRole('banner'));
  expect([...at.trouble, ...led.trouble]).toEqual([]);
  await Promise.all([at.close(), led.close()]);
  await started.close();
});

/** Whether the picture of the QR code has arrived as a picture. */
function readPicture({ page }: Visit): Promise<boolean> {
  return page.evaluate(`(async () => {
    const picture = document.querySelector('[role=dialog] img');
    await picture.decode();
    return picture.naturalWidth > 0;
  })()`);
}

it('takes no passkey of a device that has not checked its user', async () => {
  const who = await makeNew('unchecked');
  const at = await visit(browser, licet, '/account', { as: who });
  const { page, say } = at;
  const device = await addAuthenticator(at, false);
  await parts(at).button('account.passkeys.add').click();
  const adding = parts(at).dialog(say('account.passkeys.addTitle'));
  await adding.getByLabel(say('account.passkeys.name'), { exact: true }).fill('Unchecked');
  await adding.getByLabel(say('account.proofPassword'), { exact: true }).fill(who.password);
  await page.keyboard.press('Enter');
  await seen(adding.getByText(say('account.passkeys.stopped')));
  expect(await device.keys()).toEqual([]);
  await at.close();
});

it('says at an IP address why there can be no passkeys', async () => {
  const at = await visit(browser, { ...licet, url: licet.url.replace('localhost', '127.0.0.1') }, '/account');
  await seen(at.page.getByText(at.say('account.passkeys.noHost')));
  expect(await parts(at).button('account.passkeys.add').isDisabled()).toBe(true);
  await at.close();
});

it.each(languages)('signs in through the pages of the identity provider, and says why it did not, in %s', async (language) => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  const publicUrl = `http://127.0.0.1:${port}`;
  const redirectUrl = `${publicUrl}/api/single-sign-on/callback`;
  const provider = await startProvider(redirectUrl);
  const singleSignOn = {
    issuer: provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    name: 'Example Works',
    loginClaim: 'email' as const,
    redirectUrl,
  };
  const tied = await startLicetWithConsole({ config: { port, publicUrl, singleSignOn } });
  await tied.admin(users.create, { body: { login: 'anna@example.com', password: passwordOf('anna'), homeGroupId: '1', language } });
  provider.people.set('anna', { email: 'anna@example.com', email_verified: true });
  provider.people.set('nobody', { email: 'nobody@example.com', email_verified: true });
  const comeAs = async (subject: string) => {
    const at = await visit(browser, tied, '/sign-in?next=%2Faccount', { language, as: null });
    await at.page.getByRole('link', { name: at.say('session.withProvider', { name: 'Example Works' }) }).click();
    await at.page.locator('input[name=login]').fill(subject);
    await at.page.locator('input[name=password]').fill('any');
    await at.page.locator('button[type=submit]').click();
    await at.page.locator('button[type=submit]').click();
    return at;
  };
  const anna = await comeAs('anna');
  await seen(parts(anna).heading(anna.say('account.title')));
  await seen(parts(anna).heading(anna.say('account.sso.title')));
  await anna.close();
  const stranger = await comeAs('nobody');
  await seen(stranger.page.getByText(stranger.say('reasons.sso-no-user.says')));
  await stranger.close();
  await tied.close();
  await provider.close();
});

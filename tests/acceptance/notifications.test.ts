// R72: notification rules, by a real mail server and a real receiver of webhooks.
import { mail, notificationRules } from '@licet/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { link, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';
import { startMailServer } from '../support/post.ts';
import type { MailServer } from '../support/post.ts';

let licet: Licet;
let post: MailServer;
beforeAll(async () => {
  licet = await startLicet();
  post = await startMailServer();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
  await licet.admin(mail.change, {
    body: { host: '127.0.0.1', port: post.port, security: 'none', login: null, sender: 'licet@msp.example' },
  });
});
afterAll(async () => {
  await licet.close();
  await post.close();
});

it('R72: what a rule finds is told by mail', async () => {
  await licet.admin(notificationRules.create, {
    body: { name: 'Suspended', accessGroupId: '1', condition: { kind: 'state', states: ['suspended'] }, recipients: ['ops@msp.example'] },
  });
  const letter = await post.letter(1);
  expect(letter).toMatchObject({ from: 'licet@msp.example', to: ['ops@msp.example'] });
});

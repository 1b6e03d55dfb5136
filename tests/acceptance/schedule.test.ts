// S21: the clock itself, with nobody at hand: an account whose time has come is synchronized by the next full minute.
import { syncRuns } from '@licet/contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import pg from 'pg';
import { link, startLicet } from '../support/licet.ts';
import type { Licet } from '../support/licet.ts';

let licet: Licet;
beforeAll(async () => {
  licet = await startLicet();
  await link(licet, 'manager@wzgorze.example', 'demo-manager');
});
afterAll(() => licet.close());

it('S21, R10: a day after the last run the next one starts by itself', async () => {
  const newest = async () => (await licet.admin(syncRuns.list, { query: { limit: 1 } })).rows[0];
  expect(await newest()).toMatchObject({ trigger: 'link' });
  const owner = new pg.Client({ connectionString: licet.config.databaseUrl });
  await owner.connect();
  await owner.query(`update portal_accounts set next_run_at = now() - interval '1 minute'`).finally(() => owner.end());
  await expect.poll(newest, { timeout: 80_000, interval: 500 }).toMatchObject({ trigger: 'schedule', startedBy: null });
  await expect.poll(async () => (await newest())?.state, { timeout: 20_000 }).toBe('succeeded');
}, 120_000);

// The setup of a thousand customers, a user and an installer each, by the real server, against the hashing of as many passwords.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { customers, setups } from '@licet/contract';
import type { Client, Customer, WantedSetup } from '@licet/contract';
import { hash } from '@node-rs/argon2';
import type { BenchCluster, BenchDatabase } from './database.ts';
import { time } from './measure.ts';
import { startLicet, startPortal } from './programs.ts';
import type { Measurement } from './report.ts';

const CUSTOMERS = 1000;
const ROUNDS = 3;

export async function benchSetup(cluster: BenchCluster): Promise<Measurement[]> {
  const portal = await startPortal(['--companies', String(CUSTOMERS), '--licenses', '1', '--rate', '0']);
  const bench = await cluster.create('setup');
  const server = await startLicet(bench, portal.url, { LICET_PORTAL_RATE: '100000' });
  try {
    await server.link();
    await hashAll();
    const rounds: { ours: number; alone: number }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const wanted = await wantAll(server.client, round);
      const alone = await time(hashAll);
      const ours = await time(() => setUpAll(server.client, wanted));
      await expectMade(bench, (round + 1) * CUSTOMERS);
      rounds.push({ ours, alone });
    }
    const { ours, alone } = rounds.toSorted((a, b) => a.ours / a.alone - b.ours / b.alone)[Math.floor(ROUNDS / 2)] as (typeof rounds)[0];
    return [
      {
        work: `setup of ${CUSTOMERS.toLocaleString('en')} customers, user and installer each`,
        against: 'hashing of as many passwords alone',
        measured: `${(ours / 1000).toFixed(2)} s / ${(alone / 1000).toFixed(2)} s, median of ${ROUNDS}`,
        ratio: ours / alone,
        bar: 1.2,
      },
    ];
  } finally {
    await server.stop();
    await portal.stop();
  }
}

/** As fast as this machine can: all at once, as many at a time as there are threads for them. */
function hashAll(): Promise<unknown> {
  return Promise.all(Array.from({ length: CUSTOMERS }, () => hash(randomBytes(12).toString('base64url'))));
}

async function wantAll(client: Client, round: number): Promise<WantedSetup[]> {
  return (await allCustomers(client)).map(({ id }) => ({
    companyId: id,
    user: { login: `user-${round}-${id}` },
    installer: { name: `Installer ${round}` },
  }));
}

/** From the request to the moment at which the list says that all are done. */
async function setUpAll(client: Client, wanted: WantedSetup[]): Promise<void> {
  const batch = await client(customers.setUp, { body: { customers: wanted } });
  for (;;) {
    const [now] = (await client(setups.list, { query: { limit: 1 } })).rows;
    if (now?.id === batch.id && now.done + now.failed === now.total) {
      if (now.done !== CUSTOMERS) throw new Error(`${now.failed} customers failed`);
      return;
    }
    // Each answer costs the server something, so the list is asked seldom, and often when all is nearly done.
    await sleep(now?.id === batch.id && now.done > CUSTOMERS * 0.85 ? 20 : 250);
  }
}

async function allCustomers(client: Client): Promise<Customer[]> {
  const all: Customer[] = [];
  for (;;) {
    const { rows, total } = await client(customers.list, { query: { offset: all.length, limit: 500 } });
    all.push(...rows);
    if (all.length >= total || rows.length === 0) return all.slice(0, CUSTOMERS);
  }
}

async function expectMade(bench: BenchDatabase, expected: number): Promise<void> {
  const { rows } = await bench.owner.query<{ users: number; installers: number; tokens: number }>(
    `select (select count(*)::int from users where company_id is not null) as users, (select count(*)::int from installers) as installers,
      (select count(*)::int from installer_tokens) as tokens`,
  );
  const made = rows[0];
  if (made?.users !== expected || made.installers !== expected || made.tokens !== expected)
    throw new Error(`made ${JSON.stringify(made)}, expected ${expected} of each`);
}

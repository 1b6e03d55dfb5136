// Imports over HTTP from the local portal, by the real server, against the floor that the portal sets and the walk that public
// integrations do.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { licenses } from '@licet/contract';
import type { Client, SyncRun } from '@licet/contract';
import { countWrites } from './apply.ts';
import type { BenchCluster } from './database.ts';
import { time } from './measure.ts';
import { LOGIN, PASSWORD, startLicet, startPortal } from './programs.ts';
import type { LicetProcess, PortalProcess } from './programs.ts';
import type { Measurement } from './report.ts';

const LATENCY = 20;
const PARALLEL = 8;

/** Cold import, 1,000 companies x 3 licenses, 20 ms latency, no rate limit: everything, details included. */
export async function benchColdImport(cluster: BenchCluster): Promise<Measurement[]> {
  const portal = await startPortal(['--companies', '1000', '--licenses', '3', '--latency', String(LATENCY), '--rate', '0']);
  const server = await startLicet(await cluster.create('cold'), portal.url, { LICET_PORTAL_RATE: '100000' });
  try {
    const walk = await time(() => walkPortal(portal.url));
    await portal.resetRequests();
    let run: SyncRun | undefined;
    const cold = await time(async () => (run = await server.link()));
    await expectLicenses(server.client, 3000);
    const requests = await portal.countRequests();
    const floor = (requests / PARALLEL) * LATENCY;
    const work = 'cold import, 1,000 companies x 3 licenses, 20 ms latency';
    if (run?.state !== 'succeeded') throw new Error(`the import ended ${run?.state}: ${run?.reason}`);
    return [
      { work, against: 'the walk of public integrations', measured: `${seconds(cold)} / ${seconds(walk)}`, ratio: cold / walk, bar: 1 / 9 },
      {
        work,
        against: `the floor, ${requests} requests / ${PARALLEL} x ${LATENCY} ms`,
        measured: `${seconds(cold)} / ${seconds(floor)}`,
        ratio: cold / floor,
        bar: 1.25,
      },
    ];
  } finally {
    await server.stop();
    await portal.stop();
  }
}

/** Structure of 5,000 x 3 at 10 requests a second, first and with nothing changed. */
export async function benchStructure(cluster: BenchCluster): Promise<Measurement[]> {
  const portal = await startPortal(['--companies', '5000', '--licenses', '3', '--rate', '10']);
  const bench = await cluster.create('structure');
  const server = await startLicet(bench, portal.url, {});
  try {
    const first = await structurePhase(server, portal, () => server.startLink());
    const usable = await server.client(licenses.list, { query: { limit: 50 } });
    if (usable.total < 15_000) throw new Error(`after the structure ${usable.total} licenses are listed, expected 15000`);
    await server.stopDetails();
    // From here on no page of a license comes for a minute: what is written by then, the structure wrote.
    await portal.addFault({ kind: 'latency', path: '/License/Detail', ms: 60_000 });
    // The pages that were read before told of parts of bundles; the next run notes what was ordered of them.
    await structurePhase(server, portal, () => server.startRun());
    await server.stopDetails();
    const before = await countWrites(bench);
    const second = await structurePhase(server, portal, () => server.startRun());
    const writes = (await countWrites(bench)) - before;
    await server.stopDetails();
    if (second.changes > 0) throw new Error(`nothing changed at the portal, and yet the run counts ${second.changes} changes`);
    const floor = (requests: number) => (requests / 10) * 1000;
    return [
      {
        work: 'structure complete and usable, 5,000 x 3 at 10 requests/s',
        against: `the bulk floor, ${first.requests} requests`,
        measured: `${seconds(first.milliseconds)} / ${seconds(floor(first.requests))}`,
        ratio: first.milliseconds / floor(first.requests),
        bar: 1.3,
      },
      {
        work: 'on-demand run with nothing changed: structure',
        against: `the same floor, ${second.requests} requests`,
        measured: `${seconds(second.milliseconds)} / ${seconds(floor(second.requests))}`,
        ratio: second.milliseconds / floor(second.requests),
        bar: 1.25,
      },
      {
        work: 'on-demand run with nothing changed: rows written by the structure',
        against: '',
        measured: `${writes} rows`,
        ratio: writes,
        bar: 0,
        unit: 'rows',
      },
    ];
  } finally {
    await server.stop();
    await portal.stop();
  }
}

/** Memory of the server while it takes 200,000 licenses in. */
export async function benchMemory(cluster: BenchCluster): Promise<Measurement[]> {
  const portal = await startPortal(['--companies', '5000', '--licenses', '40', '--rate', '0']);
  // Owners in the bulk list: all licenses come with the structure, in one plan.
  await portal.setSwitches({ searchRowsCarryCustomer: true });
  const server = await startLicet(await cluster.create('memory'), portal.url, { LICET_PORTAL_RATE: '100000' });
  try {
    await structurePhase(server, portal, () => server.startLink());
    const { total } = await server.client(licenses.list, { query: { limit: 1 } });
    // The details go on; a minute of them is part of the measurement.
    await sleep(60_000);
    const peak = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8'))?.[1]) / 1024;
    if (total < 200_000) throw new Error(`${total} licenses came in, expected 200000`);
    return [
      {
        work: 'memory of the server, import of 200,000 licenses',
        against: '',
        measured: `${peak.toFixed(0)} MiB at the most`,
        ratio: peak,
        bar: 1024,
        unit: 'MiB',
      },
    ];
  } finally {
    await server.stop();
    await portal.stop();
  }
}

/** From the request to start until the structure is written, with the requests that it took. */
async function structurePhase(server: LicetProcess, portal: PortalProcess, start: () => Promise<string>) {
  await portal.resetRequests();
  const started = performance.now();
  const id = await start();
  for (;;) {
    const run = await server.runOf(id);
    if (run.state === 'failed' || run.state === 'held') throw new Error(`the run is ${run.state}: ${run.reason}`);
    if (run.state === 'details' || run.endedAt) {
      const milliseconds = performance.now() - started;
      const changes = Object.values(run.counts).reduce((sum, n) => sum + n, 0);
      return { milliseconds, requests: await portal.countRequests('License/Detail'), changes };
    }
    await sleep(20);
  }
}

/** One company, then one license after the other: what public integrations do. */
async function walkPortal(url: string): Promise<void> {
  const post = async (path: string, body: unknown, token?: string) => {
    const headers = { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) };
    const response = await fetch(`${url}/api/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as { accessToken: string; Search: { CompanyId: string; PublicLicenseKey: string }[] };
  };
  let token = '';
  let since = 0;
  const call = async (path: string, body: unknown) => {
    if (Date.now() - since > 45_000) {
      token = (await post('Token/Get', { username: LOGIN, password: PASSWORD })).accessToken;
      since = Date.now();
    }
    return post(path, body, token);
  };
  let details = 0;
  for (let skip = 0; ; skip += 100) {
    const companies = (await call('Search/Companies', { search: {}, skip, take: 100 })).Search;
    for (const company of companies) {
      const rows = (await call('Search/Licenses', { keyword: '', customerId: company.CompanyId, skip: 0, take: 100 })).Search;
      for (const row of rows) {
        await call('License/Detail', { publicLicenseKey: row.PublicLicenseKey });
        details++;
      }
    }
    if (companies.length < 100) break;
  }
  if (details < 3000) throw new Error(`the walk read ${details} licenses, expected 3000`);
}

async function expectLicenses(client: Client, expected: number): Promise<void> {
  const all = await client(licenses.list, { query: { limit: 1 } });
  const unknown = await client(licenses.list, { query: { limit: 1, use: 'unknown' } });
  if (all.total < expected || unknown.total > 0)
    throw new Error(`${all.total} licenses, ${unknown.total} of them without details; expected ${expected} and 0`);
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

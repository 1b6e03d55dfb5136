// Plan and apply of a large account against the bare COPY of the same rows into the same indexed tables.
import { pipeline } from 'node:stream/promises';
import { planStructure } from '@licet/domain';
import type { Plan, Structure } from '@licet/domain';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { wholeSight } from '../../apps/server/src/db/transaction.ts';
import { applyPlan } from '../../apps/server/src/features/sync/apply/apply.ts';
import { selectKnown } from '../../apps/server/src/features/sync/known-store.ts';
import type { BenchCluster, BenchDatabase } from './database.ts';
import { time } from './measure.ts';
import type { Measurement } from './report.ts';

const COMPANIES = 5000;
const PER_COMPANY = 40;
const ACCOUNT = 1;

const writtenTables = ['groups', 'companies', 'company_sightings', 'pools', 'licenses', 'shares', 'license_sightings', 'changes'];

export async function benchApply(cluster: BenchCluster): Promise<Measurement[]> {
  const bench = await cluster.create('apply');
  await addAccount(bench);
  const structure = makeStructure();
  const first = await planAndApply(bench, structure);
  await expectCount(bench, 'licenses', COMPANIES * PER_COMPANY);
  const written = await countWrites(bench);
  const unchanged = await planAndApply(bench, structure);
  const writes = (await countWrites(bench)) - written;
  const changed = await planAndApply(bench, changeSome(structure));
  const copy = await copyBaseline(cluster, bench);

  const work = `plan + apply, ${COMPANIES} companies and ${COMPANIES * PER_COMPANY} licenses`;
  const against = 'bare COPY of the same rows';
  const figure = (milliseconds: number) => `${(milliseconds / 1000).toFixed(2)} s / ${(copy / 1000).toFixed(2)} s`;
  return [
    { work: `${work}: first time`, against, measured: figure(first.milliseconds), ratio: first.milliseconds / copy, bar: 3 },
    {
      work: `${work}: nothing changed`,
      against,
      measured: `${figure(unchanged.milliseconds)}, ${writes} rows written`,
      ratio: unchanged.milliseconds / copy,
      bar: 1,
    },
    {
      work: `${work}: 2 % changed`,
      against,
      measured: `${figure(changed.milliseconds)}, ${changed.plan.changes.length} changes`,
      ratio: changed.milliseconds / copy,
      bar: 1.3,
    },
    { work: 'rows written when nothing changed', against: '', measured: `${writes} rows`, ratio: writes, bar: 0, unit: 'rows' },
  ];
}

async function addAccount(bench: BenchDatabase): Promise<void> {
  await bench.owner.query(
    `insert into portal_accounts (id, login, kinds, password_sealed, root_upstream_id, root_name) values (${ACCOUNT}, 'bench', '{ema2}', '', '${guid(0)}', 'Root')`,
  );
  await bench.owner.query(`insert into sync_runs (id, account_id, trigger, state) values (1, ${ACCOUNT}, 'link', 'applying')`);
}

/** A portal that lists owners with its keys, so that all licenses come with the structure. */
function makeStructure(): Structure {
  const companies = [
    { upstreamId: guid(0), parentUpstreamId: null, name: 'Root', type: 1005, status: 'active' as const, customIdentifier: null },
  ];
  const structure: Structure = {
    takenAt: '2026-01-01T00:00:00Z',
    rootUpstreamId: guid(0),
    companies,
    keys: [],
    orders: [],
    complete: { companies: true, keys: true, orders: true },
    problems: [],
  };
  for (let c = 1; c <= COMPANIES; c++) {
    const company = guid(c);
    structure.companies.push({
      upstreamId: company,
      parentUpstreamId: guid(0),
      name: `Company ${c}`,
      type: 1007,
      status: 'active',
      customIdentifier: null,
    });
    for (let k = 0; k < PER_COMPANY; k++) {
      const code = String(9000 + k);
      structure.keys.push({
        publicId: `3${(c * PER_COMPANY + k).toString(36).toUpperCase().padStart(8, '0')}`,
        companyUpstreamId: company,
        products: [{ code, name: `Product ${k}` }],
      });
      structure.orders.push({
        companyUpstreamId: company,
        productCode: code,
        productName: `Product ${k}`,
        type: 'msp',
        quantity: 10 + (k % 50),
      });
    }
  }
  return structure;
}

function changeSome(structure: Structure): Structure {
  return {
    ...structure,
    orders: structure.orders.map((order, i) => (i % 50 === 0 ? { ...order, quantity: (order.quantity ?? 0) + 5 } : order)),
  };
}

async function planAndApply(bench: BenchDatabase, structure: Structure): Promise<{ milliseconds: number; plan: Plan }> {
  let plan: Plan | undefined;
  const milliseconds = await time(async () => {
    const read = structure.companies.map((company) => company.upstreamId);
    const known = await bench.db.transaction(wholeSight, (tx) => selectKnown(tx, ACCOUNT, 'all', read));
    const made = planStructure(known, structure);
    plan = made;
    await bench.db.transaction(wholeSight, (tx) => applyPlan(tx, { accountId: ACCOUNT, runId: 1, userId: null, now: new Date() }, made));
  });
  await bench.owner.query('analyze');
  return { milliseconds, plan: plan as Plan };
}

/** COPYs the rows that the first import wrote into a database of the same shape. Rows of later runs are left out. */
async function copyBaseline(cluster: BenchCluster, bench: BenchDatabase): Promise<number> {
  const target = await cluster.create('apply_copy');
  await addAccount(target);
  await target.owner.query('alter table groups disable trigger user; alter table pools disable trigger user');
  const source = new pg.Client({ connectionString: bench.ownerUrl });
  const sink = new pg.Client({ connectionString: target.ownerUrl });
  await Promise.all([source.connect(), sink.connect()]);
  const parts: { table: string; chunks: Buffer[] }[] = [];
  for (const table of writtenTables) {
    const where = table === 'changes' ? "where kind in ('company-added', 'license-added')" : table === 'groups' ? 'where id >= 100' : '';
    const chunks: Buffer[] = [];
    for await (const chunk of source.query(copyTo(`copy (select * from ${table} ${where} order by 1) to stdout`)))
      chunks.push(chunk as Buffer);
    parts.push({ table, chunks });
  }
  await sink.query('begin');
  const milliseconds = await time(async () => {
    for (const { table, chunks } of parts) await pipeline(chunks, sink.query(copyFrom(`copy ${table} from stdin`)));
    await sink.query('commit');
  });
  await expectCount(target, 'licenses', COMPANIES * PER_COMPANY);
  await Promise.all([source.end(), sink.end()]);
  return milliseconds;
}

async function expectCount(bench: BenchDatabase, table: string, expected: number): Promise<void> {
  const { rows } = await bench.owner.query<{ n: number }>(`select count(*) as n from ${table}`);
  if (rows[0]?.n !== expected) throw new Error(`${table} holds ${rows[0]?.n} rows, expected ${expected}`);
}

/** Rows ever written into the tables of companies and licenses, by PostgreSQL's own count. */
export async function countWrites(bench: Pick<BenchDatabase, 'owner'>): Promise<number> {
  // Other sessions hand their counts in when they have been idle for ten seconds.
  await bench.owner.query('select pg_sleep(11)');
  const { rows } = await bench.owner.query<{ n: number }>(
    `select sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint as n from pg_stat_user_tables where relname = any($1)`,
    [writtenTables],
  );
  return rows[0]?.n ?? 0;
}

/** A number as a GUID. */
function guid(n: number): string {
  return `00000000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`;
}

// License lists behind the walls against the same SQL by hand without them, for four shapes of caller.
import type { GroupTree } from '@licet/domain';
import { functions, scopesOf } from '@licet/domain';
import type { Tx } from '../../apps/server/src/db/transaction.ts';
import { countLicenses, lookUpWords, selectLicenses } from '../../apps/server/src/features/licenses/store.ts';
import type { TreeWithPools } from '../../apps/server/src/features/sessions/rights.ts';
import { rightsOf } from '../../apps/server/src/features/sessions/rights.ts';
import type { Rights } from '../../apps/server/src/http/actor.ts';
import type { BenchCluster, BenchDatabase } from './database.ts';
import { benchImpact } from './impact.ts';
import { race } from './measure.ts';
import type { Measurement } from './report.ts';
import type { Shape } from './shapes.ts';
import { PAGE, shapes } from './shapes.ts';
import { benchThings } from './things.ts';
import { fillThings, fillWorld, LICENSES_PER_COMPANY } from './world.ts';

export async function benchLists(cluster: BenchCluster): Promise<Measurement[]> {
  const bench = await cluster.create('lists');
  await fillWorld(bench.owner);
  await fillThings(bench.owner);
  return measureLists(bench);
}

/** The measurements alone, over a world that stands. */
export async function measureLists(bench: BenchDatabase): Promise<Measurement[]> {
  const { rows } = await bench.owner.query<{ id: number; parent_id: number | null }>('select id, parent_id from groups');
  const tree: GroupTree = new Map(rows.map((row) => [row.id, row.parent_id]));
  const pools = await bench.owner.query<{ id: number }>('select distinct access_group_id as id from pools');
  const treeWithPools: TreeWithPools = { tree, poolGroups: new Set(pools.rows.map((row) => row.id)) };
  const measurements: Measurement[] = [];
  for (const shape of shapes) measurements.push(...(await benchShape(bench, shape, treeWithPools)));
  for (const shape of shapes) measurements.push(...(await benchThings(bench, shape, actorFor(shape, treeWithPools))));
  measurements.push(...(await benchImpact(bench)));
  return measurements;
}

async function benchShape(bench: BenchDatabase, shape: Shape, treeWithPools: TreeWithPools): Promise<Measurement[]> {
  const actor = actorFor(shape, treeWithPools);
  const licenses = shape.companies * LICENSES_PER_COMPANY;
  // A name that only the searched company has, out of the caller's sight for none of the shapes.
  const { rows } = await bench.owner.query<{ name: string }>('select name from companies where group_id = $1', [
    shape.tops[0] === 12 || shape.tops[0] === 1 ? 1042 : shape.tops[0],
  ]);
  const word = rows[0]?.name.slice(8, 20) ?? '';
  return [
    await benchQuery(
      bench,
      actor,
      shape,
      'first page by name',
      1.5,
      (tx) => page(tx, actor, undefined),
      (where) => handPage(bench, where),
      PAGE,
    ),
    await benchQuery(
      bench,
      actor,
      shape,
      'count',
      1.5,
      (tx) => count(tx, actor),
      (where) => handCount(bench, where),
      licenses,
    ),
    await benchQuery(
      bench,
      actor,
      shape,
      'search',
      2,
      (tx) => page(tx, actor, word),
      (where) => handPage(bench, where, word),
      PAGE,
    ),
  ];
}

/** Every right, held in the shape's groups. */
function actorFor(shape: Shape, treeWithPools: TreeWithPools): Rights {
  // Portal accounts stand in All: a right on them below All shows none.
  const fns = shape.tops.includes(1) ? functions : functions.filter((fn) => fn !== 'portal-accounts');
  const scopes = scopesOf(
    fns.map((fn) => ({ function: fn, level: 'write', groupIds: shape.tops })),
    treeWithPools.tree,
  );
  return rightsOf({ id: 1, login: 'bench', home_group_id: shape.tops[0] as number }, scopes, treeWithPools);
}

async function benchQuery(
  bench: BenchDatabase,
  actor: Rights,
  shape: Shape,
  name: string,
  bar: number,
  ours: (tx: Tx) => Promise<number>,
  theirs: (where: string) => Promise<number>,
  expected: number,
): Promise<Measurement> {
  const scope = actor.licenseGroups;
  const where = scope === 'all' ? 'true' : `s.access_group_id = any ('{${scope.join(',')}}'::integer[])`;
  const assertRows = (label: string, seen: number) => {
    if (seen !== expected) throw new Error(`${shape.name}, ${name}: ${label} gave ${seen} rows, expected ${expected}`);
  };
  const run = await race(
    15,
    async () => assertRows('behind the walls', await bench.db.read(actor.sight, ours)),
    async () => assertRows('by hand', await theirs(where)),
  );
  const measured = `${run.ours.median.toFixed(2)} ms / ${run.theirs.median.toFixed(2)} ms`;
  return {
    work: `license list, ${shape.name}: ${name}`,
    against: 'SQL by hand, no policies',
    measured,
    ratio: run.ours.median / run.theirs.median,
    bar,
  };
}

const listed = { gone: 'hide' as const };

async function page(tx: Tx, actor: Rights, q: string | undefined): Promise<number> {
  const scoped = await lookUpWords(tx, { filter: q === undefined ? listed : { ...listed, q }, groups: actor.licenseGroups });
  const rows = await selectLicenses(tx, {
    ...scoped,
    withAccounts: actor.scope('portal-accounts', 'read').length > 0,
    sort: 'licenseUser',
    order: 'asc',
    offset: 0,
    limit: PAGE,
  });
  return rows.length;
}

async function count(tx: Tx, actor: Rights): Promise<number> {
  return countLicenses(tx, { filter: listed, groups: actor.licenseGroups });
}

const accounts = `array(select a.login from company_sightings x join portal_accounts a on a.id = x.account_id
  where x.company_id = r.company_id and x.gone_at is null and a.removed_at is null order by a.login)`;

async function handPage(bench: BenchDatabase, where: string, word?: string): Promise<number> {
  const search = word === undefined ? '' : ` and s.search_text like '%${word}%'`;
  const { rows } = await bench.owner.query(`
    with cut as materialized (
      select s.id from shares s where not s.gone and ${where}${search} order by s.license_user, s.product_name, s.id limit ${PAGE}
    ),
    page as (
      select s.id, s.license_id, l.company_id, s.pool_id, s.access_group_id, l.public_id, s.product_code, s.product_name, l.bundle_name, l.type, l.state,
        s.quantity, s.quantity_source, s.usage, s.usage_source, l.expires, s.license_user_kind, s.license_user, l.tags, l.details_at, s.search_text, s.gone
      from cut join shares s on s.id = cut.id left join licenses l on l.id = s.license_id
    )
    select r.*, c.upstream_id, g.name as group_name, structure_read_at(r.company_id) as structure_at, ${accounts} as accounts
    from page r left join companies c on c.id = r.company_id left join groups g on g.id = r.access_group_id
    order by r.license_user, r.product_name, r.id`);
  return rows.length;
}

async function handCount(bench: BenchDatabase, where: string): Promise<number> {
  const { rows } = await bench.owner.query<{ n: number }>(`select count(*) as n from shares s where not s.gone and ${where}`);
  return rows[0]?.n ?? 0;
}

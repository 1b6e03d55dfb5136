// What the walls let through, counted beside what there is, in one snapshot.
import pg from 'pg';
import { refuseMightyRole } from '../db/roles.ts';
import { groupBits } from '../db/transaction.ts';

const walled = ['pools', 'licenses', 'shares'] as const;

/** Tables in which the walls show more or less than they should to somebody, in words; the owner's transaction is open. */
export async function selectHoles(owner: pg.Client, appUrl: string): Promise<string[]> {
  const { rows } = await owner.query<{ snapshot: string; groups: number[] }>(
    'select pg_export_snapshot() as snapshot, array(select id from groups order by id) as groups',
  );
  const { snapshot, groups } = rows[0] as { snapshot: string; groups: number[] };
  const app = new pg.Client({ connectionString: appUrl, application_name: 'licet operator' });
  app.on('error', () => undefined);
  await app.connect();
  try {
    await refuseMightyRole(app);
    await app.query(`begin isolation level repeatable read read only; set transaction snapshot ${pg.escapeLiteral(snapshot)}`);
    const everyOther = groups.filter((_, i) => i % 2 === 0);
    return [
      ...(await compare(owner, app, 'licet_all', groups, 'whoever sees everything')),
      ...(await compare(owner, app, 'licet_scoped', groups, 'whoever may read licenses in every group')),
      ...(await compare(owner, app, 'licet_scoped', everyOther, 'whoever may read licenses in every other group')),
      ...(await compare(owner, app, 'licet_scoped', [], 'whoever may read nothing')),
    ];
  } finally {
    await app.end();
  }
}

async function compare(owner: pg.Client, app: pg.Client, role: string, groups: number[], who: string): Promise<string[]> {
  const holes: string[] = [];
  await app.query(`select set_config('role', $1, true), set_config('licet.read_licenses', $2, true)`, [role, groupBits(groups)]);
  for (const table of walled) {
    const is = await app.query<{ n: number }>(`select count(*)::int as n from ${table}`);
    const ought = await owner.query<{ n: number }>(`select count(*)::int as n from ${table} where access_group_id = any($1::integer[])`, [
      groups,
    ]);
    if (is.rows[0]?.n === ought.rows[0]?.n) continue;
    holes.push(`${who} sees ${is.rows[0]?.n} rows of ${table} instead of ${ought.rows[0]?.n}`);
  }
  return holes;
}

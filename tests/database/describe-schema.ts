import type pg from 'pg';

/** Tables, indexes, policies and functions of the public schema as SQL text, in a fixed order. */
export async function describeSchema(client: pg.Client): Promise<string> {
  const lines = async (statement: string) => (await client.query<{ line: string }>(statement)).rows.map((row) => row.line);
  const tables = await lines(`
    select format(E'create table %I (\\n%s\\n);', c.relname, string_agg(part, E',\\n' order by place, part_order)) as line
    from pg_class c cross join lateral (
      select 1 as place, a.attnum as part_order, format('  %I %s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' else '' end, coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')) as part
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      union all
      select 2, row_number() over (order by k.contype, k.conname), '  ' || pg_get_constraintdef(k.oid) from pg_constraint k where k.conrelid = c.oid and k.contype <> 'n'
    ) parts
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname not like 'kysely%'
    group by c.relname order by c.relname`);
  const indexes = await lines(`
    select indexdef || ';' as line from pg_indexes i where schemaname = 'public' and tablename not like 'kysely%'
      and not exists (select from pg_constraint k where k.conname = i.indexname) order by indexname`);
  const policies = await lines(`
    select format('create policy %I on %I for %s to %s%s%s;', policyname, tablename, lower(cmd), array_to_string(roles, ', '),
      coalesce(' using (' || qual || ')', ''), coalesce(' with check (' || with_check || ')', '')) as line
    from pg_policies where schemaname = 'public' order by tablename, policyname`);
  const functions = await lines(`
    select pg_get_functiondef(p.oid) || ';' as line from pg_proc p
    where pronamespace = 'public'::regnamespace and prokind = 'f'
      and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') order by proname`);
  const aggregates = await lines(`
    select format('create aggregate %s (sfunc = %s, stype = %s);', p.oid::regprocedure, a.aggtransfn, format_type(a.aggtranstype, null)) as line
    from pg_aggregate a join pg_proc p on p.oid = a.aggfnoid where p.pronamespace = 'public'::regnamespace order by 1`);
  const triggers = await lines(`
    select pg_get_triggerdef(t.oid) || ';' as line from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not tgisinternal and c.relnamespace = 'public'::regnamespace order by c.relname, tgname`);
  const head = '-- The present schema, as the migrations leave it. Made and compared by tests/database/schema.test.ts.';
  return `${[head, ...tables, ...indexes, ...functions, ...aggregates, ...triggers, ...policies].join('\n\n')}\n`;
}

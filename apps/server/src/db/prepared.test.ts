import { Kysely, PostgresAdapter, DummyDriver, PostgresIntrospector, PostgresQueryCompiler, sql } from 'kysely';
import { expect, it } from 'vitest';
import { portionOf, preparedName } from './prepared.ts';

const db = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (of) => new PostgresIntrospector(of),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});
const used = (text: string, values: unknown[], times = 3) => Array.from({ length: times }, () => preparedName(text, values)).at(-1);

it('names what comes often, and keeps the name', () => {
  expect(used('select 1 where $1 = 1', [1], 2)).toBeUndefined();
  const name = preparedName('select 1 where $1 = 1', [1]);
  expect(name).toMatch(/^licet-\d+$/);
  expect(preparedName('select 1 where $1 = 1', [2])).toBe(name);
});

it('names nothing that wants a plan for its values', () => {
  expect(used('select name from a where name like $1', ['%mill%'])).toBeUndefined();
  expect(used('select id from a where g = any($1) order by name limit 50', [[1, 2]])).toBeUndefined();
  expect(used('select count(*) from a where g = any($1)', [Array.from({ length: 1001 }, () => 1)])).toBeUndefined();
  expect(used('select count(*) from a where g = any($1)', [[1, 2]])).toBeDefined();
});

it('the pages of a list share a text: an export through 1,000,000 rows leaves room for the others', () => {
  const texts = new Set<string>();
  for (let offset = 0; offset < 1_000_000; offset += 5000) texts.add(sql`select 1 ${portionOf({ offset, limit: 5000 })}`.compile(db).sql);
  for (let limit = 1; limit <= 500; limit += 1) texts.add(sql`select 1 ${portionOf({ offset: 0, limit })}`.compile(db).sql);
  expect(texts.size).toBeLessThan(20);
});

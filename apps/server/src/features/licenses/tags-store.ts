import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

export interface TaggedRow {
  id: number;
  public_id: string | null;
  company_id: number;
  pool_id: number;
  access_group_id: number;
  tags: string[];
}

/** Licenses to retag, in the order of their ids. */
export async function selectTagged(tx: Tx, licenseIds: number[]): Promise<TaggedRow[]> {
  return tx
    .selectFrom('licenses')
    .select(['id', 'public_id', 'company_id', 'pool_id', 'access_group_id', 'tags'])
    .where('id', 'in', licenseIds)
    .orderBy('id')
    .execute();
}

/** Writes new tags, what is searched, and the history of it. Answers how many were written: not those changed meanwhile. */
export async function updateTags(
  tx: Tx,
  changed: { row: TaggedRow; tags: string[] }[],
  by: { userId: number; now: Date },
): Promise<number> {
  if (changed.length === 0) return 0;
  const json = JSON.stringify(changed.map(({ row, tags }) => ({ id: row.id, was: row.tags, tags })));
  const { rows } = await sql<{ id: number }>`
    with r as (
      select x.id, array(select jsonb_array_elements_text(x.was)) as was, array(select jsonb_array_elements_text(x.tags)) as tags
      from jsonb_to_recordset(${json}::jsonb) as x(id bigint, was jsonb, tags jsonb)
    ),
    tagged as (update licenses l set tags = r.tags from r where l.id = r.id and l.tags = r.was returning l.id, l.public_id, l.tags),
    searched as (
      update shares s set search_text = share_search_text(s.license_user, s.product_name, t.public_id, t.tags) from tagged t where s.license_id = t.id
    )
    select id from tagged`.execute(tx);
  const written = new Set(rows.map((row) => row.id));
  const history = changed
    .filter(({ row }) => written.has(row.id))
    .map(({ row, tags }) => ({
      at: by.now,
      user_id: by.userId,
      kind: 'tags-changed',
      company_id: row.company_id,
      license_id: row.id,
      pool_id: row.pool_id,
      access_group_id: row.access_group_id,
      before: JSON.stringify({ tags: row.tags }),
      after: JSON.stringify({ tags }),
    }));
  if (history.length > 0) await tx.insertInto('changes').values(history).execute();
  return written.size;
}

export async function selectTags(tx: Tx, query: { q: string | undefined; limit: number }) {
  const { rows } = await sql<{ tag: string; licenses: number }>`
    select t.tag, count(*) as licenses from licenses l cross join lateral unnest(l.tags) as t(tag)
    where l.gone_at is null and (${query.q ?? null}::text is null or position(lower(${query.q ?? ''}) in lower(t.tag)) > 0)
    group by t.tag order by t.tag limit ${query.limit}`.execute(tx);
  return rows;
}

import { replaceTag } from '@licet/domain';
import type { Change } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';
import type { History, LicensePlace } from './history.ts';
import { eachPortion } from './rows.ts';

type Renamed = Extract<Change, { kind: 'tag-renamed' }>;

/** Lets name tags follow, in the tags as they are by now: what a person changed since the plan was made stays as it is. */
export async function renameTags(tx: Tx, changes: Renamed[], places: Map<number, LicensePlace>, history: History): Promise<void> {
  if (changes.length === 0) return;
  const renamed = new Map(changes.map((change) => [Number(change.licenseId), change]));
  const { rows } = await sql<{ id: number; tags: string[] }>`
    select id, tags from licenses where id = any(${[...renamed.keys()]}::bigint[]) order by id for update`.execute(tx);
  const retagged = rows.flatMap(({ id, tags: was }) => {
    const { before, after } = renamed.get(id) as Renamed;
    return was.includes(before) ? [{ id, was, tags: replaceTag(was, before, after) }] : [];
  });
  await eachPortion(
    tx,
    retagged,
    (json) => sql`
      with r as (
        select x.id, array(select jsonb_array_elements_text(x.tags)) as tags from json_to_recordset(${json}) as x(id bigint, tags jsonb)
      ),
      tagged as (update licenses l set tags = r.tags from r where l.id = r.id returning l.id, l.public_id, l.tags)
      update shares s set search_text = share_search_text(s.license_user, s.product_name, t.public_id, t.tags) from tagged t where s.license_id = t.id`,
  );
  for (const { id, was, tags } of retagged) history.license('tags-changed', places.get(id) as LicensePlace, { tags: was }, { tags });
}

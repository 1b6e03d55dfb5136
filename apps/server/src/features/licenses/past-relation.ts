// What licenses were at a past moment, out of what was before the earliest of the changes since.
import type { GroupScope } from '@licet/domain';
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';
import { wasOf } from '../groups/relation.ts';

/** How much of a past relation is looked at: the changes of few licenses are looked up, those of many read in one pass. */
export type Wanted = 'few' | 'many';

/** A caller who sees everything, or nearly, has all licenses looked at before a page is cut. */
export function wantedIn(groups: GroupScope): Wanted {
  return groups === 'all' || groups.length > MANY ? 'many' : 'few';
}

/** Groups from which on one pass over all changes since is quicker than looking for each license's own. */
const MANY = 1000;

/** The relation of licenses as of a moment: every change since is taken back. */
export function pastRelation(asOf: Date, wanted: Wanted): RawBuilder<unknown> {
  const publicId = sql`case when lw.was ? 'publicId' then lw.was ->> 'publicId' else l.public_id end`;
  const licenseUser = sql`coalesce(cw.was ->> 'name', s.license_user)`;
  const tags = sql`case when lw.was ? 'tags' then array(select jsonb_array_elements_text(lw.was -> 'tags')) else l.tags end`;
  return sql`(
    select s.id, s.license_id, l.company_id, s.pool_id, s.access_group_id, coalesce(pm.stood_in, s.access_group_id) as stood_in,
      ${publicId} as public_id,
      s.product_code, s.product_name,
      case when lw.was ? 'bundleName' then lw.was ->> 'bundleName' else l.bundle_name end as bundle_name,
      case when lw.was ? 'type' then lw.was ->> 'type' else l.type end as type,
      case when lw.was ? 'state' then lw.was ->> 'state' else l.state end as state,
      case when sw.was ? 'quantity' then (sw.was ->> 'quantity')::integer else s.quantity end as quantity, s.quantity_source,
      case when sw.was ? 'usage' then (sw.was ->> 'usage')::integer else s.usage end as usage, s.usage_source,
      case when lw.was ? 'expires' then (lw.was ->> 'expires')::date else l.expires end as expires,
      s.license_user_kind, ${licenseUser} as license_user, ${tags} as tags, l.details_at,
      share_search_text(${licenseUser}, s.product_name, ${publicId}, ${tags}) as search_text,
      coalesce((lw.was ->> 'gone')::boolean, l.gone_at is not null) or coalesce((sw.was ->> 'gone')::boolean, sn.gone, false) as gone
    from shares s
    join licenses l on l.id = s.license_id
    ${wanted === 'many' ? allChangesSince(asOf) : ownChangesSince(asOf)}
    left join (${moves(asOf)}) pm on pm.pool_id = s.pool_id
    where s.added_at <= ${asOf} and l.added_at <= ${asOf}
  )`;
}

/** What each license `l`, share `s` and company was (`lw`, `sw`, `cw`), and whether the share is gone now (`sn`), looked for one by one. */
function ownChangesSince(asOf: Date): RawBuilder<unknown> {
  return sql`
    cross join lateral (${takenBack(sql`h.license_id = l.id and h.share_id is null`, asOf)}) lw
    cross join lateral (${takenBack(sql`h.share_id = s.id`, asOf)}) sw
    left join lateral (
      select (h.after ->> 'gone')::boolean as gone from changes h where h.share_id = s.id and h.after ? 'gone' order by h.id desc limit 1
    ) sn on true
    cross join lateral (${takenBack(sql`h.company_id = l.company_id and h.kind = 'company-renamed'`, asOf)}) cw`;
}

/** The same of all of them at once. */
function allChangesSince(asOf: Date): RawBuilder<unknown> {
  return sql`
    left join (${allTakenBack(sql`h.license_id`, sql`h.share_id is null`, asOf)}) lw on lw.id = l.id
    left join (${allTakenBack(sql`h.share_id`, sql`true`, asOf)}) sw on sw.id = s.id
    left join (
      select distinct on (h.share_id) h.share_id, (h.after ->> 'gone')::boolean as gone
      from changes h where h.share_id is not null and h.after ? 'gone' order by h.share_id, h.id desc
    ) sn on sn.share_id = s.id
    left join (${allTakenBack(sql`h.company_id`, sql`h.kind = 'company-renamed'`, asOf)}) cw on cw.id = l.company_id`;
}

/** What was, of the changes `h` that fit: an object of fields, empty when nothing has changed since. */
export function takenBack(which: RawBuilder<unknown>, asOf: Date): RawBuilder<unknown> {
  return sql`
    select coalesce(${wasOf} filter (where f.key is not null), '{}') as was
    from changes h left join lateral jsonb_each(h.before) f on true
    where ${which} and h.at > ${asOf} and h.before is not null`;
}

/** The same of all at once, by the id that the changes are of; those without a change are not there. */
export function allTakenBack(id: RawBuilder<unknown>, which: RawBuilder<unknown>, asOf: Date): RawBuilder<unknown> {
  return sql`
    select ${id} as id, ${wasOf} as was from changes h cross join lateral jsonb_each(h.before) f
    where ${id} is not null and ${which} and h.at > ${asOf} and h.before is not null group by ${id}`;
}

/** Pools that were moved since the moment, and where each stood before the first of its moves. */
function moves(asOf: Date): RawBuilder<unknown> {
  return sql`
    select distinct on (h.pool_id) h.pool_id, (h.before ->> 'accessGroupId')::integer as stood_in
    from changes h where h.kind = 'pool-moved' and h.at > ${asOf} order by h.pool_id, h.id`;
}

// The rows that trees, paths and lists of customers are made of, now or as of a past moment: companies, and the groups that
// mirror them. As of a moment, every change since is taken back: what was before the earliest of them is what was then.
import type { RawBuilder } from 'kysely';
import { sql } from 'kysely';

/** A company's setup state; `unlinked` is worked out: no linked account sees it any more. Of the company called `c`. */
const setupNow = sql<string | null>`case
  when c.id is null then null
  when c.setup = 'archived' then 'archived'
  when company_is_linked(c.id) then c.setup
  else 'unlinked' end`;

/** Companies: id, upstream_id, name, type, status, custom_identifier, group_id, first_seen_at, archived and setup (null: not known of then). */
export function companyRelation(asOf: Date | undefined): RawBuilder<unknown> {
  if (!asOf)
    return sql`(select c.id, c.upstream_id, c.name, c.type, c.status, c.custom_identifier, c.group_id, c.first_seen_at,
      c.setup = 'archived' as archived, ${setupNow} as setup from companies c)`;
  const setup = sql`case when w.was ? 'setup' then w.was ->> 'setup' else c.setup end`;
  return sql`(
    select c.id, c.upstream_id, coalesce(w.was ->> 'name', c.name) as name,
      case when w.was ? 'type' then (w.was ->> 'type')::integer else c.type end as type,
      coalesce(w.was ->> 'status', c.status) as status,
      case when w.was ? 'customIdentifier' then w.was ->> 'customIdentifier' else c.custom_identifier end as custom_identifier,
      case when w.was ? 'groupId' then (w.was ->> 'groupId')::integer else c.group_id end as group_id,
      c.first_seen_at, w.was, coalesce(${setup} = 'archived', false) as archived,
      case when ${setup} is null or ${setup} = 'archived' then ${setup}
        when not coalesce((w.was ->> 'gone')::boolean, not company_is_linked(c.id)) then ${setup}
        else 'unlinked' end as setup
    from companies c left join (${factsSince(asOf)}) w on w.company_id = c.id
    where c.first_seen_at <= ${asOf}
  )`;
}

/** Groups: id, parent_id, kind, name, created_at, and of the company that one mirrors company_id, company_status and setup. */
export function groupRelation(asOf: Date | undefined): RawBuilder<unknown> {
  if (asOf) return pastGroups(asOf);
  return sql`(
    select g.id, g.parent_id, g.kind, g.name, g.created_at, c.id as company_id, c.status as company_status, ${setupNow} as setup
    from groups g left join companies c on c.group_id = g.id
  )`;
}

/** With groups that were deleted since, for those who see that they were. */
function pastGroups(asOf: Date): RawBuilder<unknown> {
  return sql`(
    select g.id, case when c.was ? 'parentGroupId' then (c.was ->> 'parentGroupId')::integer else g.parent_id end as parent_id,
      coalesce(c.was ->> 'groupKind', g.kind) as kind, coalesce(c.name, g.name) as name, g.created_at,
      c.id as company_id, c.status as company_status, c.setup
    from (
      select id, parent_id, kind, name, created_at from groups
      union all
      select (h.before ->> 'groupId')::integer, (h.before ->> 'parentGroupId')::integer, h.before ->> 'groupKind', h.before ->> 'groupName',
        (h.before ->> 'createdAt')::timestamptz
      from changes h where h.kind = 'group-deleted' and h.at > ${asOf}
    ) g
    left join ${companyRelation(asOf)} c on c.group_id = g.id
    where g.created_at <= ${asOf}
  )`;
}

/** Field → value before the earliest of changes `h` with their fields `f`: of repeated keys the last one counts, so the newest come first. */
export const wasOf = sql`jsonb_object_agg(f.key, f.value order by h.id desc)`;

/** What has changed of companies since, and what it was. */
function factsSince(asOf: Date): RawBuilder<unknown> {
  return sql`
    select h.company_id, ${wasOf} as was from changes h cross join lateral jsonb_each(h.before) f
    where h.company_id is not null and h.group_id is not null and h.before is not null and h.at > ${asOf} group by h.company_id`;
}

/** Ids of the groups that `tops` selects and of all groups below them. */
export function groupsBelow(tops: RawBuilder<unknown>, asOf: Date | undefined): RawBuilder<unknown> {
  const hung = asOf ? sql`hung as materialized (select id, parent_id from ${groupRelation(asOf)} g),` : sql``;
  return sql`
    with recursive ${hung}
    below(id) as (
      ${tops}
      union all select h.id from ${asOf ? sql`hung` : sql`groups`} h join below b on h.parent_id = b.id
    )
    select id from below`;
}

/** That an account sees a company, or saw it then: of the sighting called `s`. */
export function stood(asOf: Date | undefined): RawBuilder<unknown> {
  if (!asOf) return sql`s.gone_at is null`;
  return sql`(s.since <= ${asOf} and (s.gone_at is null or s.gone_at > ${asOf}) and not s.gaps @> ${asOf}::timestamptz)`;
}

/** The gaps of a sighting that begins again, or goes on. */
export function gapsUntil(now: Date): RawBuilder<unknown> {
  return sql`company_sightings.gaps + case when company_sightings.gone_at is null then '{}'::tstzmultirange
    else tstzmultirange(tstzrange(company_sightings.gone_at, greatest(company_sightings.gone_at, ${now}::timestamptz))) end`;
}

/** That an account was removed then, whether or not it was brought back since. */
export function wasRemoved(account: RawBuilder<unknown>, asOf: Date): RawBuilder<unknown> {
  return sql`exists (select from operations o where o.kind = 'account-removal' and o.subject_id = ${account} and o.at <= ${asOf}
    and (o.undone_at is null or o.undone_at > ${asOf}))`;
}

/** Logins of the accounts in sight that see a company, or saw it then. */
export function accountsSeeing(company: RawBuilder<unknown>, asOf: Date | undefined): RawBuilder<unknown> {
  const linked = asOf ? sql`true` : sql`a.removed_at is null`;
  return sql`array(select a.login from company_sightings s join portal_accounts a on a.id = s.account_id
    where s.company_id = ${company} and ${stood(asOf)} and ${linked} order by a.login)`;
}

/** The moment that a list is asked for as of; undefined: now. */
export function momentOf(asOf: string | undefined): Date | undefined {
  return asOf === undefined ? undefined : new Date(asOf);
}

-- Every list as of a past moment: where groups hung, which there were, and how far customers were set up.

-- Runs have kept what the portal says of companies all along. From here on they keep, too, where groups hang in the end (several
-- accounts may place one company), and what becomes of the setup of a customer. Up to here, companies that moved tell the first;
insert into changes (at, user_id, kind, company_id, group_id, before, after)
select h.at, h.user_id, 'group-changed', h.company_id, h.group_id, jsonb_build_object('parentGroupId', was.group_id), jsonb_build_object('parentGroupId', became.group_id)
from changes h
cross join lateral (select coalesce((select group_id from companies where upstream_id = h.before ->> 'parent'), (select id from groups where kind = 'companies')) as group_id) was
cross join lateral (select coalesce((select group_id from companies where upstream_id = h.after ->> 'parent'), (select id from groups where kind = 'companies')) as group_id) became
where h.kind = 'company-moved' and was.group_id is not null and became.group_id is not null order by h.id;
-- the second is unknown before this moment.
insert into changes (kind, company_id, group_id, before, after)
select 'setup-changed', id, coalesce(group_id, 1), '{"setup": null}', jsonb_build_object('setup', setup) from companies order by id;

-- When an account did not see a company that it saw before and saw again later.
alter table company_sightings add column gaps tstzmultirange not null default '{}';

-- What a past list takes back: few among very many changes.
create index changes_of_companies on changes (company_id, id) include (at) where company_id is not null and group_id is not null and before is not null;
create index changes_deleted_groups on changes (at) where kind = 'group-deleted';

-- What a company was called, and what was known of it, is seen by whoever sees the company; not where it hung: the portal's
-- identifiers of companies above it may be out of sight; nor its group that was deleted, which such a caller may never have seen.
create policy through_company on changes for select to licet_scoped
  using (group_id is not null and kind not in ('company-added', 'company-moved', 'group-deleted') and company_id in (select id from companies));

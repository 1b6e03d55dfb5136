-- Lists that cost what they show: policies that are asked only where they decide, and what an installer's license is for a page
-- of installers at once.

create or replace function pg_temp.scope_condition(column_name text, scope text) returns text language sql as $$
  select format(
    'case when %1$I < (select scope_size(%2$L)) then get_bit((select scope_of(%2$L)), %1$I) = 1 else false end', column_name, scope)
$$;

-- A policy for writing that stands FOR ALL is planned into every reading too. Whoever may write reads by the policies for reading.
drop policy through_writable_set on permission_set_groups;
drop policy through_writable_set on permission_set_rights;
drop policy through_writable_user on user_permission_sets;
do $$
declare
  t text;
begin
  foreach t in array array['permission_set_groups', 'permission_set_rights'] loop
    execute format('create policy add_through_set on %I for insert to licet_scoped with check (exists (select from permission_sets p where p.id = permission_set_id and %s))',
      t, pg_temp.scope_condition('access_group_id', 'write_permission_sets'));
    execute format('create policy remove_through_set on %I for delete to licet_scoped using (exists (select from permission_sets p where p.id = permission_set_id and %s))',
      t, pg_temp.scope_condition('access_group_id', 'write_permission_sets'));
  end loop;
  execute format('create policy add_through_user on user_permission_sets for insert to licet_scoped with check (exists (select from users u where u.id = user_id and %s))',
    pg_temp.scope_condition('home_group_id', 'write_users'));
  execute format('create policy remove_through_user on user_permission_sets for delete to licet_scoped using (exists (select from users u where u.id = user_id and %s))',
    pg_temp.scope_condition('home_group_id', 'write_users'));
end $$;

-- One sees oneself, so `through_user` says it already.
drop policy own on user_permission_sets;
-- The sets of the caller, found once a query and not by the policies of three more tables.
create function caller_permission_sets() returns integer[] language sql stable security definer set search_path = public as
$$ select array(select permission_set_id from user_permission_sets where user_id = caller_id()) $$;
revoke execute on function caller_permission_sets() from public;
grant execute on function caller_permission_sets() to licet_all, licet_scoped;
alter policy own on permission_sets using (id = any((select caller_permission_sets())::integer[]));

-- What the licenses of some installers are and how long their authorities hold, whether the caller sees them or not; `visible` says which.
create function installer_facts(of_installers integer[]) returns table (installer_id integer, license json, authority_expires_at timestamptz)
language sql stable security definer set search_path = public as $$
  with recursive mine as (
    select i.id, s.license_id, s.product_name, s.license_user, s.gone, s.access_group_id, l.public_id, l.expires, l.gone_at, l.state, a.expires_at as authority_expires_at
    from installers i left join authorities a on a.id = i.authority_id left join shares s on s.id = i.share_id left join licenses l on l.id = s.license_id
    where i.id = any(of_installers)
  ),
  up as (
    select g.id as start, g.id, g.parent_id from groups g where g.id in (select access_group_id from mine)
    union all select u.start, g.id, g.parent_id from groups g join up u on g.id = u.parent_id
  ),
  lines as (select start, json_agg(id) as ids from up group by start)
  select m.id,
    case when m.license_id is not null then json_build_object('licenseId', m.license_id::text, 'publicId', m.public_id, 'productName', m.product_name,
      'licenseUser', m.license_user, 'expires', m.expires, 'gone', m.gone or m.gone_at is not null, 'suspended', m.state = 'suspended', 'poolAncestors', n.ids,
      'visible', current_setting('role') = 'licet_all'
        or (m.access_group_id < (select scope_size('read_licenses')) and get_bit((select scope_of('read_licenses')), m.access_group_id) = 1)) end,
    m.authority_expires_at
  from mine m left join lines n on n.start = m.access_group_id
$$;
revoke execute on function installer_facts(integer[]) from public;
grant execute on function installer_facts(integer[]) to licet_all, licet_scoped;
drop function installer_license(integer);
drop function authority_expires_at(integer);

-- Which of some groups mirror a company that no account reads any more: a user's reader may not see the company.
create function unlinked_among(of_groups integer[]) returns integer[] language sql stable security definer set search_path = public as $$
  select array(select c.group_id from companies c where c.group_id = any(of_groups) and not company_is_linked(c.id))
$$;
revoke execute on function unlinked_among(integer[]) from public;
grant execute on function unlinked_among(integer[]) to licet_all, licet_scoped;

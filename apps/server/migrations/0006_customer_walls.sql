-- Row-level security of what 0005 made, in the form of 0002: one look at one bit of a scope.
create or replace function pg_temp.scope_condition(column_name text, scope text) returns text language sql as $$
  select format(
    'case when %1$I < (select scope_size(%2$L)) then get_bit((select scope_of(%2$L)), %1$I) = 1 else false end', column_name, scope)
$$;

do $$
declare
  -- table, column that places the row, scope to read by, scope to write by (null: only the whole-sight role writes)
  walls text[][] := array[
    ['authorities', 'access_group_id', 'read_certificates', null],
    ['installers', 'access_group_id', 'read_installers', 'write_installers'],
    ['installer_tokens', 'access_group_id', 'read_installers', 'write_installers'],
    ['computers', 'group_id', 'read_groups_and_computers', 'write_groups_and_computers'],
    ['activations', 'group_id', 'read_groups_and_computers', 'write_groups_and_computers'],
    ['certificates', 'group_id', 'read_groups_and_computers', 'write_groups_and_computers'],
    ['setup_steps', 'group_id', 'read_groups_and_computers', null],
    ['operations', 'access_group_id', 'read_licenses', 'write_licenses']
  ];
  w text[];
  t text;
begin
  foreach w slice 1 in array walls loop
    execute format('create policy %I on %I for select to licet_scoped using (%s)', 'by_' || w[2], w[1], pg_temp.scope_condition(w[2], w[3]));
    if w[4] is not null then
      execute format('create policy change_by_%1$s on %2$I for update to licet_scoped using (%3$s) with check (%3$s)', w[2], w[1], pg_temp.scope_condition(w[2], w[4]));
    end if;
  end loop;
  -- Users and permission sets are made, changed and removed by who may write where they live; the program sees to it that
  -- nobody grants what they do not hold.
  execute format('create policy add_by_home on users for insert to licet_scoped with check (%s)', pg_temp.scope_condition('home_group_id', 'write_users'));
  execute format('create policy change_by_home on users for update to licet_scoped using (%1$s) with check (%1$s)', pg_temp.scope_condition('home_group_id', 'write_users'));
  execute format('create policy remove_by_home on users for delete to licet_scoped using (%s)', pg_temp.scope_condition('home_group_id', 'write_users'));
  execute format('create policy add_by_group on permission_sets for insert to licet_scoped with check (%s)', pg_temp.scope_condition('access_group_id', 'write_permission_sets'));
  execute format('create policy change_by_group on permission_sets for update to licet_scoped using (%1$s) with check (%1$s)', pg_temp.scope_condition('access_group_id', 'write_permission_sets'));
  execute format('create policy remove_by_group on permission_sets for delete to licet_scoped using (%s)', pg_temp.scope_condition('access_group_id', 'write_permission_sets'));
  execute format('create policy through_writable_set on permission_set_groups for all to licet_scoped using (exists (select from permission_sets p where p.id = permission_set_id and %1$s)) with check (exists (select from permission_sets p where p.id = permission_set_id and %1$s))',
    pg_temp.scope_condition('access_group_id', 'write_permission_sets'));
  execute format('create policy through_writable_set on permission_set_rights for all to licet_scoped using (exists (select from permission_sets p where p.id = permission_set_id and %1$s)) with check (exists (select from permission_sets p where p.id = permission_set_id and %1$s))',
    pg_temp.scope_condition('access_group_id', 'write_permission_sets'));
  execute format('create policy through_writable_user on user_permission_sets for all to licet_scoped using (exists (select from users u where u.id = user_id and %1$s)) with check (exists (select from users u where u.id = user_id and %1$s))',
    pg_temp.scope_condition('home_group_id', 'write_users'));
  -- Installers are made where they are stored, with a license in sight.
  execute format('create policy add_by_access_group on installers for insert to licet_scoped with check (%s and %s)',
    pg_temp.scope_condition('access_group_id', 'write_installers'), pg_temp.scope_condition('group_id', 'read_groups_and_computers'));
  execute format('create policy add_by_access_group on installer_tokens for insert to licet_scoped with check (%s)', pg_temp.scope_condition('access_group_id', 'write_installers'));
  execute format('create policy remove_by_group on computers for delete to licet_scoped using (%s)', pg_temp.scope_condition('group_id', 'write_groups_and_computers'));

  foreach t in array array['audit_chains', 'audit_entries', 'authorities', 'installers', 'installer_tokens', 'computers', 'activations', 'certificates', 'setups', 'setup_steps', 'operations'] loop
    execute format('alter table %I enable row level security', t);
    if t not in ('audit_chains', 'audit_entries') then
      execute format('grant select, insert, update, delete on %I to licet_all', t);
    end if;
    execute format('create policy whole_sight on %I for all to licet_all using (true) with check (true)', t);
  end loop;
end $$;

-- Audit is read, and appended to by its function; nobody changes or removes an entry.
grant select on audit_chains, audit_entries to licet_all, licet_scoped;
revoke execute on function append_audit (json) from public;
grant execute on function append_audit (json) to licet_all, licet_scoped;

-- An entry is seen by who may read audit where it is kept and what it speaks of.
create function audit_scope(function text) returns bytea language sql stable parallel safe as
$$ select decode(current_setting('licet.read_' || replace(function, '-', '_'), true), 'hex') $$;
create policy by_group on audit_entries for select to licet_scoped using (
  case when group_id < (select scope_size('read_audit')) then get_bit((select scope_of('read_audit')), group_id) = 1 else false end
  and case when group_id < octet_length(audit_scope(function)) * 8 then get_bit(audit_scope(function), group_id) = 1 else false end);
create policy by_group on audit_chains for select to licet_scoped using (
  case when group_id < (select scope_size('read_audit')) then get_bit((select scope_of('read_audit')), group_id) = 1 else false end
  and case when group_id < octet_length(audit_scope(function)) * 8 then get_bit(audit_scope(function), group_id) = 1 else false end);

-- A batch is its maker's; its steps are seen where the customer is.
create policy own on setups for select to licet_scoped using (user_id = caller_id());

-- What may be undone is written by who did it.
create policy add on operations for insert to licet_scoped with check (user_id = caller_id() and kind = 'pool-move');
grant insert on operations to licet_scoped;
grant update (undone_at, undone_by) on operations to licet_scoped;
grant usage on sequence operations_id_seq to licet_scoped;

grant select on computers, activations, certificates, setups, setup_steps, operations to licet_scoped;
-- Keys and secrets are the program's alone.
grant select (id, kind, access_group_id, company_id, name, certificate, created_at, expires_at) on authorities to licet_scoped;
grant select (id, installer_id, access_group_id, secret_sealed, created_at, valid_until) on installer_tokens to licet_scoped;
grant select on installers to licet_scoped;
grant insert on installers, installer_tokens to licet_scoped;
grant update (name, share_id, expires_at, use_limit, revoked_at) on installers to licet_scoped;
grant update (valid_until) on installer_tokens to licet_scoped;
grant update (group_id) on computers to licet_scoped;
grant delete on computers to licet_scoped;
grant update (ended_at) on activations to licet_scoped;
grant update (revoked_at) on certificates to licet_scoped;
grant insert, delete on users, permission_sets, permission_set_groups, permission_set_rights, user_permission_sets to licet_scoped;
grant update (name, access_group_id) on permission_sets to licet_scoped;
grant usage on all sequences in schema public to licet_all;
grant usage on sequence users_id_seq, permission_sets_id_seq, installers_id_seq, installer_tokens_id_seq to licet_scoped;

-- What opens a sign-in is no column of a list.
revoke select on users from licet_scoped;
grant select (id, login, name, home_group_id, enabled, language, theme, created_at, company_id, tags, auto_logout_minutes, must_change_password) on users to licet_scoped;
grant update (name, enabled, home_group_id, password_hash, tags, auto_logout_minutes, must_change_password) on users to licet_scoped;

-- Searching by the index, with the same bit as the policy before an id goes out (see search_shares).
create function search_computers(pattern text, most integer) returns setof integer language plpgsql stable security definer set search_path = public as $$
declare
  scope bytea := scope_of('read_groups_and_computers');
  size integer := scope_size('read_groups_and_computers');
begin
  return query select c.id from computers c
    where c.search_text like pattern and case when c.group_id < size then get_bit(scope, c.group_id) = 1 else false end
    limit most;
end $$;
revoke execute on function search_computers (text, integer) from public;
grant execute on function search_computers (text, integer) to licet_scoped;

-- A group and all groups below it.
create function groups_below(top integer) returns setof integer language sql stable set search_path = public as $$
  with recursive below as (
    select id from groups where id = top
    union all select g.id from groups g join below b on g.parent_id = b.id
  )
  select id from below
$$;

-- What a user holds, all of it: whether somebody may change a user is decided over rights that the somebody may not see. Only
-- what the program asks with: groups, no names.
create function grants_of(of_user integer) returns table (function text, level text, group_ids integer[])
language sql stable security definer set search_path = public as $$
  select r.function, r.level, array_agg(g.group_id)
  from user_permission_sets m join permission_set_rights r on r.permission_set_id = m.permission_set_id
  join permission_set_groups g on g.permission_set_id = m.permission_set_id
  where m.user_id = of_user group by r.permission_set_id, r.function, r.level
$$;
revoke execute on function grants_of (integer) from public;
grant execute on function grants_of (integer) to licet_all, licet_scoped;

create function set_is_held(of_set integer) returns boolean language sql stable security definer set search_path = public as
$$ select exists (select from user_permission_sets where permission_set_id = of_set) $$;
revoke execute on function set_is_held (integer) from public;
grant execute on function set_is_held (integer) to licet_all, licet_scoped;

-- Ends sessions and tokens of a user whom the caller may write.
create function end_sign_ins(of_user integer) returns void language plpgsql security definer set search_path = public as $$
declare
  home integer := (select home_group_id from users where id = of_user);
begin
  if current_setting('role') = 'licet_scoped' and of_user is distinct from caller_id()
    and not (home < scope_size('write_users') and get_bit(scope_of('write_users'), home) = 1) then
    raise insufficient_privilege using message = 'not this user''s sign-ins';
  end if;
  delete from sessions where sess ->> 'userId' = of_user::text;
  delete from api_tokens where user_id = of_user;
end $$;
revoke execute on function end_sign_ins (integer) from public;
grant execute on function end_sign_ins (integer) to licet_all, licet_scoped;

-- What an installer needs of its license and its authority, whether the caller sees those or not: who may see the installer is
-- told whether it works. Names of a license out of sight are left out by the program (`visible`).
create function installer_license(of_installer integer) returns json language sql stable security definer set search_path = public as $$
  with recursive mine as (
    select i.access_group_id as kept_in, s.id, s.license_id, s.product_name, s.license_user, s.gone, s.access_group_id, l.public_id, l.expires, l.gone_at, l.state
    from installers i join shares s on s.id = i.share_id join licenses l on l.id = s.license_id where i.id = of_installer
  ),
  up as (
    select g.id, g.parent_id from groups g join mine m on g.id = m.access_group_id
    union all select g.id, g.parent_id from groups g join up u on g.id = u.parent_id
  )
  select json_build_object('licenseId', m.license_id::text, 'publicId', m.public_id, 'productName', m.product_name, 'licenseUser', m.license_user,
    'expires', m.expires, 'gone', m.gone or m.gone_at is not null, 'suspended', m.state = 'suspended',
    'poolAncestors', (select json_agg(up.id) from up),
    'visible', current_setting('role') = 'licet_all'
      or (m.access_group_id < scope_size('read_licenses') and get_bit(scope_of('read_licenses'), m.access_group_id) = 1))
  from mine m
$$;
-- Whether a group is another one or lies below it.
create function is_within(inner_group integer, outer_group integer) returns boolean language sql stable security definer set search_path = public as $$
  with recursive up as (
    select id, parent_id from groups where id = inner_group
    union all select g.id, g.parent_id from groups g join up u on g.id = u.parent_id
  )
  select exists (select from up where id = outer_group)
$$;

-- The authority that signs for a group: that of the nearest company group above with one. An id and where it is kept.
create function authority_of(of_group integer) returns table (id integer, access_group_id integer)
language sql stable security definer set search_path = public as $$
  with recursive up as (
    select g.id, g.parent_id, 0 as depth from groups g where g.id = of_group
    union all select g.id, g.parent_id, u.depth + 1 from groups g join up u on g.id = u.parent_id
  )
  select a.id, a.access_group_id from up join companies c on c.group_id = up.id join authorities a on a.company_id = c.id and a.kind = 'msp'
  order by up.depth limit 1
$$;
create function authority_expires_at(of_installer integer) returns timestamptz language sql stable security definer set search_path = public as
$$ select a.expires_at from installers i join authorities a on a.id = i.authority_id where i.id = of_installer $$;
do $$
declare
  f text;
begin
  foreach f in array array['is_within (integer, integer)', 'authority_of (integer)', 'company_group_of (integer)', 'installer_license (integer)', 'authority_expires_at (integer)'] loop
    execute format('revoke execute on function %s from public', f);
    execute format('grant execute on function %s to licet_all, licet_scoped', f);
  end loop;
end $$;

-- The Shared Objects above a group, whether the caller sees them or not: what a customer's user is to be given is checked
-- against what the caller holds there.
create function shared_objects_above(of_group integer) returns setof integer language sql stable security definer set search_path = public as $$
  with recursive up as (
    select g.id, g.parent_id from groups g where g.id = of_group
    union all select g.id, g.parent_id from groups g join up u on g.id = u.parent_id
  )
  select s.id from up join groups s on s.parent_id = up.id and s.kind = 'shared-objects'
$$;
revoke execute on function shared_objects_above (integer) from public;
grant execute on function shared_objects_above (integer) to licet_all, licet_scoped;

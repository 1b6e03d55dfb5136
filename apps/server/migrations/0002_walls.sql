-- Row-level security. The program logs in as licet_app, which owns nothing, and takes one of three roles for each
-- transaction: licet_all (everything), licet_few and licet_many (the groups named in the transaction's settings; two roles
-- because the fastest form of the condition depends on how many groups there are: docs/performance.md).

-- The groups that the transaction's caller holds a right in, `read_licenses` for example; null when nothing is held.
create function scope_of(name text) returns integer[] language sql stable parallel safe as
$$ select nullif(current_setting('licet.' || name, true), '')::integer[] $$;

create function caller_id() returns integer language sql stable parallel safe as
$$ select nullif(current_setting('licet.user_id', true), '')::integer $$;

do $$
declare
  -- table, column that places the row, scope to read by, scope to write by (null: only the whole-sight role writes)
  walls text[][] := array[
    ['groups', 'id', 'read_any', null],
    ['companies', 'group_id', 'read_any', null],
    ['pools', 'access_group_id', 'read_licenses', 'write_licenses'],
    ['licenses', 'access_group_id', 'read_licenses', 'write_licenses'],
    ['shares', 'access_group_id', 'read_licenses', 'write_licenses'],
    ['portal_accounts', 'access_group_id', 'read_portal_accounts', null],
    ['users', 'home_group_id', 'read_users', null],
    ['permission_sets', 'access_group_id', 'read_permission_sets', null]
  ];
  w text[];
begin
  foreach w slice 1 in array walls loop
    execute format('create policy few_read on %I for select to licet_few using (%I = any ((select scope_of(%L))::integer[]))', w[1], w[2], w[3]);
    execute format('create policy many_read on %I for select to licet_many using (%I in (select unnest(scope_of(%L))))', w[1], w[2], w[3]);
    if w[4] is not null then
      execute format(
        'create policy scoped_change on %I for update to licet_few, licet_many using (%I = any ((select scope_of(%L))::integer[])) with check (%I = any ((select scope_of(%L))::integer[]))',
        w[1], w[2], w[4], w[2], w[4]);
    end if;
  end loop;
end $$;

-- History: a license's through its pool, a company's through its group.
create policy few_read on changes for select to licet_few
  using (access_group_id = any ((select scope_of('read_licenses'))::integer[]) or group_id = any ((select scope_of('read_groups_and_computers'))::integer[]));
create policy many_read on changes for select to licet_many
  using (access_group_id in (select unnest(scope_of('read_licenses'))) or group_id in (select unnest(scope_of('read_groups_and_computers'))));
create policy scoped_add on changes for insert to licet_few, licet_many
  with check (user_id = caller_id() and access_group_id = any ((select scope_of('write_licenses'))::integer[]));

-- One sees oneself, one's own permission sets and one's own tokens.
create policy own on users for select to licet_few, licet_many using (id = caller_id());
create policy own on user_permission_sets for select to licet_few, licet_many using (user_id = caller_id());
create policy own on permission_sets for select to licet_few, licet_many
  using (exists (select from user_permission_sets u where u.permission_set_id = id and u.user_id = caller_id()));
create policy own on api_tokens for all to licet_few, licet_many using (user_id = caller_id()) with check (user_id = caller_id());

-- Child tables are seen through their parent.
create policy through_user on user_permission_sets for select to licet_few, licet_many
  using (exists (select from users where users.id = user_id));
create policy through_set on permission_set_groups for select to licet_few, licet_many
  using (exists (select from permission_sets p where p.id = permission_set_id));
create policy through_set on permission_set_rights for select to licet_few, licet_many
  using (exists (select from permission_sets p where p.id = permission_set_id));
create policy through_account on company_sightings for select to licet_few, licet_many
  using (exists (select from portal_accounts a where a.id = account_id));
create policy through_account on license_sightings for select to licet_few, licet_many
  using (exists (select from portal_accounts a where a.id = account_id));
create policy through_account on sync_runs for select to licet_few, licet_many
  using (exists (select from portal_accounts a where a.id = account_id));

do $$
declare
  t text;
begin
  for t in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely%' loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert, update, delete on %I to licet_all', t);
    execute format('create policy whole_sight on %I for all to licet_all using (true) with check (true)', t);
    if t not in ('sessions', 'login_attempts', 'installation') then
      execute format('grant select on %I to licet_few, licet_many', t);
    end if;
  end loop;
end $$;
grant usage on all sequences in schema public to licet_all;

-- What a caller with a scope may change, column by column; the policies above say in which rows.
grant update (access_group_id) on pools to licet_few, licet_many;
grant update (tags) on licenses to licet_few, licet_many;
grant update (search_text) on shares to licet_few, licet_many;
grant insert on changes to licet_few, licet_many;
grant insert, update, delete on api_tokens to licet_few, licet_many;
grant usage on sequence changes_id_seq, api_tokens_id_seq to licet_few, licet_many;

-- The session and lock-out libraries talk to their own tables as the login role, before anyone is signed in.
grant select, insert, update, delete on sessions, login_attempts to licet_app;
create policy library on sessions for all to licet_app using (true) with check (true);
create policy library on login_attempts for all to licet_app using (true) with check (true);

-- When the bulk lists that show a company were last read: a time and nothing else, for callers who may not see accounts.
create function structure_read_at(company integer) returns timestamptz language sql stable security definer set search_path = public as
$$
  select max(a.structure_at)
  from company_sightings s join portal_accounts a on a.id = s.account_id
  where s.company_id = company and s.gone_at is null
$$;
revoke execute on function structure_read_at (integer) from public;
grant execute on function structure_read_at (integer) to licet_all, licet_few, licet_many;

-- Whether a linked account still sees a company: yes or no, for callers who may not see accounts.
create function company_is_linked(company integer) returns boolean language sql stable security definer set search_path = public as
$$
  select exists (select from company_sightings s join portal_accounts a on a.id = s.account_id
    where s.company_id = company and s.gone_at is null and a.removed_at is null)
$$;
revoke execute on function company_is_linked (integer) from public;
grant execute on function company_is_linked (integer) to licet_all, licet_few, licet_many;

-- A company whose pool was moved into the caller's sight is seen with it.
create policy through_pool on companies for select to licet_few, licet_many using (exists (select from pools p where p.company_id = companies.id));

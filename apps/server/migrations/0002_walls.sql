-- Row-level security. The program logs in as licet_app, which owns nothing, and takes one of two roles for each transaction:
-- licet_all sees everything; licet_scoped sees what the transaction's settings name. A setting is a set of groups, one bit a
-- group, as hexadecimal bytes: the check of a row is one look at one bit, whatever the size of the set (docs/performance.md).

create function scope_of(name text) returns bytea language sql stable parallel safe as
$$ select decode(current_setting('licet.' || name, true), 'hex') $$;

create function scope_size(name text) returns integer language sql stable parallel safe as
$$ select octet_length(decode(current_setting('licet.' || name, true), 'hex')) * 8 $$;

create function caller_id() returns integer language sql stable parallel safe as
$$ select nullif(current_setting('licet.user_id', true), '')::integer $$;

-- The text of a condition: is the group in `column_name` in the scope? The settings are read once a query, not once a row.
create function pg_temp.scope_condition(column_name text, scope text) returns text language sql as $$
  select format(
    'case when %1$I < (select scope_size(%2$L)) then get_bit((select scope_of(%2$L)), %1$I) = 1 else false end', column_name, scope)
$$;

do $$
declare
  -- table, column that places the row, scope to read by, scope to write by (null: only the whole-sight role writes)
  walls text[][] := array[
    ['groups', 'id', 'read_any', null],
    ['companies', 'group_id', 'read_any', null],
    ['pools', 'access_group_id', 'read_licenses', 'write_licenses'],
    ['licenses', 'access_group_id', 'read_licenses', 'write_licenses'],
    ['shares', 'access_group_id', 'read_licenses', 'write_licenses'],
    -- History: a license's through its pool, a company's through its group.
    ['changes', 'access_group_id', 'read_licenses', null],
    ['changes', 'group_id', 'read_groups_and_computers', null],
    ['portal_accounts', 'access_group_id', 'read_portal_accounts', null],
    ['users', 'home_group_id', 'read_users', null],
    ['permission_sets', 'access_group_id', 'read_permission_sets', null]
  ];
  w text[];
begin
  foreach w slice 1 in array walls loop
    execute format('create policy %I on %I for select to licet_scoped using (%s)', 'by_' || w[2], w[1], pg_temp.scope_condition(w[2], w[3]));
    if w[4] is not null then
      execute format('create policy change_by_%1$s on %2$I for update to licet_scoped using (%3$s) with check (%3$s)', w[2], w[1], pg_temp.scope_condition(w[2], w[4]));
    end if;
  end loop;
  execute format('create policy add on changes for insert to licet_scoped with check (user_id = caller_id() and %s)', pg_temp.scope_condition('access_group_id', 'write_licenses'));
end $$;

-- One sees oneself, one's own permission sets and one's own tokens.
create policy own on users for select to licet_scoped using (id = caller_id());
create policy own on user_permission_sets for select to licet_scoped using (user_id = caller_id());
create policy own on permission_sets for select to licet_scoped
  using (exists (select from user_permission_sets u where u.permission_set_id = id and u.user_id = caller_id()));
create policy own on api_tokens for all to licet_scoped using (user_id = caller_id()) with check (user_id = caller_id());

-- Child tables are seen through their parent.
create policy through_user on user_permission_sets for select to licet_scoped
  using (exists (select from users where users.id = user_id));
create policy through_set on permission_set_groups for select to licet_scoped
  using (exists (select from permission_sets p where p.id = permission_set_id));
create policy through_set on permission_set_rights for select to licet_scoped
  using (exists (select from permission_sets p where p.id = permission_set_id));
create policy through_account on company_sightings for select to licet_scoped
  using (exists (select from portal_accounts a where a.id = account_id));
create policy through_account on license_sightings for select to licet_scoped
  using (exists (select from portal_accounts a where a.id = account_id));
create policy through_account on sync_runs for select to licet_scoped
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
      execute format('grant select on %I to licet_scoped', t);
    end if;
  end loop;
end $$;
grant usage on all sequences in schema public to licet_all;

-- What a caller with a scope may change, column by column; the policies above say in which rows.
grant update (access_group_id) on pools to licet_scoped;
grant update (tags) on licenses to licet_scoped;
grant update (search_text) on shares to licet_scoped;
grant insert on changes to licet_scoped;
grant insert, update, delete on api_tokens to licet_scoped;
grant usage on sequence changes_id_seq, api_tokens_id_seq to licet_scoped;

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
grant execute on function structure_read_at (integer) to licet_all, licet_scoped;

-- Whether a linked account still sees a company: yes or no, for callers who may not see accounts.
create function company_is_linked(company integer) returns boolean language sql stable security definer set search_path = public as
$$
  select exists (select from company_sightings s join portal_accounts a on a.id = s.account_id
    where s.company_id = company and s.gone_at is null and a.removed_at is null)
$$;
revoke execute on function company_is_linked (integer) from public;
grant execute on function company_is_linked (integer) to licet_all, licet_scoped;

-- A company whose pool was moved into the caller's sight is seen with it.
create policy through_pool on companies for select to licet_scoped using (exists (select from pools p where p.company_id = companies.id));

-- Searching text by its index is closed to a role with policies, because the operator might leak what it is shown. This
-- function may use the index; it looks at the same bit as the policy before it lets an id out, and the query that asked joins
-- the ids back through the policy. At most `most` ids: a word that matches more is not worth looking up.
create function search_shares(pattern text, most integer) returns setof bigint language plpgsql stable security definer set search_path = public as $$
declare
  scope bytea := scope_of('read_licenses');
  size integer := scope_size('read_licenses');
begin
  return query select s.id from shares s
    where s.search_text like pattern and case when s.access_group_id < size then get_bit(scope, s.access_group_id) = 1 else false end
    limit most;
end $$;
revoke execute on function search_shares (text, integer) from public;
grant execute on function search_shares (text, integer) to licet_scoped;

-- The present schema, as the migrations leave it. Made and compared by tests/database/schema.test.ts.

create table api_tokens (
  id integer not null,
  user_id integer not null,
  name text not null,
  secret_hash bytea not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (secret_hash)
);

create table changes (
  id bigint not null,
  at timestamp with time zone not null default now(),
  run_id bigint,
  user_id integer,
  kind text not null,
  company_id integer,
  license_id bigint,
  share_id bigint,
  pool_id integer,
  access_group_id integer,
  group_id integer,
  before jsonb,
  after jsonb,
  CHECK (((access_group_id IS NULL) <> (group_id IS NULL))),
  FOREIGN KEY (company_id) REFERENCES companies(id),
  FOREIGN KEY (group_id) REFERENCES groups(id),
  FOREIGN KEY (license_id) REFERENCES licenses(id),
  FOREIGN KEY (pool_id, access_group_id) REFERENCES pools(id, access_group_id) ON UPDATE CASCADE,
  FOREIGN KEY (run_id) REFERENCES sync_runs(id) ON DELETE SET NULL,
  FOREIGN KEY (share_id) REFERENCES shares(id),
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);

create table companies (
  id integer not null,
  upstream_id text not null,
  name text not null,
  type integer,
  status text not null,
  custom_identifier text,
  group_id integer not null,
  setup text not null default 'not-set-up'::text,
  first_seen_at timestamp with time zone not null default now(),
  CHECK ((setup = ANY (ARRAY['not-set-up'::text, 'ready'::text, 'archived'::text]))),
  CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text, 'unknown'::text]))),
  FOREIGN KEY (group_id) REFERENCES groups(id),
  PRIMARY KEY (id),
  UNIQUE (group_id),
  UNIQUE (upstream_id)
);

create table company_sightings (
  account_id integer not null,
  company_id integer not null,
  parent_company_id integer,
  since timestamp with time zone not null default now(),
  gone_at timestamp with time zone,
  FOREIGN KEY (account_id) REFERENCES portal_accounts(id) ON DELETE CASCADE,
  FOREIGN KEY (company_id) REFERENCES companies(id),
  FOREIGN KEY (parent_company_id) REFERENCES companies(id),
  PRIMARY KEY (account_id, company_id)
);

create table groups (
  id integer not null,
  parent_id integer,
  kind text not null,
  name text not null,
  created_at timestamp with time zone not null default now(),
  CHECK (((kind = 'all'::text) = (parent_id IS NULL))),
  CHECK ((kind = ANY (ARRAY['all'::text, 'lost-and-found'::text, 'companies'::text, 'msp'::text, 'customer'::text, 'site'::text, 'shared-objects'::text, 'plain'::text]))),
  FOREIGN KEY (parent_id) REFERENCES groups(id),
  PRIMARY KEY (id)
);

create table installation (
  id integer not null default 1,
  key_check bytea,
  access_epoch bigint not null default 1,
  CHECK ((id = 1)),
  PRIMARY KEY (id)
);

create table license_sightings (
  account_id integer not null,
  public_id text not null,
  license_id bigint,
  product_code text,
  product_name text,
  since timestamp with time zone not null default now(),
  gone_at timestamp with time zone,
  suspect boolean not null default false,
  wanted_at timestamp with time zone,
  tried_at timestamp with time zone,
  problem text,
  FOREIGN KEY (account_id) REFERENCES portal_accounts(id) ON DELETE CASCADE,
  FOREIGN KEY (license_id) REFERENCES licenses(id),
  PRIMARY KEY (account_id, public_id)
);

create table licenses (
  id bigint not null,
  public_id text,
  company_id integer not null,
  pool_id integer not null,
  access_group_id integer not null,
  type text not null,
  state text not null,
  expires date,
  bundle_name text,
  tags text[] not null default '{}'::text[],
  successor_of bigint,
  added_at timestamp with time zone not null default now(),
  details_at timestamp with time zone,
  gone_at timestamp with time zone,
  CHECK ((state = ANY (ARRAY['normal'::text, 'warning'::text, 'error'::text, 'suspended'::text, 'obsolete'::text, 'unknown'::text]))),
  CHECK ((type = ANY (ARRAY['business'::text, 'trial'::text, 'msp'::text, 'nfr'::text, 'unknown'::text]))),
  FOREIGN KEY (company_id) REFERENCES companies(id),
  FOREIGN KEY (pool_id, access_group_id) REFERENCES pools(id, access_group_id) ON UPDATE CASCADE,
  FOREIGN KEY (successor_of) REFERENCES licenses(id),
  PRIMARY KEY (id),
  UNIQUE (public_id)
);

create table login_attempts (
  key text not null,
  points integer not null default 0,
  expire bigint,
  PRIMARY KEY (key)
);

create table permission_set_groups (
  permission_set_id integer not null,
  group_id integer not null,
  FOREIGN KEY (group_id) REFERENCES groups(id) ON DELETE CASCADE,
  FOREIGN KEY (permission_set_id) REFERENCES permission_sets(id) ON DELETE CASCADE,
  PRIMARY KEY (permission_set_id, group_id)
);

create table permission_set_rights (
  permission_set_id integer not null,
  function text not null,
  level text not null,
  CHECK ((level = ANY (ARRAY['read'::text, 'use'::text, 'write'::text]))),
  FOREIGN KEY (permission_set_id) REFERENCES permission_sets(id) ON DELETE CASCADE,
  PRIMARY KEY (permission_set_id, function)
);

create table permission_sets (
  id integer not null,
  name text not null,
  access_group_id integer not null,
  created_at timestamp with time zone not null default now(),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  PRIMARY KEY (id)
);

create table pools (
  id integer not null,
  company_id integer,
  account_id integer,
  access_group_id integer not null,
  created_at timestamp with time zone not null default now(),
  CHECK (((company_id IS NULL) <> (account_id IS NULL))),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  FOREIGN KEY (account_id) REFERENCES portal_accounts(id),
  FOREIGN KEY (company_id) REFERENCES companies(id),
  PRIMARY KEY (id),
  UNIQUE (account_id),
  UNIQUE (company_id),
  UNIQUE (id, access_group_id)
);

create table portal_accounts (
  id integer not null,
  login text not null,
  kinds text[] not null,
  password_sealed bytea not null,
  root_upstream_id text not null,
  root_name text not null,
  root_type integer,
  pooling text not null default 'company'::text,
  policy text not null default 'under-threshold'::text,
  state text not null default 'not-synchronized'::text,
  state_reason text,
  revision integer not null default 0,
  access_group_id integer not null default 1,
  linked_at timestamp with time zone not null default now(),
  structure_at timestamp with time zone,
  next_run_at timestamp with time zone,
  removed_at timestamp with time zone,
  CHECK ((policy = ANY (ARRAY['apply'::text, 'under-threshold'::text, 'ask'::text]))),
  CHECK ((pooling = ANY (ARRAY['company'::text, 'account'::text]))),
  CHECK ((state = ANY (ARRAY['not-synchronized'::text, 'running'::text, 'synchronized'::text, 'partial'::text, 'held'::text, 'credentials-refused'::text, 'failed'::text]))),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  PRIMARY KEY (id)
);

create table sessions (
  sid text not null,
  sess json not null,
  expire timestamp with time zone not null,
  PRIMARY KEY (sid)
);

create table shares (
  id bigint not null,
  license_id bigint not null,
  pool_id integer not null,
  access_group_id integer not null,
  product_code text not null,
  product_name text not null,
  license_user_kind text not null,
  license_user text not null,
  quantity integer,
  quantity_source text,
  usage integer,
  usage_source text,
  reported integer,
  search_text text not null,
  added_at timestamp with time zone not null default now(),
  gone boolean not null default false,
  CHECK ((license_user_kind = ANY (ARRAY['company'::text, 'site'::text, 'msp-customer'::text]))),
  CHECK ((quantity_source = ANY (ARRAY['structure'::text, 'details'::text, 'file'::text]))),
  CHECK ((usage_source = ANY (ARRAY['details'::text, 'file'::text]))),
  FOREIGN KEY (license_id) REFERENCES licenses(id),
  FOREIGN KEY (pool_id, access_group_id) REFERENCES pools(id, access_group_id) ON UPDATE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (license_id, product_code, pool_id)
);

create table sync_runs (
  id bigint not null,
  account_id integer not null,
  trigger text not null,
  user_id integer,
  preview boolean not null default false,
  state text not null,
  reason text,
  remedy text,
  created_at timestamp with time zone not null default now(),
  structure_at timestamp with time zone,
  ended_at timestamp with time zone,
  stop_requested boolean not null default false,
  progress jsonb not null default '{}'::jsonb,
  counts jsonb not null default '{}'::jsonb,
  units_delta bigint not null default 0,
  problems jsonb not null default '[]'::jsonb,
  plan jsonb,
  CHECK ((state = ANY (ARRAY['queued'::text, 'reading'::text, 'planned'::text, 'held'::text, 'applying'::text, 'details'::text, 'succeeded'::text, 'partial'::text, 'failed'::text, 'stopped'::text, 'discarded'::text]))),
  CHECK ((trigger = ANY (ARRAY['link'::text, 'schedule'::text, 'start'::text, 'on-demand'::text]))),
  FOREIGN KEY (account_id) REFERENCES portal_accounts(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);

create table user_permission_sets (
  user_id integer not null,
  permission_set_id integer not null,
  FOREIGN KEY (permission_set_id) REFERENCES permission_sets(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, permission_set_id)
);

create table users (
  id integer not null,
  login text not null,
  name text not null default ''::text,
  password_hash text not null,
  home_group_id integer not null,
  enabled boolean not null default true,
  language text not null default 'en'::text,
  theme text not null default 'auto'::text,
  created_at timestamp with time zone not null default now(),
  CHECK ((language = ANY (ARRAY['en'::text, 'pl'::text]))),
  CHECK ((theme = ANY (ARRAY['auto'::text, 'light'::text, 'dark'::text]))),
  FOREIGN KEY (home_group_id) REFERENCES groups(id),
  PRIMARY KEY (id)
);

CREATE INDEX changes_at ON public.changes USING btree (at);

CREATE INDEX changes_company ON public.changes USING btree (company_id, id);

CREATE INDEX changes_license ON public.changes USING btree (license_id, id) WHERE (license_id IS NOT NULL);

CREATE INDEX changes_pool ON public.changes USING btree (pool_id) WHERE (pool_id IS NOT NULL);

CREATE INDEX changes_run ON public.changes USING btree (run_id, company_id, id);

CREATE INDEX changes_share ON public.changes USING btree (share_id, id) WHERE (share_id IS NOT NULL);

CREATE INDEX company_sightings_company ON public.company_sightings USING btree (company_id);

CREATE UNIQUE INDEX groups_one_companies ON public.groups USING btree (kind) WHERE (kind = ANY (ARRAY['all'::text, 'lost-and-found'::text, 'companies'::text]));

CREATE INDEX groups_parent ON public.groups USING btree (parent_id);

CREATE INDEX license_sightings_license ON public.license_sightings USING btree (license_id);

CREATE INDEX licenses_access_group ON public.licenses USING btree (access_group_id);

CREATE INDEX licenses_company ON public.licenses USING btree (company_id);

CREATE INDEX licenses_expires ON public.licenses USING btree (expires) WHERE (expires IS NOT NULL);

CREATE INDEX licenses_pool ON public.licenses USING btree (pool_id);

CREATE INDEX licenses_successor ON public.licenses USING btree (successor_of) WHERE (successor_of IS NOT NULL);

CREATE INDEX pools_access_group ON public.pools USING btree (access_group_id);

CREATE UNIQUE INDEX portal_accounts_login ON public.portal_accounts USING btree (lower(login)) WHERE (removed_at IS NULL);

CREATE INDEX sessions_expire ON public.sessions USING btree (expire);

CREATE INDEX shares_by_group ON public.shares USING btree (access_group_id, license_user, product_name, id) WHERE (NOT gone);

CREATE INDEX shares_by_user ON public.shares USING btree (license_user, product_name, id) WHERE (NOT gone);

CREATE INDEX shares_pool ON public.shares USING btree (pool_id);

CREATE INDEX shares_search ON public.shares USING gin (search_text gin_trgm_ops);

CREATE INDEX sync_runs_account ON public.sync_runs USING btree (account_id, id DESC);

CREATE UNIQUE INDEX sync_runs_one_active ON public.sync_runs USING btree (account_id) WHERE (state = ANY (ARRAY['queued'::text, 'reading'::text, 'applying'::text]));

CREATE UNIQUE INDEX sync_runs_one_waiting ON public.sync_runs USING btree (account_id) WHERE (state = ANY (ARRAY['planned'::text, 'held'::text]));

CREATE INDEX user_permission_sets_set ON public.user_permission_sets USING btree (permission_set_id);

CREATE UNIQUE INDEX users_login ON public.users USING btree (lower(login));

CREATE OR REPLACE FUNCTION public.bump_access_epoch()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  update installation set access_epoch = access_epoch + 1;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.caller_id()
 RETURNS integer
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select nullif(current_setting('licet.user_id', true), '')::integer $function$
;

CREATE OR REPLACE FUNCTION public.company_is_linked(company integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select exists (select from company_sightings s join portal_accounts a on a.id = s.account_id
    where s.company_id = company and s.gone_at is null and a.removed_at is null)
$function$
;

CREATE OR REPLACE FUNCTION public.fold(words text)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select lower(unaccent(words) collate "und-x-icu") $function$
;

CREATE OR REPLACE FUNCTION public.scope_of(name text)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select decode(current_setting('licet.' || name, true), 'hex') $function$
;

CREATE OR REPLACE FUNCTION public.scope_size(name text)
 RETURNS integer
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select octet_length(decode(current_setting('licet.' || name, true), 'hex')) * 8 $function$
;

CREATE OR REPLACE FUNCTION public.search_pattern(word text)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select '%' || regexp_replace(fold(word), '([\\%_])', '\\\1', 'g') || '%' $function$
;

CREATE OR REPLACE FUNCTION public.search_shares(pattern text, most integer)
 RETURNS SETOF bigint
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  scope bytea := scope_of('read_licenses');
  size integer := scope_size('read_licenses');
begin
  return query select s.id from shares s
    where s.search_text like pattern and case when s.access_group_id < size then get_bit(scope, s.access_group_id) = 1 else false end
    limit most;
end $function$
;

CREATE OR REPLACE FUNCTION public.share_search_text(license_user text, product_name text, public_id text, tags text[])
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select fold(license_user || ' ' || product_name || ' ' || coalesce(public_id, '') || ' ' || array_to_string(tags, ' ')) $function$
;

CREATE OR REPLACE FUNCTION public.structure_read_at(company integer)
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select max(a.structure_at)
  from company_sightings s join portal_accounts a on a.id = s.account_id
  where s.company_id = company and s.gone_at is null
$function$
;

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE OF parent_id, kind ON public.groups FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE ON public.permission_set_groups FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE ON public.permission_set_rights FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE OF access_group_id ON public.pools FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE ON public.user_permission_sets FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER access_epoch AFTER DELETE OR UPDATE OF home_group_id, enabled ON public.users FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

create policy own on api_tokens for all to licet_scoped using ((user_id = caller_id())) with check ((user_id = caller_id()));

create policy whole_sight on api_tokens for all to licet_all using (true) with check (true);

create policy add on changes for insert to licet_scoped with check (((user_id = caller_id()) AND
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END));

create policy by_access_group_id on changes for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy by_group_id on changes for select to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('read_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on changes for all to licet_all using (true) with check (true);

create policy by_group_id on companies for select to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('read_any'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_any'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy through_pool on companies for select to licet_scoped using ((EXISTS ( SELECT
   FROM pools p
  WHERE (p.company_id = companies.id))));

create policy whole_sight on companies for all to licet_all using (true) with check (true);

create policy through_account on company_sightings for select to licet_scoped using ((EXISTS ( SELECT
   FROM portal_accounts a
  WHERE (a.id = company_sightings.account_id))));

create policy whole_sight on company_sightings for all to licet_all using (true) with check (true);

create policy by_id on groups for select to licet_scoped using (
CASE
    WHEN (id < ( SELECT scope_size('read_any'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_any'::text) AS scope_of), (id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on groups for all to licet_all using (true) with check (true);

create policy whole_sight on installation for all to licet_all using (true) with check (true);

create policy through_account on license_sightings for select to licet_scoped using ((EXISTS ( SELECT
   FROM portal_accounts a
  WHERE (a.id = license_sightings.account_id))));

create policy whole_sight on license_sightings for all to licet_all using (true) with check (true);

create policy by_access_group_id on licenses for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_access_group_id on licenses for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on licenses for all to licet_all using (true) with check (true);

create policy library on login_attempts for all to licet_app using (true) with check (true);

create policy whole_sight on login_attempts for all to licet_all using (true) with check (true);

create policy through_set on permission_set_groups for select to licet_scoped using ((EXISTS ( SELECT
   FROM permission_sets p
  WHERE (p.id = permission_set_groups.permission_set_id))));

create policy whole_sight on permission_set_groups for all to licet_all using (true) with check (true);

create policy through_set on permission_set_rights for select to licet_scoped using ((EXISTS ( SELECT
   FROM permission_sets p
  WHERE (p.id = permission_set_rights.permission_set_id))));

create policy whole_sight on permission_set_rights for all to licet_all using (true) with check (true);

create policy by_access_group_id on permission_sets for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_permission_sets'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy own on permission_sets for select to licet_scoped using ((EXISTS ( SELECT
   FROM user_permission_sets u
  WHERE ((u.permission_set_id = permission_sets.id) AND (u.user_id = caller_id())))));

create policy whole_sight on permission_sets for all to licet_all using (true) with check (true);

create policy by_access_group_id on pools for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_access_group_id on pools for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on pools for all to licet_all using (true) with check (true);

create policy by_access_group_id on portal_accounts for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_portal_accounts'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_portal_accounts'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on portal_accounts for all to licet_all using (true) with check (true);

create policy library on sessions for all to licet_app using (true) with check (true);

create policy whole_sight on sessions for all to licet_all using (true) with check (true);

create policy by_access_group_id on shares for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_access_group_id on shares for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on shares for all to licet_all using (true) with check (true);

create policy through_account on sync_runs for select to licet_scoped using ((EXISTS ( SELECT
   FROM portal_accounts a
  WHERE (a.id = sync_runs.account_id))));

create policy whole_sight on sync_runs for all to licet_all using (true) with check (true);

create policy own on user_permission_sets for select to licet_scoped using ((user_id = caller_id()));

create policy through_user on user_permission_sets for select to licet_scoped using ((EXISTS ( SELECT
   FROM users
  WHERE (users.id = user_permission_sets.user_id))));

create policy whole_sight on user_permission_sets for all to licet_all using (true) with check (true);

create policy by_home_group_id on users for select to licet_scoped using (
CASE
    WHEN (home_group_id < ( SELECT scope_size('read_users'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_users'::text) AS scope_of), (home_group_id)::bigint) = 1)
    ELSE false
END);

create policy own on users for select to licet_scoped using ((id = caller_id()));

create policy whole_sight on users for all to licet_all using (true) with check (true);

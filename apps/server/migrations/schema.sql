-- The present schema, as the migrations leave it. Made and compared by tests/database/schema.test.ts.

create table account_snapshots (
  account_id integer not null,
  content json not null,
  FOREIGN KEY (account_id) REFERENCES portal_accounts(id) ON DELETE CASCADE,
  PRIMARY KEY (account_id)
);

create table activations (
  id bigint not null,
  computer_id integer not null,
  group_id integer not null,
  share_id bigint not null,
  at timestamp with time zone not null default now(),
  ended_at timestamp with time zone,
  FOREIGN KEY (computer_id, group_id) REFERENCES computers(id, group_id) ON UPDATE CASCADE ON DELETE CASCADE,
  FOREIGN KEY (share_id) REFERENCES shares(id),
  PRIMARY KEY (id)
);

create table alerts (
  id bigint not null,
  rule_id integer not null,
  license_id bigint,
  share_id bigint,
  account_id integer,
  key text not null,
  reason jsonb not null,
  raised_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  notice uuid,
  CHECK (((license_id IS NULL) <> (account_id IS NULL))),
  CHECK (((share_id IS NULL) OR (license_id IS NOT NULL))),
  FOREIGN KEY (account_id) REFERENCES portal_accounts(id) ON DELETE CASCADE,
  FOREIGN KEY (license_id) REFERENCES licenses(id),
  FOREIGN KEY (rule_id) REFERENCES notification_rules(id) ON DELETE CASCADE,
  FOREIGN KEY (share_id) REFERENCES shares(id),
  PRIMARY KEY (id)
);

create table api_tokens (
  id integer not null,
  user_id integer not null,
  name text not null,
  secret_hash bytea not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone,
  permission_set_id integer,
  FOREIGN KEY (permission_set_id) REFERENCES permission_sets(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (secret_hash)
);

create table audit_chains (
  id integer not null,
  group_id integer not null,
  function text not null,
  name text not null,
  entries bigint not null default 0,
  hash text not null default ''::text,
  PRIMARY KEY (id),
  UNIQUE (group_id, function)
);

create table audit_entries (
  id bigint not null,
  chain_id integer not null,
  seq bigint not null,
  group_id integer not null,
  function text not null,
  at timestamp with time zone not null,
  user_id integer,
  action text not null,
  subject text not null,
  body text not null,
  hash text not null,
  FOREIGN KEY (chain_id) REFERENCES audit_chains(id),
  PRIMARY KEY (id),
  UNIQUE (chain_id, seq)
);

create table authorities (
  id integer not null,
  kind text not null,
  access_group_id integer not null,
  company_id integer,
  name text not null,
  certificate text not null,
  key_sealed bytea not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  CHECK ((kind = ANY (ARRAY['server'::text, 'msp'::text]))),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  FOREIGN KEY (company_id) REFERENCES companies(id),
  PRIMARY KEY (id)
);

create table certificates (
  id integer not null,
  authority_id integer not null,
  computer_id integer not null,
  group_id integer not null,
  serial text not null,
  fingerprint text not null,
  created_at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  revoked_at timestamp with time zone,
  FOREIGN KEY (authority_id) REFERENCES authorities(id),
  FOREIGN KEY (computer_id, group_id) REFERENCES computers(id, group_id) ON UPDATE CASCADE ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (fingerprint)
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
  group_id integer,
  setup text not null default 'not-set-up'::text,
  first_seen_at timestamp with time zone not null default now(),
  archived_from text,
  revision integer not null default 0,
  CHECK ((archived_from = ANY (ARRAY['not-set-up'::text, 'ready'::text]))),
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
  gaps tstzmultirange not null default '{}'::tstzmultirange,
  FOREIGN KEY (account_id) REFERENCES portal_accounts(id) ON DELETE CASCADE,
  FOREIGN KEY (company_id) REFERENCES companies(id),
  FOREIGN KEY (parent_company_id) REFERENCES companies(id),
  PRIMARY KEY (account_id, company_id)
);

create table computers (
  id integer not null,
  group_id integer not null,
  name text not null,
  machine_id text not null,
  os text not null default ''::text,
  agent_version text not null default ''::text,
  installer_id integer,
  enrolled_at timestamp with time zone not null default now(),
  last_seen_at timestamp with time zone,
  search_text text not null,
  FOREIGN KEY (group_id) REFERENCES groups(id),
  FOREIGN KEY (installer_id) REFERENCES installers(id) ON DELETE SET NULL,
  PRIMARY KEY (id),
  UNIQUE (group_id, machine_id),
  UNIQUE (id, group_id)
);

create table deliveries (
  notice uuid not null,
  channel text not null,
  rule_id integer not null,
  state text not null default 'waiting'::text,
  attempts integer not null default 0,
  reason jsonb,
  held_until timestamp with time zone,
  remaining text[],
  made_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  CHECK ((channel = ANY (ARRAY['mail'::text, 'webhook'::text]))),
  CHECK ((state = ANY (ARRAY['waiting'::text, 'sent'::text, 'failed'::text, 'dropped'::text]))),
  FOREIGN KEY (rule_id) REFERENCES notification_rules(id) ON DELETE CASCADE,
  PRIMARY KEY (notice, channel)
);

create table ended_sessions (
  sid text not null,
  ended_at timestamp with time zone not null default now(),
  PRIMARY KEY (sid)
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
  second_step_for text not null default 'nobody'::text,
  trust_single_sign_on boolean not null default false,
  CHECK ((id = 1)),
  CHECK ((second_step_for = ANY (ARRAY['nobody'::text, 'administrators'::text, 'everybody'::text]))),
  PRIMARY KEY (id)
);

create table installer_tokens (
  id integer not null,
  installer_id integer not null,
  access_group_id integer not null,
  secret_hash bytea not null,
  secret_sealed bytea not null,
  created_at timestamp with time zone not null default now(),
  valid_until timestamp with time zone,
  FOREIGN KEY (installer_id, access_group_id) REFERENCES installers(id, access_group_id) ON UPDATE CASCADE ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (secret_hash)
);

create table installers (
  id integer not null,
  name text not null,
  access_group_id integer not null,
  group_id integer not null,
  share_id bigint,
  authority_id integer not null,
  expires_at timestamp with time zone,
  use_limit integer,
  uses integer not null default 0,
  created_at timestamp with time zone not null default now(),
  created_by integer,
  revoked_at timestamp with time zone,
  grace_until timestamp with time zone,
  CHECK ((use_limit > 0)),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  FOREIGN KEY (authority_id) REFERENCES authorities(id),
  FOREIGN KEY (created_by) REFERENCES users(id) ON DELETE SET NULL,
  FOREIGN KEY (group_id) REFERENCES groups(id),
  FOREIGN KEY (share_id) REFERENCES shares(id),
  PRIMARY KEY (id),
  UNIQUE (id, access_group_id)
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

create table mail_settings (
  id integer not null default 1,
  host text not null,
  port integer not null,
  security text not null,
  login text,
  password_sealed bytea,
  sender text not null,
  CHECK (((login IS NULL) = (password_sealed IS NULL))),
  CHECK ((id = 1)),
  CHECK (((port >= 1) AND (port <= 65535))),
  CHECK ((security = ANY (ARRAY['none'::text, 'starttls'::text, 'tls'::text]))),
  PRIMARY KEY (id)
);

create table notification_rules (
  id integer not null,
  name text not null,
  access_group_id integer not null,
  owner_id integer,
  condition jsonb not null,
  recipients text[] not null default '{}'::text[],
  webhook_url text,
  webhook_secret_sealed bytea,
  enabled boolean not null default true,
  snoozed_until timestamp with time zone,
  changed_at timestamp with time zone not null,
  CHECK (((cardinality(recipients) > 0) OR (webhook_url IS NOT NULL))),
  CHECK (((webhook_url IS NULL) = (webhook_secret_sealed IS NULL))),
  CHECK ((((condition ->> 'kind'::text) <> ALL (ARRAY['sync'::text, 'credentials'::text])) OR (access_group_id = 1))),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);

create table operations (
  id integer not null,
  kind text not null,
  user_id integer,
  access_group_id integer not null,
  subject_id integer not null,
  subject_name text not null,
  details jsonb not null,
  at timestamp with time zone not null default now(),
  expires_at timestamp with time zone not null,
  undone_at timestamp with time zone,
  undone_by integer,
  CHECK ((kind = ANY (ARRAY['pool-move'::text, 'account-removal'::text]))),
  FOREIGN KEY (access_group_id) REFERENCES groups(id) ON DELETE CASCADE,
  FOREIGN KEY (undone_by) REFERENCES users(id) ON DELETE SET NULL,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);

create table passkeys (
  id integer not null,
  user_id integer not null,
  name text not null,
  credential_id text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamp with time zone not null default now(),
  last_used_at timestamp with time zone,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  PRIMARY KEY (id),
  UNIQUE (credential_id)
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
  company_id integer,
  made_as text,
  CHECK ((made_as = ANY (ARRAY['home'::text, 'shared-above'::text]))),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  FOREIGN KEY (company_id) REFERENCES companies(id),
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
  password_sealed bytea,
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
  state_reasons jsonb not null default '[]'::jsonb,
  managed_tags boolean not null default false,
  purged_at timestamp with time zone,
  file_taken_at timestamp with time zone,
  CHECK (((file_taken_at IS NULL) OR (next_run_at IS NULL))),
  CHECK (((password_sealed IS NULL) = (file_taken_at IS NOT NULL))),
  CHECK ((policy = ANY (ARRAY['apply'::text, 'under-threshold'::text, 'ask'::text]))),
  CHECK ((pooling = ANY (ARRAY['company'::text, 'account'::text]))),
  CHECK ((state = ANY (ARRAY['not-synchronized'::text, 'running'::text, 'synchronized'::text, 'partial'::text, 'held'::text, 'credentials-refused'::text, 'failed'::text]))),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  PRIMARY KEY (id)
);

create table recovery_codes (
  user_id integer not null,
  code_hash bytea not null,
  used_at timestamp with time zone,
  FOREIGN KEY (user_id) REFERENCES second_steps(user_id) ON DELETE CASCADE,
  PRIMARY KEY (user_id, code_hash)
);

create table reports (
  id integer not null,
  name text not null,
  access_group_id integer not null,
  owner_id integer,
  filter jsonb not null,
  columns text[] not null,
  group_by text,
  schedule jsonb,
  recipients text[] not null default '{}'::text[],
  language text not null,
  next_at timestamp with time zone,
  changed_at timestamp with time zone not null,
  last_at timestamp with time zone,
  last_sent boolean,
  last_rows integer,
  last_problem jsonb,
  sending uuid,
  attempts integer not null default 0,
  held_until timestamp with time zone,
  remaining text[],
  CHECK (((schedule IS NULL) = (cardinality(recipients) = 0))),
  CHECK (((schedule IS NULL) = (next_at IS NULL))),
  CHECK (((last_at IS NULL) = (last_sent IS NULL))),
  CHECK ((cardinality(columns) > 0)),
  CHECK ((group_by = ANY (ARRAY['licenseUser'::text, 'product'::text, 'accessGroup'::text, 'state'::text]))),
  CHECK ((language = ANY (ARRAY['en'::text, 'pl'::text]))),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);

create table saved_views (
  id integer not null,
  owner_id integer,
  access_group_id integer,
  name text not null,
  query jsonb not null,
  changed_at timestamp with time zone not null,
  CHECK (((owner_id IS NOT NULL) OR (access_group_id IS NOT NULL))),
  CHECK (((char_length(name) >= 1) AND (char_length(name) <= 100))),
  FOREIGN KEY (access_group_id) REFERENCES groups(id),
  FOREIGN KEY (owner_id) REFERENCES users(id) ON DELETE SET NULL,
  PRIMARY KEY (id),
  UNIQUE (owner_id, name)
);

create table second_steps (
  user_id integer not null,
  secret_sealed bytea not null,
  salt bytea not null,
  created_at timestamp with time zone not null default now(),
  enabled_at timestamp with time zone,
  last_step bigint not null default 0,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  PRIMARY KEY (user_id)
);

create table sessions (
  sid text not null,
  sess json not null,
  expire timestamp with time zone not null,
  PRIMARY KEY (sid)
);

create table setup_steps (
  id integer not null,
  setup_id integer not null,
  company_id integer not null,
  group_id integer not null,
  wanted jsonb not null default '{}'::jsonb,
  state text not null default 'waiting'::text,
  reason text,
  user_id integer,
  installer_id integer,
  password_sealed bytea,
  done jsonb not null default '{}'::jsonb,
  ended_at timestamp with time zone,
  reasons jsonb not null default '[]'::jsonb,
  CHECK ((state = ANY (ARRAY['waiting'::text, 'done'::text, 'failed'::text, 'undone'::text]))),
  FOREIGN KEY (company_id) REFERENCES companies(id),
  FOREIGN KEY (group_id) REFERENCES groups(id) ON DELETE CASCADE,
  FOREIGN KEY (installer_id) REFERENCES installers(id) ON DELETE SET NULL,
  FOREIGN KEY (setup_id) REFERENCES setups(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);

create table setups (
  id integer not null,
  kind text not null,
  user_id integer,
  options jsonb not null default '{}'::jsonb,
  created_at timestamp with time zone not null default now(),
  CHECK ((kind = ANY (ARRAY['setup'::text, 'offboarding'::text]))),
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
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
  reasons jsonb not null default '[]'::jsonb,
  touches jsonb,
  CHECK ((state = ANY (ARRAY['queued'::text, 'reading'::text, 'planned'::text, 'held'::text, 'applying'::text, 'details'::text, 'succeeded'::text, 'partial'::text, 'failed'::text, 'stopped'::text, 'discarded'::text]))),
  CHECK ((trigger = ANY (ARRAY['link'::text, 'import'::text, 'schedule'::text, 'start'::text, 'on-demand'::text]))),
  FOREIGN KEY (account_id) REFERENCES portal_accounts(id) ON DELETE CASCADE,
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE SET NULL,
  PRIMARY KEY (id)
);

create table user_identities (
  issuer text not null,
  subject text not null,
  user_id integer not null,
  created_at timestamp with time zone not null default now(),
  FOREIGN KEY (user_id) REFERENCES users(id) ON DELETE CASCADE,
  PRIMARY KEY (issuer, subject),
  UNIQUE (user_id, issuer)
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
  company_id integer,
  tags text[] not null default '{}'::text[],
  auto_logout_minutes integer,
  must_change_password boolean not null default false,
  sign_in_epoch integer not null default 0,
  revision integer not null default 0,
  CHECK (((auto_logout_minutes >= 1) AND (auto_logout_minutes <= 1440))),
  CHECK ((language = ANY (ARRAY['en'::text, 'pl'::text]))),
  CHECK ((theme = ANY (ARRAY['auto'::text, 'light'::text, 'dark'::text]))),
  FOREIGN KEY (company_id) REFERENCES companies(id),
  FOREIGN KEY (home_group_id) REFERENCES groups(id),
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX activations_one ON public.activations USING btree (computer_id, share_id) WHERE (ended_at IS NULL);

CREATE INDEX activations_share ON public.activations USING btree (share_id) WHERE (ended_at IS NULL);

CREATE INDEX alerts_license ON public.alerts USING btree (license_id) WHERE (license_id IS NOT NULL);

CREATE INDEX alerts_notice ON public.alerts USING btree (notice) WHERE (notice IS NOT NULL);

CREATE UNIQUE INDEX alerts_open ON public.alerts USING btree (rule_id, license_id, share_id, account_id, key) NULLS NOT DISTINCT WHERE (ended_at IS NULL);

CREATE INDEX alerts_raised ON public.alerts USING btree (raised_at DESC, id DESC);

CREATE INDEX audit_entries_at ON public.audit_entries USING btree (at DESC, id DESC);

CREATE INDEX audit_entries_group ON public.audit_entries USING btree (group_id, at DESC, id DESC);

CREATE UNIQUE INDEX authorities_company ON public.authorities USING btree (company_id) WHERE (kind = 'msp'::text);

CREATE UNIQUE INDEX authorities_server ON public.authorities USING btree (kind) WHERE (kind = 'server'::text);

CREATE INDEX certificates_computer ON public.certificates USING btree (computer_id);

CREATE INDEX changes_at ON public.changes USING btree (at);

CREATE INDEX changes_company ON public.changes USING btree (company_id, id);

CREATE INDEX changes_company_renames ON public.changes USING btree (company_id, id) WHERE (kind = 'company-renamed'::text);

CREATE INDEX changes_deleted_groups ON public.changes USING btree (at) WHERE (kind = 'group-deleted'::text);

CREATE INDEX changes_license ON public.changes USING btree (license_id, id) WHERE (license_id IS NOT NULL);

CREATE INDEX changes_of_companies ON public.changes USING btree (company_id, id) INCLUDE (at) WHERE ((company_id IS NOT NULL) AND (group_id IS NOT NULL) AND (before IS NOT NULL));

CREATE INDEX changes_pool ON public.changes USING btree (pool_id) WHERE (pool_id IS NOT NULL);

CREATE INDEX changes_pool_moves ON public.changes USING btree (pool_id, id) WHERE (kind = 'pool-moved'::text);

CREATE INDEX changes_run ON public.changes USING btree (run_id, company_id, id);

CREATE INDEX changes_share ON public.changes USING btree (share_id, id) WHERE (share_id IS NOT NULL);

CREATE INDEX company_sightings_company ON public.company_sightings USING btree (company_id);

CREATE INDEX computers_by_group ON public.computers USING btree (group_id, name, id);

CREATE INDEX computers_by_name ON public.computers USING btree (name, id);

CREATE INDEX computers_installer ON public.computers USING btree (installer_id) WHERE (installer_id IS NOT NULL);

CREATE INDEX computers_search ON public.computers USING gin (search_text gin_trgm_ops);

CREATE INDEX deliveries_rule ON public.deliveries USING btree (rule_id, made_at DESC);

CREATE INDEX deliveries_waiting ON public.deliveries USING btree (made_at) WHERE (state = 'waiting'::text);

CREATE INDEX ended_sessions_ended_at ON public.ended_sessions USING btree (ended_at);

CREATE UNIQUE INDEX groups_one_companies ON public.groups USING btree (kind) WHERE (kind = ANY (ARRAY['all'::text, 'lost-and-found'::text, 'companies'::text]));

CREATE INDEX groups_parent ON public.groups USING btree (parent_id);

CREATE INDEX installer_tokens_installer ON public.installer_tokens USING btree (installer_id);

CREATE INDEX installers_access_group ON public.installers USING btree (access_group_id, name, id);

CREATE INDEX installers_group ON public.installers USING btree (group_id);

CREATE INDEX installers_share ON public.installers USING btree (share_id) WHERE (share_id IS NOT NULL);

CREATE INDEX license_sightings_license ON public.license_sightings USING btree (license_id);

CREATE INDEX licenses_access_group ON public.licenses USING btree (access_group_id);

CREATE INDEX licenses_company ON public.licenses USING btree (company_id);

CREATE INDEX licenses_expires ON public.licenses USING btree (expires) WHERE (expires IS NOT NULL);

CREATE INDEX licenses_pool ON public.licenses USING btree (pool_id);

CREATE INDEX licenses_successor ON public.licenses USING btree (successor_of) WHERE (successor_of IS NOT NULL);

CREATE INDEX notification_rules_access_group ON public.notification_rules USING btree (access_group_id);

CREATE INDEX notification_rules_owner ON public.notification_rules USING btree (owner_id);

CREATE INDEX operations_subject ON public.operations USING btree (kind, subject_id, id DESC);

CREATE INDEX passkeys_user ON public.passkeys USING btree (user_id);

CREATE INDEX pools_access_group ON public.pools USING btree (access_group_id);

CREATE UNIQUE INDEX portal_accounts_login ON public.portal_accounts USING btree (lower(login)) WHERE (removed_at IS NULL);

CREATE INDEX reports_access_group ON public.reports USING btree (access_group_id);

CREATE INDEX reports_due ON public.reports USING btree (next_at) WHERE (next_at IS NOT NULL);

CREATE INDEX reports_owner ON public.reports USING btree (owner_id);

CREATE INDEX saved_views_access_group ON public.saved_views USING btree (access_group_id) WHERE (access_group_id IS NOT NULL);

CREATE INDEX sessions_expire ON public.sessions USING btree (expire);

CREATE INDEX sessions_half ON public.sessions USING btree ((((sess -> 'half'::text) ->> 'userId'::text)));

CREATE INDEX sessions_user ON public.sessions USING btree (((sess ->> 'userId'::text)));

CREATE INDEX setup_steps_company ON public.setup_steps USING btree (company_id);

CREATE INDEX setup_steps_setup ON public.setup_steps USING btree (setup_id, id);

CREATE INDEX shares_by_group ON public.shares USING btree (access_group_id, license_user, product_name, id) WHERE (NOT gone);

CREATE INDEX shares_by_user ON public.shares USING btree (license_user, product_name, id) WHERE (NOT gone);

CREATE INDEX shares_pool ON public.shares USING btree (pool_id);

CREATE INDEX shares_search ON public.shares USING gin (search_text gin_trgm_ops);

CREATE INDEX sync_runs_account ON public.sync_runs USING btree (account_id, id DESC);

CREATE UNIQUE INDEX sync_runs_one_active ON public.sync_runs USING btree (account_id) WHERE (state = ANY (ARRAY['queued'::text, 'reading'::text, 'applying'::text]));

CREATE UNIQUE INDEX sync_runs_one_waiting ON public.sync_runs USING btree (account_id) WHERE (state = ANY (ARRAY['planned'::text, 'held'::text]));

CREATE INDEX user_permission_sets_set ON public.user_permission_sets USING btree (permission_set_id);

CREATE INDEX users_home_group ON public.users USING btree (home_group_id);

CREATE UNIQUE INDEX users_login ON public.users USING btree (lower(login));

CREATE OR REPLACE FUNCTION public.append_audit(entries json)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  groups integer[];
  tops integer[];
begin
  -- Many entries speak of few groups: the way up is walked once for each.
  select array_agg(d.id), array_agg(company_group_of(d.id)) into groups, tops
    from (select distinct (e ->> 'group')::integer as id from json_array_elements(append_audit.entries) e) d;
  insert into audit_chains (group_id, function, name)
    select c.top, c.function, coalesce(g.name, '')
    from (select distinct p.top, r.function from json_to_recordset(append_audit.entries) as r("group" integer, function text)
      join unnest(groups, tops) as p("group", top) using ("group")) c
    left join groups g on g.id = c.top order by c.top, c.function
    on conflict (group_id, function) do nothing;
  -- In one order, so that two that append to the same chains wait for each other and not in a ring.
  perform from audit_chains c
    where (c.group_id, c.function) in (select p.top, r.function from json_to_recordset(append_audit.entries) as r("group" integer, function text)
      join unnest(groups, tops) as p("group", top) using ("group"))
    order by c.group_id, c.function for update;
  with given as (
    select r.*, row_number() over () as place from json_to_recordset(append_audit.entries)
      as r("group" integer, function text, "user" integer, at timestamptz, action text, subject text, body text)
  ),
  chained as (
    select c.id as chain_id, c.entries + row_number() over chain as seq, p.top, g.function, g.at, g."user", g.action, g.subject, g.body,
      chain_hash(c.hash, g.body) over chain as hash
    from given g join unnest(groups, tops) as p("group", top) using ("group") join audit_chains c on c.group_id = p.top and c.function = g.function
    window chain as (partition by c.id order by g.place rows unbounded preceding)
  ),
  told as (
    insert into audit_entries (chain_id, seq, group_id, function, at, user_id, action, subject, body, hash)
    select chain_id, seq, top, function, at, "user", action, subject, body, hash from chained order by top, function, seq
  ),
  ends as (select distinct on (chain_id) chain_id, seq, hash from chained order by chain_id, seq desc)
  update audit_chains c set entries = e.seq, hash = e.hash from ends e where c.id = e.chain_id;
end $function$
;

CREATE OR REPLACE FUNCTION public.audit_scope(function text)
 RETURNS bytea
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select decode(current_setting('licet.read_' || replace(function, '-', '_'), true), 'hex') $function$
;

CREATE OR REPLACE FUNCTION public.authority_of(of_group integer)
 RETURNS TABLE(id integer, access_group_id integer)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  with recursive up as (
    select g.id, g.parent_id, 0 as depth from groups g where g.id = of_group
    union all select g.id, g.parent_id, u.depth + 1 from groups g join up u on g.id = u.parent_id
  )
  select a.id, a.access_group_id from up join companies c on c.group_id = up.id join authorities a on a.company_id = c.id and a.kind = 'msp'
  order by up.depth limit 1
$function$
;

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

CREATE OR REPLACE FUNCTION public.caller_permission_sets()
 RETURNS integer[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select array(select permission_set_id from user_permission_sets where user_id = caller_id()) $function$
;

CREATE OR REPLACE FUNCTION public.company_group_of(of_group integer)
 RETURNS integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  with recursive up as (
    select id, parent_id, kind, 0 as depth from groups where id = of_group
    union all select g.id, g.parent_id, g.kind, u.depth + 1 from groups g join up u on g.id = u.parent_id
  )
  select coalesce((select id from up where kind in ('msp', 'customer') order by depth limit 1), 1)
$function$
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

CREATE OR REPLACE FUNCTION public.end_grace()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if (new.share_id, new.group_id, new.access_group_id) is distinct from (old.share_id, old.group_id, old.access_group_id) then
    new.grace_until := null;
  end if;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.end_sessions_of_disabled()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  delete from sessions where sess ->> 'userId' = new.id::text or sess -> 'half' ->> 'userId' = new.id::text;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.end_sign_ins(of_user integer)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  home integer := (select home_group_id from users where id = of_user);
begin
  if current_setting('role') = 'licet_scoped' and of_user is distinct from caller_id()
    and not (home < scope_size('write_users') and get_bit(scope_of('write_users'), home) = 1) then
    raise insufficient_privilege using message = 'not this user''s sign-ins';
  end if;
  update users set sign_in_epoch = sign_in_epoch + 1 where id = of_user;
  delete from sessions where of_user::text in (sess ->> 'userId', sess -> 'half' ->> 'userId');
  delete from api_tokens where user_id = of_user;
end $function$
;

CREATE OR REPLACE FUNCTION public.fold(words text)
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select lower(unaccent(words) collate "und-x-icu") $function$
;

CREATE OR REPLACE FUNCTION public.forget_ended_sessions()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  delete from ended_sessions
  where sid in (select sid from ended_sessions where ended_at < now() - interval '1 day' for update skip locked);
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.grants_of(of_user integer)
 RETURNS TABLE(function text, level text, group_ids integer[])
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  select r.function, r.level, array_agg(g.group_id)
  from user_permission_sets m join permission_set_rights r on r.permission_set_id = m.permission_set_id
  join permission_set_groups g on g.permission_set_id = m.permission_set_id
  where m.user_id = of_user group by r.permission_set_id, r.function, r.level
$function$
;

CREATE OR REPLACE FUNCTION public.groups_below(top integer)
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE
 SET search_path TO 'public'
AS $function$
  with recursive below as (
    select id from groups where id = top
    union all select g.id from groups g join below b on g.parent_id = b.id
  )
  select id from below
$function$
;

CREATE OR REPLACE FUNCTION public.installer_facts(of_installers integer[])
 RETURNS TABLE(installer_id integer, license json, authority_expires_at timestamp with time zone)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
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
$function$
;

CREATE OR REPLACE FUNCTION public.is_within(inner_group integer, outer_group integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  with recursive up as (
    select id, parent_id from groups where id = inner_group
    union all select g.id, g.parent_id from groups g join up u on g.id = u.parent_id
  )
  select exists (select from up where id = outer_group)
$function$
;

CREATE OR REPLACE FUNCTION public.keep_ended_session()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  insert into ended_sessions (sid) values (old.sid) on conflict do nothing;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.next_hash(so_far text, start text, body text)
 RETURNS text
 LANGUAGE sql
 IMMUTABLE PARALLEL SAFE
AS $function$ select encode(sha256(convert_to(coalesce(so_far, start) || body, 'UTF8')), 'hex') $function$
;

CREATE OR REPLACE FUNCTION public.raise_revision()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  new.revision := old.revision + 1;
  return new;
end $function$
;

CREATE OR REPLACE FUNCTION public.refuse_ended_session()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  delete from sessions s using ended_sessions e where s.sid = new.sid and e.sid = new.sid;
  return null;
end $function$
;

CREATE OR REPLACE FUNCTION public.remove_private_views()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
begin
  delete from saved_views where owner_id = old.id and access_group_id is null;
  return old;
end $function$
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

CREATE OR REPLACE FUNCTION public.search_computers(pattern text, most integer)
 RETURNS SETOF integer
 LANGUAGE plpgsql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
declare
  scope bytea := scope_of('read_groups_and_computers');
  size integer := scope_size('read_groups_and_computers');
begin
  return query select c.id from computers c
    where c.search_text like pattern and case when c.group_id < size then get_bit(scope, c.group_id) = 1 else false end
    limit most;
end $function$
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

CREATE OR REPLACE FUNCTION public.set_is_held(of_set integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ select exists (select from user_permission_sets where permission_set_id = of_set) $function$
;

CREATE OR REPLACE FUNCTION public.share_search_text(license_user text, product_name text, public_id text, tags text[])
 RETURNS text
 LANGUAGE sql
 STABLE PARALLEL SAFE
AS $function$ select fold(license_user || ' ' || product_name || ' ' || coalesce(public_id, '') || ' ' || array_to_string(tags, ' ')) $function$
;

CREATE OR REPLACE FUNCTION public.shared_objects_above(of_group integer)
 RETURNS SETOF integer
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
AS $function$
  with recursive up as (
    select g.id, g.parent_id from groups g where g.id = of_group
    union all select g.id, g.parent_id from groups g join up u on g.id = u.parent_id
  )
  select s.id from up join groups s on s.parent_id = up.id and s.kind = 'shared-objects'
$function$
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

CREATE OR REPLACE FUNCTION public.unlinked_among(of_groups integer[])
 RETURNS integer[]
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
 SET plan_cache_mode TO 'force_generic_plan'
AS $function$
  select array(select c.group_id from companies c where c.group_id = any(of_groups) and not company_is_linked(c.id))
$function$
;

create aggregate chain_hash(text,text) (sfunc = next_hash, stype = text);

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE OF permission_set_id ON public.api_tokens FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER revision BEFORE UPDATE OF setup ON public.companies FOR EACH ROW EXECUTE FUNCTION raise_revision();

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE OF parent_id, kind ON public.groups FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER grace BEFORE UPDATE OF share_id, group_id, access_group_id ON public.installers FOR EACH ROW EXECUTE FUNCTION end_grace();

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE ON public.permission_set_groups FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE ON public.permission_set_rights FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE OF access_group_id ON public.pools FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER forget_ended AFTER DELETE ON public.sessions FOR EACH STATEMENT EXECUTE FUNCTION forget_ended_sessions();

CREATE TRIGGER keep_ended AFTER DELETE ON public.sessions FOR EACH ROW EXECUTE FUNCTION keep_ended_session();

CREATE TRIGGER refuse_ended AFTER INSERT ON public.sessions FOR EACH ROW EXECUTE FUNCTION refuse_ended_session();

CREATE TRIGGER access_epoch AFTER INSERT OR DELETE OR UPDATE ON public.user_permission_sets FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER access_epoch AFTER DELETE OR UPDATE OF home_group_id, enabled ON public.users FOR EACH STATEMENT EXECUTE FUNCTION bump_access_epoch();

CREATE TRIGGER end_sessions AFTER UPDATE OF enabled ON public.users FOR EACH ROW WHEN ((old.enabled AND (NOT new.enabled))) EXECUTE FUNCTION end_sessions_of_disabled();

CREATE TRIGGER remove_private_views BEFORE DELETE ON public.users FOR EACH ROW EXECUTE FUNCTION remove_private_views();

CREATE TRIGGER revision BEFORE UPDATE OF name, enabled, home_group_id, password_hash, tags, auto_logout_minutes, must_change_password ON public.users FOR EACH ROW EXECUTE FUNCTION raise_revision();

create policy whole_sight on account_snapshots for all to licet_all using (true) with check (true);

create policy by_group_id on activations for select to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('read_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_group_id on activations for update to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('write_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (group_id < ( SELECT scope_size('write_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on activations for all to licet_all using (true) with check (true);

create policy through_account on alerts for select to licet_scoped using (((EXISTS ( SELECT
   FROM portal_accounts a
  WHERE (a.id = alerts.account_id))) AND (EXISTS ( SELECT
   FROM notification_rules r
  WHERE (r.id = alerts.rule_id)))));

create policy through_license on alerts for select to licet_scoped using (((EXISTS ( SELECT
   FROM licenses l
  WHERE (l.id = alerts.license_id))) AND (EXISTS ( SELECT
   FROM notification_rules r
  WHERE (r.id = alerts.rule_id)))));

create policy whole_sight on alerts for all to licet_all using (true) with check (true);

create policy own on api_tokens for all to licet_scoped using ((user_id = caller_id())) with check ((user_id = caller_id()));

create policy whole_sight on api_tokens for all to licet_all using (true) with check (true);

create policy by_group on audit_chains for select to licet_scoped using ((
CASE
    WHEN (group_id < ( SELECT scope_size('read_audit'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_audit'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END AND
CASE
    WHEN (group_id < (octet_length(audit_scope(function)) * 8)) THEN (get_bit(audit_scope(function), (group_id)::bigint) = 1)
    ELSE false
END));

create policy whole_sight on audit_chains for all to licet_all using (true) with check (true);

create policy by_group on audit_entries for select to licet_scoped using ((
CASE
    WHEN (group_id < ( SELECT scope_size('read_audit'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_audit'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END AND
CASE
    WHEN (group_id < (octet_length(audit_scope(function)) * 8)) THEN (get_bit(audit_scope(function), (group_id)::bigint) = 1)
    ELSE false
END));

create policy whole_sight on audit_entries for all to licet_all using (true) with check (true);

create policy by_access_group_id on authorities for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_certificates'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_certificates'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on authorities for all to licet_all using (true) with check (true);

create policy by_group_id on certificates for select to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('read_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_group_id on certificates for update to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('write_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (group_id < ( SELECT scope_size('write_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on certificates for all to licet_all using (true) with check (true);

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

create policy through_company on changes for select to licet_scoped using (((group_id IS NOT NULL) AND (kind <> ALL (ARRAY['company-added'::text, 'company-moved'::text, 'group-deleted'::text])) AND (company_id IN ( SELECT companies.id
   FROM companies))));

create policy through_license on changes for select to licet_scoped using (((kind = 'company-renamed'::text) AND (EXISTS ( SELECT
   FROM licenses l
  WHERE (l.company_id = changes.company_id)))));

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

create policy by_group_id on computers for select to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('read_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_group_id on computers for update to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('write_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (group_id < ( SELECT scope_size('write_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy remove_by_group on computers for delete to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('write_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on computers for all to licet_all using (true) with check (true);

create policy through_rule on deliveries for select to licet_scoped using ((EXISTS ( SELECT
   FROM notification_rules r
  WHERE (r.id = deliveries.rule_id))));

create policy whole_sight on deliveries for all to licet_all using (true) with check (true);

create policy by_id on groups for select to licet_scoped using (
CASE
    WHEN (id < ( SELECT scope_size('read_any'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_any'::text) AS scope_of), (id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on groups for all to licet_all using (true) with check (true);

create policy whole_sight on installation for all to licet_all using (true) with check (true);

create policy add_by_access_group on installer_tokens for insert to licet_scoped with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_installers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_installers'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy by_access_group_id on installer_tokens for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_installers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_installers'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_access_group_id on installer_tokens for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_installers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_installers'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_installers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_installers'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on installer_tokens for all to licet_all using (true) with check (true);

create policy add_by_access_group on installers for insert to licet_scoped with check ((
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_installers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_installers'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END AND
CASE
    WHEN (group_id < ( SELECT scope_size('read_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END));

create policy by_access_group_id on installers for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_installers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_installers'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_access_group_id on installers for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_installers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_installers'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_installers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_installers'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on installers for all to licet_all using (true) with check (true);

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

create policy whole_sight on mail_settings for all to licet_all using (true) with check (true);

create policy add on notification_rules for insert to licet_scoped with check (((owner_id = caller_id()) AND
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_notifications'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_notifications'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END AND
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END));

create policy by_access_group on notification_rules for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_notifications'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_notifications'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_access_group on notification_rules for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_notifications'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_notifications'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (((owner_id = caller_id()) AND
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_notifications'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_notifications'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END AND
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END));

create policy remove_by_access_group on notification_rules for delete to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_notifications'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_notifications'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on notification_rules for all to licet_all using (true) with check (true);

create policy add on operations for insert to licet_scoped with check (((user_id = caller_id()) AND (kind = 'pool-move'::text)));

create policy by_access_group_id on operations for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_access_group_id on operations for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on operations for all to licet_all using (true) with check (true);

create policy own on passkeys for select to licet_scoped using ((user_id = caller_id()));

create policy whole_sight on passkeys for all to licet_all using (true) with check (true);

create policy add_through_set on permission_set_groups for insert to licet_scoped with check ((EXISTS ( SELECT
   FROM permission_sets p
  WHERE ((p.id = permission_set_groups.permission_set_id) AND
        CASE
            WHEN (p.access_group_id < ( SELECT scope_size('write_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_permission_sets'::text) AS scope_of), (p.access_group_id)::bigint) = 1)
            ELSE false
        END))));

create policy remove_through_set on permission_set_groups for delete to licet_scoped using ((EXISTS ( SELECT
   FROM permission_sets p
  WHERE ((p.id = permission_set_groups.permission_set_id) AND
        CASE
            WHEN (p.access_group_id < ( SELECT scope_size('write_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_permission_sets'::text) AS scope_of), (p.access_group_id)::bigint) = 1)
            ELSE false
        END))));

create policy through_set on permission_set_groups for select to licet_scoped using ((EXISTS ( SELECT
   FROM permission_sets p
  WHERE (p.id = permission_set_groups.permission_set_id))));

create policy whole_sight on permission_set_groups for all to licet_all using (true) with check (true);

create policy add_through_set on permission_set_rights for insert to licet_scoped with check ((EXISTS ( SELECT
   FROM permission_sets p
  WHERE ((p.id = permission_set_rights.permission_set_id) AND
        CASE
            WHEN (p.access_group_id < ( SELECT scope_size('write_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_permission_sets'::text) AS scope_of), (p.access_group_id)::bigint) = 1)
            ELSE false
        END))));

create policy remove_through_set on permission_set_rights for delete to licet_scoped using ((EXISTS ( SELECT
   FROM permission_sets p
  WHERE ((p.id = permission_set_rights.permission_set_id) AND
        CASE
            WHEN (p.access_group_id < ( SELECT scope_size('write_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_permission_sets'::text) AS scope_of), (p.access_group_id)::bigint) = 1)
            ELSE false
        END))));

create policy through_set on permission_set_rights for select to licet_scoped using ((EXISTS ( SELECT
   FROM permission_sets p
  WHERE (p.id = permission_set_rights.permission_set_id))));

create policy whole_sight on permission_set_rights for all to licet_all using (true) with check (true);

create policy add_by_group on permission_sets for insert to licet_scoped with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_permission_sets'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy by_access_group_id on permission_sets for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_permission_sets'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_group on permission_sets for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_permission_sets'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_permission_sets'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy own on permission_sets for select to licet_scoped using ((id = ANY (( SELECT caller_permission_sets() AS caller_permission_sets)::integer[])));

create policy remove_by_group on permission_sets for delete to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_permission_sets'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_permission_sets'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

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

create policy own on recovery_codes for select to licet_scoped using ((user_id = caller_id()));

create policy whole_sight on recovery_codes for all to licet_all using (true) with check (true);

create policy add on reports for insert to licet_scoped with check (((owner_id = caller_id()) AND
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_reports'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_reports'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END AND
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END));

create policy by_access_group on reports for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_reports'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_reports'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_access_group on reports for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_reports'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_reports'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (((owner_id = caller_id()) AND
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_reports'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_reports'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END AND
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END));

create policy remove_by_access_group on reports for delete to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_reports'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_reports'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on reports for all to licet_all using (true) with check (true);

create policy add on saved_views for insert to licet_scoped with check (((owner_id = caller_id()) AND ((access_group_id IS NULL) OR
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END)));

create policy by_access_group on saved_views for select to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('read_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_access_group on saved_views for update to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_own on saved_views for update to licet_scoped using ((owner_id = caller_id())) with check (((owner_id = caller_id()) AND (access_group_id IS NULL)));

create policy own on saved_views for select to licet_scoped using ((owner_id = caller_id()));

create policy remove_by_access_group on saved_views for delete to licet_scoped using (
CASE
    WHEN (access_group_id < ( SELECT scope_size('write_licenses'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_licenses'::text) AS scope_of), (access_group_id)::bigint) = 1)
    ELSE false
END);

create policy remove_own on saved_views for delete to licet_scoped using ((owner_id = caller_id()));

create policy whole_sight on saved_views for all to licet_all using (true) with check (true);

create policy own on second_steps for select to licet_scoped using ((user_id = caller_id()));

create policy whole_sight on second_steps for all to licet_all using (true) with check (true);

create policy library on sessions for all to licet_app using (true) with check (true);

create policy whole_sight on sessions for all to licet_all using (true) with check (true);

create policy by_group_id on setup_steps for select to licet_scoped using (
CASE
    WHEN (group_id < ( SELECT scope_size('read_groups_and_computers'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_groups_and_computers'::text) AS scope_of), (group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on setup_steps for all to licet_all using (true) with check (true);

create policy own on setups for select to licet_scoped using ((user_id = caller_id()));

create policy whole_sight on setups for all to licet_all using (true) with check (true);

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

create policy own on user_identities for select to licet_scoped using ((user_id = caller_id()));

create policy whole_sight on user_identities for all to licet_all using (true) with check (true);

create policy add_through_user on user_permission_sets for insert to licet_scoped with check ((EXISTS ( SELECT
   FROM users u
  WHERE ((u.id = user_permission_sets.user_id) AND
        CASE
            WHEN (u.home_group_id < ( SELECT scope_size('write_users'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_users'::text) AS scope_of), (u.home_group_id)::bigint) = 1)
            ELSE false
        END))));

create policy remove_through_user on user_permission_sets for delete to licet_scoped using ((EXISTS ( SELECT
   FROM users u
  WHERE ((u.id = user_permission_sets.user_id) AND
        CASE
            WHEN (u.home_group_id < ( SELECT scope_size('write_users'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_users'::text) AS scope_of), (u.home_group_id)::bigint) = 1)
            ELSE false
        END))));

create policy through_user on user_permission_sets for select to licet_scoped using ((EXISTS ( SELECT
   FROM users
  WHERE (users.id = user_permission_sets.user_id))));

create policy whole_sight on user_permission_sets for all to licet_all using (true) with check (true);

create policy add_by_home on users for insert to licet_scoped with check (
CASE
    WHEN (home_group_id < ( SELECT scope_size('write_users'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_users'::text) AS scope_of), (home_group_id)::bigint) = 1)
    ELSE false
END);

create policy by_home_group_id on users for select to licet_scoped using (
CASE
    WHEN (home_group_id < ( SELECT scope_size('read_users'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('read_users'::text) AS scope_of), (home_group_id)::bigint) = 1)
    ELSE false
END);

create policy change_by_home on users for update to licet_scoped using (
CASE
    WHEN (home_group_id < ( SELECT scope_size('write_users'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_users'::text) AS scope_of), (home_group_id)::bigint) = 1)
    ELSE false
END) with check (
CASE
    WHEN (home_group_id < ( SELECT scope_size('write_users'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_users'::text) AS scope_of), (home_group_id)::bigint) = 1)
    ELSE false
END);

create policy own on users for select to licet_scoped using ((id = caller_id()));

create policy remove_by_home on users for delete to licet_scoped using (
CASE
    WHEN (home_group_id < ( SELECT scope_size('write_users'::text) AS scope_size)) THEN (get_bit(( SELECT scope_of('write_users'::text) AS scope_of), (home_group_id)::bigint) = 1)
    ELSE false
END);

create policy whole_sight on users for all to licet_all using (true) with check (true);

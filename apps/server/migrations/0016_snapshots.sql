-- Accounts of a file: where no portal can be reached, a snapshot stands in its place.

-- Null: read from a file, and then when that was taken. Who may see the account may see how old its file is; not the file.
alter table portal_accounts alter column password_sealed drop not null;
alter table portal_accounts add column file_taken_at timestamptz;
alter table portal_accounts add constraint one_source check ((password_sealed is null) = (file_taken_at is not null));
-- Nothing is to be had from reading a file by the clock.
alter table portal_accounts add constraint files_wait check (file_taken_at is null or next_run_at is null);

-- What the file says: json, because jsonb refuses letters that portals send (U+0000 and half characters).
create table account_snapshots (
  account_id integer primary key references portal_accounts (id) on delete cascade,
  content json not null
);
alter table account_snapshots enable row level security;
grant select, insert, update, delete on account_snapshots to licet_all;
create policy whole_sight on account_snapshots for all to licet_all using (true) with check (true);

alter table sync_runs drop constraint sync_runs_trigger_check;
alter table sync_runs add constraint sync_runs_trigger_check check (trigger in ('link', 'import', 'schedule', 'start', 'on-demand'));

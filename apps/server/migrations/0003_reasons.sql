-- The sentences of a run's reason and of an account's state as codes with parameters, to be said in the reader's language.
-- Empty for what was written before.

alter table sync_runs add column reasons jsonb not null default '[]';
alter table portal_accounts add column state_reasons jsonb not null default '[]';

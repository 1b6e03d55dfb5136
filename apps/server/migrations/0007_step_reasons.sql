-- Why a step of a setup failed, as codes with parameters beside the sentence. Empty for what was written before.
alter table setup_steps add column reasons jsonb not null default '[]';
-- The setup state that a customer had before it was archived: restoring gives it back.
alter table companies add column archived_from text check (archived_from in ('not-set-up', 'ready'));

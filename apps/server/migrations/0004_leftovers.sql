-- R13: whether the tag of a company's name follows when the company is renamed upstream.
alter table portal_accounts add column managed_tags boolean not null default false;

-- R13: whether the tag of a company's name follows when the company is renamed upstream.
alter table portal_accounts add column managed_tags boolean not null default false;

-- As-of lists look up where pools stood and what companies were called, for every row: a few entries among very many.
create index changes_pool_moves on changes (pool_id, id) where kind = 'pool-moved';
create index changes_company_renames on changes (company_id, id) where kind = 'company-renamed';

-- What a license user was called is seen by whoever sees a license of the company, as what it is called is.
create policy through_license on changes for select to licet_scoped
  using (kind = 'company-renamed' and exists (select from licenses l where l.company_id = changes.company_id));

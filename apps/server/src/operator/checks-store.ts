// What must hold of a database, each in a plain sentence, with a query that finds what breaks it.

export interface Check {
  sentence: string;
  /** Answers a row with a text `what` for everything that breaks the sentence. */
  query: string;
}

const license = `coalesce('license ' || l.public_id, 'license number ' || l.id)`;
const company = `'company ' || c.name`;

export const checks: Check[] = [
  {
    sentence: 'Every license is in a pool, and where the pool is.',
    query: `select ${license} as what from licenses l left join pools p on p.id = l.pool_id where p.id is null or p.access_group_id <> l.access_group_id`,
  },
  {
    sentence: 'Every share is in the access group of its pool.',
    query: `select 'share number ' || s.id as what from shares s left join pools p on p.id = s.pool_id where p.id is null or p.access_group_id <> s.access_group_id`,
  },
  {
    sentence: 'Every license has at least one share.',
    query: `select ${license} as what from licenses l where not exists (select from shares s where s.license_id = l.id)`,
  },
  {
    sentence: 'A company has one pool at most.',
    query: `select ${company} as what from pools p join companies c on c.id = p.company_id group by c.id, c.name having count(*) > 1`,
  },
  {
    sentence: 'The pool of a company holds licenses of that company only.',
    query: `select ${license} as what from licenses l join pools p on p.id = l.pool_id where p.company_id <> l.company_id`,
  },
  {
    sentence: 'What is gone as a license is gone in its shares.',
    query: `select ${license} as what from licenses l where l.gone_at is not null and exists (select from shares s where s.license_id = l.id and not s.gone)`,
  },
  {
    sentence: 'The license user is called as the company is.',
    query: `select ${license} || ': ' || s.license_user as what from shares s join licenses l on l.id = s.license_id join companies c on c.id = l.company_id
      where s.license_user_kind <> 'site' and s.license_user <> c.name`,
  },
  {
    sentence: 'A company’s group is called as the company is.',
    query: `select ${company} as what from companies c join groups g on g.id = c.group_id where g.name <> c.name`,
  },
  {
    sentence: 'Every group hangs in the tree, under All.',
    query: `with recursive down as (select id from groups where parent_id is null union select g.id from groups g join down d on g.parent_id = d.id)
      select 'group ' || g.name as what from groups g where not exists (select from down d where d.id = g.id)`,
  },
  {
    sentence: 'An account that was removed sees nothing any more.',
    query: `select 'account ' || a.login || ' sees ' || c.name as what from company_sightings s join portal_accounts a on a.id = s.account_id join companies c on c.id = s.company_id
        where s.gone_at is null and a.removed_at is not null
      union all select 'account ' || a.login || ' lists ' || s.public_id from license_sightings s join portal_accounts a on a.id = s.account_id
        where s.gone_at is null and a.removed_at is not null`,
  },
  {
    sentence: 'A license with a public id that is not gone is listed by an account.',
    query: `select ${license} as what from licenses l where l.public_id is not null and l.gone_at is null
      and not exists (select from license_sightings s where s.public_id = l.public_id and s.gone_at is null)`,
  },
  {
    sentence: 'What an account lists belongs to the license of that public id.',
    query: `select 'public id ' || s.public_id as what from license_sightings s join licenses l on l.id = s.license_id where l.public_id is distinct from s.public_id`,
  },
  {
    sentence: 'The history of a license is where the license is.',
    query: `select ${license} || ', change ' || h.id as what from changes h join licenses l on l.id = h.license_id
      where h.pool_id is distinct from l.pool_id or h.access_group_id is distinct from l.access_group_id`,
  },
  {
    sentence: 'Every change lies in the past.',
    query: `select 'change ' || h.id as what from changes h where h.at > now() + interval '1 minute'`,
  },
  {
    sentence: 'Every entry of the audit follows from the one before it, and none is missing.',
    query: `
      with linked as (
        select chain_id, seq, hash, row_number() over w as place,
          encode(sha256(convert_to(coalesce(lag(hash) over w, '') || body, 'UTF8')), 'hex') as ought
        from audit_entries window w as (partition by chain_id order by seq)
      ),
      ends as (select chain_id, count(*) as entries, (array_agg(hash order by seq desc))[1] as hash from linked group by chain_id)
      select 'chain ' || c.name || ' (' || c.function || '), entry ' || l.seq as what from linked l join audit_chains c on c.id = l.chain_id
        where l.hash <> l.ought or l.seq <> l.place
      union all select 'the end of chain ' || c.name || ' (' || c.function || ')' from audit_chains c left join ends e on e.chain_id = c.id
        where c.entries <> coalesce(e.entries, 0) or c.hash <> coalesce(e.hash, '')`,
  },
  {
    sentence: 'At most one run an account is at work on the structure.',
    query: `select 'account ' || a.login as what from sync_runs r join portal_accounts a on a.id = r.account_id
      where r.state in ('queued', 'reading', 'applying') group by a.id, a.login having count(*) > 1`,
  },
  {
    sentence: 'Every table is behind row-level security.',
    query: `select 'table ' || relname as what from pg_class
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not like 'kysely%' and not relrowsecurity`,
  },
];

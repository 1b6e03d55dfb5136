-- Entries are appended by statements for all of them, not entry by entry: a setup of many customers writes some for each.

create function next_hash(so_far text, start text, body text) returns text language sql immutable parallel safe as
$$ select encode(sha256(convert_to(coalesce(so_far, start) || body, 'UTF8')), 'hex') $$;
-- The hash of a chain that ended in `start`, after each of the bodies in their order.
create aggregate chain_hash(text, text) (sfunc = next_hash, stype = text, parallel = safe);

-- Appends entries: [{group, function, user, at, action, subject, body}]. As the owner: nobody else may write, and nobody may change.
create or replace function append_audit(entries json) returns void language plpgsql security definer set search_path = public as $$
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
end $$;

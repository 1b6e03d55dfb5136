-- What undoing has to know: whether somebody changed a user, or what a customer's setup is, since. Writing the same value again
-- counts: who disables a user that is disabled has decided so.
alter table users add column revision integer not null default 0;
alter table companies add column revision integer not null default 0;
create function raise_revision() returns trigger language plpgsql as $$
begin
  new.revision := old.revision + 1;
  return new;
end $$;
create trigger revision before update of name, enabled, home_group_id, password_hash, tags, auto_logout_minutes, must_change_password on users
  for each row execute function raise_revision();
create trigger revision before update of setup on companies for each row execute function raise_revision();

-- A grace period is about one license in reach of one place. An installer that is pointed elsewhere has none.
create function end_grace() returns trigger language plpgsql as $$
begin
  if (new.share_id, new.group_id, new.access_group_id) is distinct from (old.share_id, old.group_id, old.access_group_id) then
    new.grace_until := null;
  end if;
  return new;
end $$;
create trigger grace before update of share_id, group_id, access_group_id on installers for each row execute function end_grace();

-- Notes of earlier versions in the present form: what they note counts as unchanged until now.
update setup_steps s set done = s.done
  || jsonb_build_object('users', (select coalesce(jsonb_agg(jsonb_build_object('id', u.id, 'revision', 0)), '[]') from jsonb_array_elements(s.done -> 'users') u(id)))
  || case when s.done ->> 'setup' is null then '{}' else jsonb_build_object('setup', jsonb_build_object('was', s.done -> 'setup', 'revision', 0)) end
  where s.done ? 'users';
update operations o set details = o.details || jsonb_build_object('sets', (
    select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'name', p.name, 'level', r.level,
      'users', (select coalesce(jsonb_agg(m.user_id order by m.user_id), '[]') from user_permission_sets m where m.permission_set_id = p.id))), '[]')
    from jsonb_array_elements_text(o.details -> 'sets') s(id) join permission_sets p on p.id = s.id::integer
    join permission_set_rights r on r.permission_set_id = p.id and r.function = 'licenses'))
  where o.kind = 'pool-move';

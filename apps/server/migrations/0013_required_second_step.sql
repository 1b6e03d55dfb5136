-- Who has to sign in with a second step, and whether whoever the identity provider sends counts as having taken one.
alter table installation
  add column second_step_for text not null default 'nobody' check (second_step_for in ('nobody', 'administrators', 'everybody')),
  add column trust_single_sign_on boolean not null default false;

-- Sessions are listed and ended by their user.
create index sessions_user on sessions ((sess ->> 'userId'));
create index sessions_half on sessions ((sess -> 'half' ->> 'userId'));

-- Ids of sessions that have ended: a request that was under way meanwhile writes its session back, and it stays gone.
create table ended_sessions (sid text primary key, ended_at timestamptz not null default now());
create index ended_sessions_ended_at on ended_sessions (ended_at);
alter table ended_sessions enable row level security;

create function keep_ended_session() returns trigger language plpgsql security definer set search_path = public as $$
begin
  insert into ended_sessions (sid) values (old.sid) on conflict do nothing;
  return null;
end $$;
create trigger keep_ended after delete on sessions for each row execute function keep_ended_session();

-- No request lasts a day.
create function forget_ended_sessions() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from ended_sessions
  where sid in (select sid from ended_sessions where ended_at < now() - interval '1 day' for update skip locked);
  return null;
end $$;
create trigger forget_ended after delete on sessions for each statement execute function forget_ended_sessions();

-- After the row is there, not before: one that waited for the end of the other transaction sees it now.
create function refuse_ended_session() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from sessions s using ended_sessions e where s.sid = new.sid and e.sid = new.sid;
  return null;
end $$;
create trigger refuse_ended after insert on sessions for each row execute function refuse_ended_session();

-- Who may sign in no more is signed out, and stays it when let in again.
create function end_sessions_of_disabled() returns trigger language plpgsql security definer set search_path = public as $$
begin
  delete from sessions where sess ->> 'userId' = new.id::text or sess -> 'half' ->> 'userId' = new.id::text;
  return null;
end $$;
create trigger end_sessions after update of enabled on users for each row when (old.enabled and not new.enabled)
  execute function end_sessions_of_disabled();

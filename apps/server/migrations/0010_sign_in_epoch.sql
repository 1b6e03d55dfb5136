-- Grows whenever the sign-ins of a user are ended: a session that a late request writes back is of an older one, and worth nothing.
alter table users add column sign_in_epoch integer not null default 0;

create or replace function end_sign_ins(of_user integer) returns void language plpgsql security definer set search_path = public as $$
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
end $$;

-- A set of the customer setup that is changed by hand is its own from then on.
grant update (made_as) on permission_sets to licet_scoped;

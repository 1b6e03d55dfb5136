import type pg from 'pg';

export interface Sealed {
  /** Whose it is, for people. */
  what: string;
  sealed: Buffer;
  context: string;
}

/** Passwords, keys and tokens that are sealed with the secret key. */
export async function selectSealed(client: pg.Client): Promise<Sealed[]> {
  const { rows } = await client.query<Sealed>(`
    select 'the password of ' || login as what, password_sealed as sealed, 'portal account ' || lower(login) as context
    from portal_accounts where removed_at is null and password_sealed is not null
    union all select 'the key of ' || name, key_sealed, 'certification authority' from authorities
    union all select 'the token of installer ' || installer_id, secret_sealed, 'installer token' from installer_tokens
    union all select 'the second step of ' || u.login, s.secret_sealed, 'second step' from second_steps s join users u on u.id = s.user_id
    union all select 'the webhook secret of rule ' || name, webhook_secret_sealed, 'webhook secret' from notification_rules where webhook_secret_sealed is not null
    union all select 'the password of the mail server ' || host, password_sealed, 'mail password' from mail_settings where password_sealed is not null
    union all select 'the password of customer ' || c.name, s.password_sealed, 'setup password' from setup_steps s join companies c on c.id = s.company_id where s.password_sealed is not null
    union all select 'the mark of the installation', key_check, 'installation' from installation where key_check is not null`);
  return rows;
}

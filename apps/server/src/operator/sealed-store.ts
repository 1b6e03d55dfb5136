import type pg from 'pg';

export interface Sealed {
  /** Whose it is, for people. */
  what: string;
  sealed: Buffer;
  context: string;
}

/** Everything that is sealed with the secret key. */
export async function selectSealed(client: pg.Client): Promise<Sealed[]> {
  const { rows } = await client.query<Sealed>(`
    select 'the password of ' || login as what, password_sealed as sealed, 'portal account ' || lower(login) as context
    from portal_accounts where removed_at is null
    union all select 'the mark of the installation', key_check, 'installation' from installation where key_check is not null`);
  return rows;
}

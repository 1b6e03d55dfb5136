import type { GroupSegment } from '@licet/contract';
import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** Company groups right under Companies that have no certification authority: the top of an account's tree. */
export async function selectTopsWithoutAuthority(tx: Tx): Promise<{ company_id: number; name: string; access_group_id: number }[]> {
  const { rows } = await sql<{ company_id: number; name: string; access_group_id: number }>`
    select c.id as company_id, c.name, coalesce((select min(s.id) from groups s where s.parent_id = g.id and s.kind = 'shared-objects'), g.id) as access_group_id
    from groups top join groups g on g.parent_id = top.id join companies c on c.group_id = g.id
    where top.kind = 'companies' and not exists (select from authorities a where a.kind = 'msp' and a.company_id = c.id) order by c.id`.execute(
    tx,
  );
  return rows;
}

export interface NewAuthority {
  kind: 'server' | 'msp';
  access_group_id: number;
  company_id: number | null;
  name: string;
  certificate: string;
  key_sealed: Buffer;
  expires_at: Date;
}

/** False when another replica was faster. */
export async function insertAuthority(tx: Tx, authority: NewAuthority): Promise<boolean> {
  const row = await tx
    .insertInto('authorities')
    .values(authority)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

export interface AuthorityKey {
  id: number;
  certificate: string;
  key_sealed: Buffer;
}

export async function selectServerAuthority(tx: Tx): Promise<AuthorityKey | undefined> {
  return tx.selectFrom('authorities').select(['id', 'certificate', 'key_sealed']).where('kind', '=', 'server').executeTakeFirst();
}

export async function selectAuthorityKey(tx: Tx, id: number): Promise<AuthorityKey | undefined> {
  return tx.selectFrom('authorities').select(['id', 'certificate', 'key_sealed']).where('id', '=', id).executeTakeFirst();
}

/** The authority for a group: that of the nearest company group with one, whether the caller sees it or not. */
export async function selectAuthorityOf(tx: Tx, groupId: number): Promise<{ id: number; access_group_id: number } | undefined> {
  const { rows } = await sql<{ id: number; access_group_id: number }>`select id, access_group_id from authority_of(${groupId})`.execute(tx);
  return rows[0];
}

export async function selectAuthorities(tx: Tx, now: Date) {
  const { rows } = await sql<{
    id: number;
    name: string;
    access_group_id: number;
    group_name: string | null;
    group_kind: GroupSegment['kind'] | null;
    created_at: Date;
    expires_at: Date;
    certificate: string;
    computers: number;
  }>`
    select a.id, a.name, a.access_group_id, g.name as group_name, g.kind as group_kind, a.created_at, a.expires_at, a.certificate,
      (select count(*)::int from certificates c where c.authority_id = a.id and c.revoked_at is null and c.expires_at > ${now}) as computers
    from authorities a left join groups g on g.id = a.access_group_id where a.kind = 'msp' order by a.name, a.id`.execute(tx);
  return rows;
}

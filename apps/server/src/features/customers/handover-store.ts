import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

type Row = Record<string, unknown>;

export async function selectHandover(tx: Tx, companyId: number, groupId: number) {
  const licenses = await sql<Row>`
    select l.public_id as "publicId", s.product_name as "productName", s.product_code as "productCode", l.type, l.state, s.quantity, s.usage, l.expires,
      s.license_user as "licenseUser", l.tags, l.gone_at is not null or s.gone as gone
    from shares s join licenses l on l.id = s.license_id where l.company_id = ${companyId} order by s.product_name, l.public_id`.execute(
    tx,
  );
  const computers = await sql<Row>`
    select name, os, enrolled_at as "enrolledAt", last_seen_at as "lastSeenAt" from computers
    where group_id in (select groups_below(${groupId})) order by name, id`.execute(tx);
  const users = await sql<Row>`
    select login, name, enabled, tags from users where home_group_id in (select groups_below(${groupId})) order by lower(login)`.execute(
    tx,
  );
  const installers = await sql<Row>`
    select name, expires_at as "expiresAt", use_limit as "useLimit", uses, revoked_at is not null as revoked from installers
    where group_id in (select groups_below(${groupId})) order by name, id`.execute(tx);
  return { licenses: licenses.rows, computers: computers.rows, users: users.rows, installers: installers.rows };
}

import { sql } from 'kysely';
import type { Tx } from '../../db/transaction.ts';

/** Holds the installer and its license until the end of the transaction: what is counted now is still true at the commit. */
export async function lockInstaller(tx: Tx, id: number): Promise<void> {
  await sql`
    with held as materialized (select share_id from installers where id = ${id} for update)
    select from shares s join held on held.share_id = s.id for no key update of s`.execute(tx);
}

export interface UnitsRow {
  quantity: number | null;
  usage: number | null;
  activated: number;
  activated_since: number;
}

/** Units of a license by rows; `computerId` is passed over: a unit that it has already is not needed twice. */
export async function selectUnits(tx: Tx, shareId: number, computerId: number | null): Promise<UnitsRow> {
  const { rows } = await sql<UnitsRow>`
    select s.quantity, s.usage, count(a.id)::int as activated,
      (count(a.id) filter (where l.details_at is null or a.at > l.details_at))::int as activated_since
    from shares s join licenses l on l.id = s.license_id
    left join activations a on a.share_id = s.id and a.ended_at is null and a.computer_id is distinct from ${computerId}::integer
    where s.id = ${shareId} group by s.id, l.id`.execute(tx);
  return rows[0] ?? { quantity: 0, usage: 0, activated: 0, activated_since: 0 };
}

export interface MachineFacts {
  name: string;
  os: string;
  agentVersion: string;
}

/**
 * The computer of a machine that enrolls again: in the installer's group, or where one that it enrolled was moved to within the
 * company. What was moved to another company is that one's: the machine is a new computer here.
 */
export async function selectMachine(tx: Tx, installer: { id: number; group_id: number }, machineId: string) {
  const { rows } = await sql<{ id: number; group_id: number }>`
    select id, group_id from computers where machine_id = ${machineId} and (group_id = ${installer.group_id}
      or (installer_id = ${installer.id} and is_within(group_id, company_group_of(${installer.group_id}))))
    order by group_id <> ${installer.group_id}, id limit 1`.execute(tx);
  return rows[0];
}

/** Holds a computer until the end of the transaction: two cannot give it a certificate at once. */
export async function lockComputer(tx: Tx, id: number): Promise<void> {
  await sql`select from computers where id = ${id} for update`.execute(tx);
}

export async function upsertComputer(
  tx: Tx,
  known: { id: number } | undefined,
  given: MachineFacts & { machineId: string; groupId: number; installerId: number; now: Date },
): Promise<{ id: number; group_id: number }> {
  const { name, os, agentVersion, machineId, groupId, installerId, now } = given;
  const search = sql`fold(${`${name} ${os} ${machineId}`})`;
  const { rows } = known
    ? await sql<{ id: number; group_id: number }>`
        update computers set name = ${name}, os = ${os}, agent_version = ${agentVersion}, installer_id = ${installerId}, last_seen_at = ${now}, search_text = ${search}
        where id = ${known.id} returning id, group_id`.execute(tx)
    : await sql<{ id: number; group_id: number }>`
        insert into computers (group_id, name, machine_id, os, agent_version, installer_id, enrolled_at, last_seen_at, search_text)
        values (${groupId}, ${name}, ${machineId}, ${os}, ${agentVersion}, ${installerId}, ${now}, ${now}, ${search}) returning id, group_id`.execute(
        tx,
      );
  return rows[0] as { id: number; group_id: number };
}

export async function insertActivation(
  tx: Tx,
  activation: { computerId: number; groupId: number; shareId: number; now: Date },
): Promise<void> {
  await sql`
    insert into activations (computer_id, group_id, share_id, at) values (${activation.computerId}, ${activation.groupId}, ${activation.shareId}, ${activation.now})
    on conflict (computer_id, share_id) where ended_at is null do nothing`.execute(tx);
}

export async function countUse(tx: Tx, installerId: number): Promise<void> {
  await sql`update installers set uses = uses + 1 where id = ${installerId}`.execute(tx);
}

export interface NewCertificate {
  authority_id: number;
  computer_id: number;
  group_id: number;
  serial: string;
  fingerprint: string;
  expires_at: Date;
}

/** Keeps a certificate; those before it are revoked. */
export async function replaceCertificate(tx: Tx, certificate: NewCertificate, now: Date): Promise<void> {
  const { authority_id, computer_id, group_id, serial, fingerprint, expires_at } = certificate;
  await sql`
    with ended as (update certificates set revoked_at = ${now} where computer_id = ${computer_id} and revoked_at is null)
    insert into certificates (authority_id, computer_id, group_id, serial, fingerprint, expires_at)
    values (${authority_id}, ${computer_id}, ${group_id}, ${serial}, ${fingerprint}, ${expires_at})`.execute(tx);
}

export interface CertifiedRow {
  computer_id: number;
  group_id: number;
  name: string;
  authority_id: number;
  expires_at: Date;
  activated: boolean;
}

/** The computer that a certificate belongs to, while it holds. */
export async function selectCertified(tx: Tx, fingerprint: string, now: Date): Promise<CertifiedRow | undefined> {
  const { rows } = await sql<CertifiedRow>`
    select x.computer_id, x.group_id, c.name, x.authority_id, x.expires_at,
      exists (select from activations a where a.computer_id = c.id and a.ended_at is null) as activated
    from certificates x join computers c on c.id = x.computer_id
    where x.fingerprint = ${fingerprint} and x.revoked_at is null and x.expires_at > ${now}`.execute(tx);
  return rows[0];
}

export async function updateSeen(tx: Tx, computerId: number, facts: MachineFacts, now: Date): Promise<void> {
  await sql`
    update computers set last_seen_at = ${now}, name = ${facts.name}, os = ${facts.os}, agent_version = ${facts.agentVersion},
      search_text = fold(${facts.name} || ' ' || ${facts.os} || ' ' || machine_id) where id = ${computerId}`.execute(tx);
}

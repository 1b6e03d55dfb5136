import type { GroupSegment } from '@licet/contract';
import type { GroupScope } from '@licet/domain';
import { sql } from 'kysely';
import { inScope } from '../../db/scope.ts';
import { portionOf } from '../../db/prepared.ts';
import type { Tx } from '../../db/transaction.ts';

export interface InstallerRow {
  id: number;
  name: string;
  access_group_id: number;
  access_group_name: string | null;
  access_group_kind: GroupSegment['kind'] | null;
  group_id: number;
  group_name: string | null;
  group_kind: GroupSegment['kind'] | null;
  authority_id: number;
  authority_name: string;
  authority_expires_at: Date;
  expires_at: Date | null;
  use_limit: number | null;
  uses: number;
  created_at: Date;
  created_by: string | null;
  revoked_at: Date | null;
  grace_until: Date | null;
  share_id: number | null;
  license: LicenseRow | null;
  tokens: { id: string; createdAt: string; validUntil: string | null }[];
}

/** What an installer's license is, whether the caller sees it or not; `visible` says which. */
export interface LicenseRow {
  licenseId: string;
  publicId: string | null;
  productName: string;
  licenseUser: string;
  expires: string | null;
  gone: boolean;
  suspended: boolean;
  poolAncestors: number[];
  visible: boolean;
}

export interface InstallerFilter {
  ids?: number[] | undefined;
  q?: string | undefined;
  groupId?: string | undefined;
  /** Groups in which the caller reads installers; all when not given. */
  groups?: GroupScope;
  /** The one that an enrollment token belongs to, while the token holds. */
  token?: { hash: Buffer; now: Date } | undefined;
}

/** A page of rows, by name. The page is cut first and dressed by its ids afterwards: the plan of the dressing serves every page. */
export async function selectInstallers(tx: Tx, filter: InstallerFilter, page?: { offset: number; limit: number }): Promise<InstallerRow[]> {
  const portion = page ? portionOf(page) : sql``;
  const cut = await sql<{ id: number }>`
    select i.id from installers i where ${conditionOf(filter)} order by i.name, i.id ${portion}`.execute(tx);
  if (cut.rows.length === 0) return [];
  const ids = sql`${cut.rows.map(({ id }) => id)}::integer[]`;
  const { rows } = await sql<InstallerRow>`
    select i.id, i.name, i.access_group_id, a.name as access_group_name, a.kind as access_group_kind, i.group_id, g.name as group_name, g.kind as group_kind, i.authority_id,
      coalesce(x.name, '') as authority_name, f.authority_expires_at, i.expires_at, i.use_limit, i.uses, i.created_at,
      u.login as created_by, i.revoked_at, i.grace_until, i.share_id, f.license,
      (select coalesce(json_agg(json_build_object('id', t.id::text, 'createdAt', t.created_at, 'validUntil', t.valid_until) order by t.id desc), '[]')
       from installer_tokens t where t.installer_id = i.id) as tokens
    from installers i left join installer_facts(${ids}) f on f.installer_id = i.id
    left join groups a on a.id = i.access_group_id left join groups g on g.id = i.group_id left join users u on u.id = i.created_by left join authorities x on x.id = i.authority_id
    where i.id = any(${ids}) order by i.name, i.id`.execute(tx);
  return rows;
}

export interface SuccessorRow {
  installer_id: number;
  share_id: number;
  license_id: number;
  public_id: string | null;
  product_name: string;
  license_user: string;
}

/** The licenses in sight that came in the place of those that installers name: of the same product, not gone themselves. */
export async function selectSuccessors(tx: Tx, installerIds: number[]): Promise<SuccessorRow[]> {
  const { rows } = await sql<SuccessorRow>`
    select distinct on (i.id) i.id as installer_id, n.id as share_id, n.license_id, l.public_id, n.product_name, n.license_user
    from installers i join shares s on s.id = i.share_id join licenses l on l.successor_of = s.license_id and l.gone_at is null
    join shares n on n.license_id = l.id and n.product_code = s.product_code and not n.gone
    where i.id = any(${installerIds}::integer[]) order by i.id, l.id desc, n.id`.execute(tx);
  return rows;
}

export async function countInstallers(tx: Tx, filter: InstallerFilter): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from installers i where ${conditionOf(filter)}`.execute(tx);
  return rows[0]?.n ?? 0;
}

function conditionOf({ ids, q, groupId, token, groups = 'all' }: InstallerFilter) {
  const all = [
    ...inScope(sql`i.access_group_id`, groups),
    ...(ids === undefined ? [] : [sql`i.id = any(${ids}::integer[])`]),
    ...(q ? [sql`fold(i.name) like search_pattern(${q})`] : []),
    ...(groupId ? [sql`i.access_group_id in (select groups_below(${Number(groupId)}))`] : []),
  ];
  if (token)
    all.push(sql`i.id = (select t.installer_id from installer_tokens t
      where t.secret_hash = ${token.hash} and (t.valid_until is null or t.valid_until > ${token.now}))`);
  return all.length === 0 ? sql`true` : sql.join(all, sql` and `);
}

export interface NewInstaller {
  name: string;
  access_group_id: number;
  group_id: number;
  share_id: number | null;
  authority_id: number;
  expires_at: Date | null;
  use_limit: number | null;
  created_by: number;
}

export async function insertInstaller(tx: Tx, installer: NewInstaller): Promise<number> {
  const { id } = await tx.insertInto('installers').values(installer).returning('id').executeTakeFirstOrThrow();
  return id;
}

export interface InstallerUpdate {
  name?: string | undefined;
  share_id?: number | null | undefined;
  expires_at?: Date | null | undefined;
  use_limit?: number | null | undefined;
  revoked_at?: Date | null | undefined;
  access_group_id?: number | undefined;
  group_id?: number | undefined;
}

export async function updateInstaller(tx: Tx, id: number, change: InstallerUpdate): Promise<void> {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  if (Object.keys(given).length > 0) await tx.updateTable('installers').set(given).where('id', '=', id).execute();
}

export async function insertToken(
  tx: Tx,
  token: { installer_id: number; access_group_id: number; secret_hash: Buffer; secret_sealed: Buffer },
): Promise<void> {
  await tx.insertInto('installer_tokens').values(token).execute();
}

/** Lets the tokens there are hold until a moment and no longer. */
export async function endTokens(tx: Tx, installerId: number, until: Date): Promise<void> {
  await sql`
    update installer_tokens set valid_until = ${until}
    where installer_id = ${installerId} and (valid_until is null or valid_until > ${until})`.execute(tx);
}

export async function selectNewestToken(tx: Tx, installerId: number): Promise<Buffer | undefined> {
  const row = await tx
    .selectFrom('installer_tokens')
    .select('secret_sealed')
    .where('installer_id', '=', installerId)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.secret_sealed;
}

export interface ChoiceRow {
  /** The company's. */
  group_id: number;
  share_id: number;
  license_id: number;
  public_id: string | null;
  product_name: string;
  license_user: string;
  quantity: number | null;
  usage: number | null;
  activated: number;
  activated_since: number;
  /** It is kept in the company's group or below. */
  inside: boolean;
}

/** Licenses in sight of the companies of these groups, in the order in which one would take them. */
export async function selectChoices(tx: Tx, groupIds: number[]): Promise<ChoiceRow[]> {
  const { rows } = await sql<ChoiceRow>`
    select c.group_id, s.id as share_id, s.license_id, l.public_id, s.product_name, s.license_user, s.quantity, s.usage,
      s.access_group_id in (select groups_below(c.group_id)) as inside, count(a.id)::int as activated, (count(a.id) filter (where l.details_at is null or a.at > l.details_at))::int as activated_since
    from companies c join licenses l on l.company_id = c.id and l.gone_at is null and l.state <> 'suspended'
    join shares s on s.license_id = l.id and not s.gone
    left join activations a on a.share_id = s.id and a.ended_at is null
    where c.group_id = any(${groupIds}::integer[])
    group by c.group_id, s.id, l.id order by c.group_id, s.product_name, l.public_id, s.id`.execute(tx);
  return rows;
}

/** A license that an installer is to name: where it is and whose it is; undefined when it is out of sight or gone. */
export async function selectShare(tx: Tx, shareId: number) {
  const { rows } = await sql<{ access_group_id: number; company_group_id: number | null }>`
    select s.access_group_id, c.group_id as company_group_id from shares s join licenses l on l.id = s.license_id join companies c on c.id = l.company_id
    where s.id = ${shareId} and not s.gone and l.gone_at is null`.execute(tx);
  return rows[0];
}

export async function selectCompanyGroup(tx: Tx, groupId: number): Promise<number> {
  const { rows } = await sql<{ id: number }>`select company_group_of(${groupId}) as id`.execute(tx);
  return rows[0]?.id ?? 1;
}

import type { Change, CompanyReading, Plan } from '@licet/domain';
import { sql } from 'kysely';
import type { Tx } from '../../../db/transaction.ts';
import { tellGroup } from '../../audit/record.ts';
import type { Done } from '../../audit/record.ts';
import { gapsUntil } from '../../groups/relation.ts';
import { followSharedObjects } from '../../users/permission-sets-store.ts';
import type { FollowedSet } from '../../users/permission-sets-store.ts';
import type { Applying } from './applying.ts';
import { makeGroups, regroup, retypeGroups } from './company-groups.ts';
import type { Company } from './company-groups.ts';
import type { History } from './history.ts';
import { placeGroups } from './places.ts';
import { eachPortion } from './rows.ts';

/**
 * Companies and the groups that mirror them: new, renamed, moved, changed, gone, returned. Answers the permission sets that
 * followed, for the audit.
 */
export async function applyCompanies(tx: Tx, applying: Applying, plan: Plan, history: History): Promise<Done[]> {
  const changes = plan.changes.filter((change) => change.kind.startsWith('company-'));
  if (changes.length === 0 && plan.sightings.companies.length === 0 && plan.sightings.companiesGone.length === 0) return [];
  const added = changes.flatMap((change) => (change.kind === 'company-added' ? [change.company] : []));
  const fresh = await insertCompanies(tx, applying, added);
  const companies = await selectCompanies(tx, plan);
  for (const groupId of await regroup(tx, applying, companies, history)) fresh.add(groupId);
  await noteCompanySightings(tx, applying, plan, companies);
  await updateCompanies(tx, applying, changes, companies, history);
  const hung = await placeGroups(
    tx,
    [...companies.values()].map((company) => company.id),
  );
  // A company that turns out to manage others gets Shared Objects of its own, without a move.
  const follows = hung.length > 0 || changes.some((change) => change.kind === 'company-changed');
  const followed = follows ? await followSharedObjects(tx) : [];
  for (const { companyId, groupId, before, after } of hung)
    if (!fresh.has(groupId)) history.company('group-changed', companyId, groupId, { parentGroupId: before }, { parentGroupId: after });
  for (const change of changes) keep(history, change, companies);
  return followed.map(tellFollowed);
}

/** The Shared Objects are of companies above, which readers of the chain may not know: told by number. */
function tellFollowed({ id, name, access_group_id: groupId, before, after }: FollowedSet): Done {
  const told = (ids: number[]) => ({ groups: ids.map((one) => tellGroup(new Map(), one)) });
  const subject = { kind: 'permission-set' as const, id, name };
  return { groupId, function: 'permission-sets', action: 'permission-set-changed', subject, before: told(before), after: told(after) };
}

/** Answers the ids of their groups. */
async function insertCompanies(tx: Tx, { now }: Applying, added: CompanyReading[]): Promise<Set<number>> {
  if (added.length === 0) return new Set();
  const groupIds = await makeGroups(tx, now, added);
  const rows = added.map((company, i) => ({ ...company, group_id: groupIds[i] }));
  await eachPortion(
    tx,
    rows,
    (json) => sql`
      insert into companies (upstream_id, name, type, status, custom_identifier, group_id, first_seen_at)
      select r."upstreamId", r.name, r.type, r.status, r."customIdentifier", r.group_id, ${now}
      from json_to_recordset(${json}) as r("upstreamId" text, name text, type integer, status text, "customIdentifier" text, group_id integer)`,
  );
  return new Set(groupIds);
}

/** Ids of all companies that the plan speaks of, parents included. */
async function selectCompanies(tx: Tx, plan: Plan): Promise<Map<string, Company>> {
  const spoken = [
    ...plan.changes.flatMap(companiesOf),
    ...plan.sightings.companies.flatMap((seen) => [seen.upstreamId, seen.parentUpstreamId]),
  ];
  const wanted = new Set([...spoken, ...plan.sightings.companiesGone].filter((id) => id !== null));
  const { rows } = await sql<Company & { upstreamId: string }>`
    select id, group_id as "groupId", upstream_id as "upstreamId" from companies where upstream_id = any(${[...wanted]})`.execute(tx);
  return new Map(rows.map((row) => [row.upstreamId, row]));
}

function companiesOf(change: Change): (string | null)[] {
  if (change.kind === 'company-added') return [change.company.upstreamId, change.company.parentUpstreamId];
  if (change.kind === 'company-moved') return [change.upstreamId, change.after];
  return 'upstreamId' in change ? [change.upstreamId] : [];
}

async function noteCompanySightings(tx: Tx, applying: Applying, plan: Plan, companies: Map<string, Company>): Promise<void> {
  const idOf = (upstreamId: string | null) => (upstreamId === null ? null : (companies.get(upstreamId)?.id ?? null));
  const seen = new Map<number | null, { company_id: number | null; parent_company_id: number | null }>();
  const note = (upstreamId: string, parent: string | null) =>
    seen.set(idOf(upstreamId), { company_id: idOf(upstreamId), parent_company_id: idOf(parent) });
  for (const sighting of plan.sightings.companies) note(sighting.upstreamId, sighting.parentUpstreamId);
  for (const change of plan.changes) {
    if (change.kind === 'company-added') note(change.company.upstreamId, change.company.parentUpstreamId);
    if (change.kind === 'company-moved') note(change.upstreamId, change.after);
  }
  await eachPortion(
    tx,
    [...seen.values()],
    (json) => sql`
      insert into company_sightings (account_id, company_id, parent_company_id, since)
      select ${applying.accountId}::integer, r.company_id, r.parent_company_id, ${applying.now} from json_to_recordset(${json}) as r(company_id integer, parent_company_id integer)
      on conflict (account_id, company_id) do update set parent_company_id = excluded.parent_company_id, gone_at = null,
        gaps = ${gapsUntil(applying.now)}`,
  );
  const gone = [
    ...plan.sightings.companiesGone,
    ...plan.changes.flatMap((change) => (change.kind === 'company-gone' ? [change.upstreamId] : [])),
  ];
  await sql`
    update company_sightings set gone_at = ${applying.now}
    where account_id = ${applying.accountId} and company_id = any(${gone.map(idOf)}::integer[]) and gone_at is null`.execute(tx);
}

async function updateCompanies(
  tx: Tx,
  { now }: Applying,
  changes: Change[],
  companies: Map<string, Company>,
  history: History,
): Promise<void> {
  const rows = changes.flatMap((change) =>
    change.kind === 'company-renamed' || change.kind === 'company-changed'
      ? [{ id: companies.get(change.upstreamId)?.id, ...change.after }]
      : [],
  );
  await eachPortion(
    tx,
    rows,
    (json) => sql`
      with r as (
        select id, max(name) as name, max(type) as type, max(status) as status, max("customIdentifier") as custom_identifier
        from json_to_recordset(${json}) as x(id integer, name text, type integer, status text, "customIdentifier" text) group by id
      )
      update companies c set name = coalesce(r.name, c.name), type = coalesce(r.type, c.type), status = coalesce(r.status, c.status),
        custom_identifier = coalesce(r.custom_identifier, c.custom_identifier)
      from r where c.id = r.id`,
  );
  const retyped = changes.flatMap((change) =>
    change.kind === 'company-changed' && change.after.type ? [companies.get(change.upstreamId)?.id] : [],
  );
  for (const { id, groupId, groupKind } of retyped.length > 0 ? await retypeGroups(tx, now, retyped) : [])
    history.company('group-changed', id, groupId, { groupKind }, { groupKind: 'msp' });
  const renamed = changes.flatMap((change) => (change.kind === 'company-renamed' ? [companies.get(change.upstreamId)?.id] : []));
  if (renamed.length === 0) return;
  await sql`update groups g set name = c.name from companies c where c.group_id = g.id and c.id = any(${renamed}::integer[])`.execute(tx);
  await sql`
    update shares s set license_user = c.name, search_text = share_search_text(c.name, s.product_name, l.public_id, l.tags)
    from licenses l join companies c on c.id = l.company_id
    where s.license_id = l.id and l.company_id = any(${renamed}::integer[]) and s.license_user_kind <> 'site'`.execute(tx);
}

function keep(history: History, change: Change, companies: Map<string, Company>): void {
  const upstreamId = change.kind === 'company-added' ? change.company.upstreamId : 'upstreamId' in change ? change.upstreamId : '';
  const company = companies.get(upstreamId);
  if (!company || company.groupId === null) return;
  if (change.kind === 'company-added') history.company(change.kind, company.id, company.groupId, null, { ...change.company });
  else if (change.kind === 'company-moved')
    history.company(change.kind, company.id, company.groupId, { parent: change.before }, { parent: change.after });
  else if (change.kind === 'company-gone') history.company(change.kind, company.id, company.groupId, { gone: false }, { gone: true });
  else if (change.kind === 'company-returned') history.company(change.kind, company.id, company.groupId, { gone: true }, { gone: false });
  else if ('upstreamId' in change) history.company(change.kind, company.id, company.groupId, change.before, change.after);
}

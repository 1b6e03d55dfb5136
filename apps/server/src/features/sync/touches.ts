// What a run touches: worked out of a waiting plan and the present state, and kept when a plan is applied. It could not be found
// afterwards: rights, groups and installers go on changing, and history says nothing of them.
import type { Answer, syncRuns } from '@licet/contract';
import { joinTouches, planTouches } from '@licet/domain';
import type { Change, GroupSight, Plan, SharedSight, Touches } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';
import {
  selectNamesOfTouched,
  selectRights,
  selectSharedObjects,
  selectTouchedCompanies,
  selectTouchedInstallers,
  selectTouches,
  selectTree,
  updateTouches,
} from './touches-store.ts';

const nothing: Touches = { users: [], installers: [] };
const moving: readonly Change['kind'][] = ['company-moved', 'company-added'];
const ofLicenses: readonly Change['kind'][] = [
  'license-added',
  'license-gone',
  'license-absorbed',
  'license-returned',
  'license-changed',
  'share-gone',
  'share-returned',
];

/** What a plan would touch now, seen or not. Ask with whole sight, before the plan is applied. */
export async function touchesOf(tx: Tx, accountId: number, plan: Plan, now: Date): Promise<Touches> {
  const { changes, sightings } = plan;
  const retyped = changes.some((change) => change.kind === 'company-changed' && change.after.type);
  if (sightings.companies.length === 0 && !retyped && !changes.some(({ kind }) => moving.includes(kind) || ofLicenses.includes(kind)))
    return nothing;
  const groups = await selectTree(tx);
  const companies = await selectTouchedCompanies(tx, accountId, companiesIn(plan));
  const hung = [
    ...sightings.companies.map((seen) => seen.upstreamId),
    ...changes.flatMap((change) => (change.kind === 'company-moved' ? [change.upstreamId] : [])),
  ];
  const tops = hung.flatMap((id) => companies.get(id)?.groupId ?? []);
  const licenseIds = changes.flatMap((change) =>
    change.kind === 'license-added'
      ? Number(change.successorOf ?? 0)
      : 'licenseId' in change && ofLicenses.includes(change.kind)
        ? Number(change.licenseId)
        : [],
  );
  const needsRights = retyped || tops.length > 0 || changes.some((change) => change.kind === 'license-added');
  const facts = {
    tree: new Map(groups.map((group) => [group.id, group.parent_id])),
    companiesGroup: groups.find((group) => group.kind === 'companies')?.id ?? null,
    companies,
    rights: needsRights ? await selectRights(tx) : [],
    shared: needsRights ? await selectSharedObjects(tx) : [],
    installers: await selectTouchedInstallers(tx, licenseIds, tops),
  };
  return planTouches(plan, facts, now);
}

function companiesIn({ changes, sightings }: Plan): string[] {
  const said = changes.flatMap((change) => {
    if (change.kind === 'company-added') return [change.company.parentUpstreamId];
    if (change.kind === 'company-moved') return [change.upstreamId, change.after];
    if (change.kind === 'company-changed') return [change.upstreamId];
    return change.kind === 'license-added' ? [change.companyUpstreamId] : [];
  });
  const seen = sightings.companies.flatMap((company) => [company.upstreamId, company.parentUpstreamId]);
  return [...new Set([...said, ...seen].filter((id) => id !== null))];
}

/** Adds to what a run has touched so far. */
export async function keepTouches(tx: Tx, runId: number, touches: Touches): Promise<void> {
  if (touches.users.length === 0 && touches.installers.length === 0) return;
  await updateTouches(tx, runId, joinTouches((await selectTouches(tx, runId)) ?? nothing, touches));
}

/**
 * Touches as the caller may know them: users, groups and installers in the caller's sight, and whether there are more. Companies that
 * only the plan knows, while it waits, are called as it calls them.
 */
export async function touchesView(
  tx: Tx,
  { users, installers }: Touches,
  planned: ReadonlyMap<string, string>,
): Promise<Answer<typeof syncRuns.touches>> {
  const seen = await selectNamesOfTouched(tx, {
    users: users.map((user) => user.userId),
    groups: users.flatMap((user) => [...user.gains, ...user.loses]).map((sight) => sight.groupId),
    installers: installers.map((one) => one.installerId),
    companies: users.flatMap((user) => [...user.sharedGains, ...user.sharedLoses]).map((sight) => sight.upstreamId),
  });
  const places = (list: GroupSight[]) =>
    list.flatMap(({ groupId, functions }) => {
      const group = seen.groups.get(groupId);
      return group ? [{ group: { id: String(groupId), name: group.name }, functions }] : [];
    });
  const shared = (list: SharedSight[]) =>
    list.flatMap(({ upstreamId, functions }) => {
      const company = seen.companies.get(upstreamId) ?? planned.get(upstreamId);
      return company === undefined ? [] : [{ company, functions }];
    });
  const people = users.flatMap(({ userId, gains, loses, sharedGains, sharedLoses, arriving }) => {
    const user = seen.users.get(userId);
    if (!user) return [];
    const sight = { gains: places(gains), loses: places(loses), sharedGains: shared(sharedGains), sharedLoses: shared(sharedLoses) };
    return [{ id: String(userId), login: user.login, ...sight, arriving }];
  });
  const files = installers.flatMap(({ installerId, effect, breakage, successor }) => {
    const one = seen.installers.get(installerId);
    if (!one) return [];
    const told = { id: String(installerId), name: one.name, accessGroup: one.group_name, effect, breakage };
    return [{ ...told, replaced: successor !== null, successor: one.license_visible ? successor : null }];
  });
  return {
    users: people.sort((a, b) => a.login.localeCompare(b.login)),
    installers: files.sort((a, b) => a.name.localeCompare(b.name)),
    others: { users: people.length < users.length, installers: files.length < installers.length },
  };
}

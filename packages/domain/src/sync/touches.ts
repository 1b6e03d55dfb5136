// What a plan touches besides companies and licenses: the users whose sight changes, and the installers that stop working, work
// again, or name a license that another one follows.
import { planSightChange } from '../access/impact.ts';
import { lineOf } from '../access/line.ts';
import type { AccessFunction } from '../access/functions.ts';
import { levelReaches } from '../access/functions.ts';
import type { GroupTree } from '../access/scope.ts';
import { breakageOf } from '../installers/installer.ts';
import type { Breakage } from '../installers/installer.ts';
import { managingCompanyTypes } from '../license/words.ts';
import type { Change, Plan } from './change.ts';
import { touchedShared } from './shared-touches.ts';
import type { FollowingRight, SharedObjects, SharedPlace, SharedTouch } from './shared-touches.ts';

/** What there is before the plan, as far as it bears on the plan. */
export interface TouchFacts {
  tree: GroupTree;
  /** The group that mirrored companies without a readable company above hang under; null before the first import. */
  companiesGroup: number | null;
  companies: ReadonlyMap<string, TouchedCompany>;
  rights: readonly FollowingRight[];
  shared: readonly SharedObjects[];
  installers: readonly TouchedInstaller[];
}

export interface TouchedCompany {
  groupId: number | null;
  /** An account that comes before this one says where its group hangs. */
  placedElsewhere: boolean;
  /** Where its licenses go; null: no pool yet, they go into its group. */
  poolGroupId: number | null;
}

export interface TouchedInstaller {
  id: number;
  accessGroupId: number;
  graceUntil: Date | null;
  licenseId: string;
  shareId: string;
  poolGroupId: number;
  licenseGone: boolean;
  shareGone: boolean;
  suspended: boolean;
}

/** Sight of a group that moves, with everything in it, by the functions of the rights that reach it. */
export interface GroupSight {
  groupId: number;
  functions: AccessFunction[];
}

export interface UserTouch extends SharedTouch {
  userId: number;
  gains: GroupSight[];
  loses: GroupSight[];
  /** New licenses that the user will see. */
  arriving: number;
}

export interface InstallerTouch {
  installerId: number;
  /** `replaced`: broken already, and now there is a license that follows its own. */
  effect: 'breaks' | 'works' | 'replaced';
  breakage: Breakage | null;
  /** The license that follows the installer's own. */
  successor: { publicId: string | null; productName: string } | null;
}

export interface Touches {
  users: UserTouch[];
  installers: InstallerTouch[];
}

type Of<K extends Change['kind']> = Extract<Change, { kind: K }>;

export function planTouches(plan: Pick<Plan, 'changes' | 'sightings'>, facts: TouchFacts, now: Date): Touches {
  const after = treeAfter(plan, facts);
  return { users: touchedUsers(plan, facts, after), installers: touchedInstallers(plan, facts, after, now) };
}

interface After extends SharedPlace {
  /** The group of a company by its upstream id; those of new companies have numbers below zero. */
  groupOf(upstreamId: string | null): number | null;
}

/** The tree as the plan leaves it: new companies hang in it, moved ones hang elsewhere, those that manage others have Shared Objects. */
function treeAfter({ changes, sightings }: Pick<Plan, 'changes' | 'sightings'>, facts: TouchFacts): After {
  const added = changes.flatMap((change) => (change.kind === 'company-added' ? [change.company] : []));
  const fresh = new Map(added.map((company, i) => [company.upstreamId, -1 - i]));
  const groupOf = (id: string | null) => (id === null ? null : (fresh.get(id) ?? facts.companies.get(id)?.groupId ?? null));
  const tree = new Map(facts.tree);
  const hang = (id: string, parent: string | null) => {
    const group = groupOf(id);
    if (group !== null && !facts.companies.get(id)?.placedElsewhere) tree.set(group, groupOf(parent) ?? facts.companiesGroup);
  };
  for (const company of [...added, ...sightings.companies]) hang(company.upstreamId, company.parentUpstreamId);
  for (const change of changes) if (change.kind === 'company-moved') hang(change.upstreamId, change.after);
  const fields = changes.flatMap((change) =>
    change.kind === 'company-changed' ? [{ upstreamId: change.upstreamId, ...change.after }] : [],
  );
  const managing = [...added, ...fields].filter((company) => managingCompanyTypes.includes(company.type ?? 0));
  const had = new Set(facts.shared.map((one) => one.upstreamId));
  const made = managing.flatMap(({ upstreamId }, i) => {
    const managerGroupId = groupOf(upstreamId);
    return managerGroupId === null || had.has(upstreamId) ? [] : [{ id: -1 - added.length - i, managerGroupId, upstreamId }];
  });
  return { tree, groupOf, shared: [...facts.shared, ...made] };
}

function touchedUsers(plan: Pick<Plan, 'changes'>, facts: TouchFacts, after: After): UserTouch[] {
  const touched = new Map<number, UserTouch>();
  const touch = (userId: number) => {
    const one = touched.get(userId) ?? { userId, gains: [], loses: [], sharedGains: [], sharedLoses: [], arriving: 0 };
    touched.set(userId, one);
    return one;
  };
  const rightsIn = new Map<number, TouchFacts['rights'][number][]>();
  for (const right of facts.rights)
    for (const group of right.groupIds) {
      const there = rightsIn.get(group);
      if (there) there.push(right);
      else rightsIn.set(group, [right]);
    }
  for (const [groupId, parent] of facts.tree) {
    if (after.tree.get(groupId) === parent) continue;
    const [from, to] = [lineOf(facts.tree, groupId), lineOf(after.tree, groupId)];
    // Only rights that are held in the two lines bear on the group; in a large account that is few of them.
    const near = new Set([...from, ...to].flatMap((group) => rightsIn.get(group) ?? []));
    for (const [fn, rights] of Map.groupBy(near, (right) => right.function)) {
      const { gain, lose } = planSightChange(rights, from, to);
      for (const { holderId } of gain) note(touch(holderId).gains, groupId, fn);
      for (const { holderId } of lose) note(touch(holderId).loses, groupId, fn);
    }
  }
  for (const [userId, shared] of touchedShared(facts.rights, facts, after)) Object.assign(touch(userId), shared);
  for (const [userId, arriving] of arrivals(plan, facts, after)) touch(userId).arriving = arriving;
  return [...touched.values()].sort((a, b) => a.userId - b.userId);
}

function note(list: GroupSight[], groupId: number, fn: AccessFunction): void {
  const known = list.find((sight) => sight.groupId === groupId);
  if (known) known.functions.push(fn);
  else list.push({ groupId, functions: [fn] });
}

/** How many new licenses each user will see. */
function arrivals({ changes }: Pick<Plan, 'changes'>, facts: TouchFacts, { tree, groupOf }: After): Map<number, number> {
  const within = new Map<number, number>();
  for (const change of changes) {
    if (change.kind !== 'license-added') continue;
    const place = facts.companies.get(change.companyUpstreamId)?.poolGroupId ?? groupOf(change.companyUpstreamId);
    for (const group of lineOf(tree, place)) within.set(group, (within.get(group) ?? 0) + 1);
  }
  if (within.size === 0) return new Map();
  const held = new Map<number, Set<number>>();
  for (const right of facts.rights) {
    if (right.function !== 'licenses' || !levelReaches(right.level, 'read')) continue;
    held.set(right.holderId, new Set([...(held.get(right.holderId) ?? []), ...right.groupIds]));
  }
  // A right in a group below another one that is held counts nothing twice.
  const sum = (groups: Set<number>) =>
    [...groups]
      .filter((group) => !lineOf(tree, tree.get(group) ?? null).some((above) => groups.has(above)))
      .reduce((so, group) => so + (within.get(group) ?? 0), 0);
  return new Map([...held].map(([user, groups]) => [user, sum(groups)] as const).filter(([, count]) => count > 0));
}

function touchedInstallers({ changes }: Pick<Plan, 'changes'>, facts: TouchFacts, after: After, now: Date): InstallerTouch[] {
  const successors = new Map(
    changes.flatMap((change) => (change.kind === 'license-added' && change.successorOf ? [[change.successorOf, change] as const] : [])),
  );
  return facts.installers.flatMap((one): InstallerTouch[] => {
    const license = {
      poolAncestors: lineOf(facts.tree, one.poolGroupId),
      gone: one.licenseGone || one.shareGone,
      suspended: one.suspended,
    };
    const then = { ...fate(one, changes), poolAncestors: lineOf(after.tree, one.poolGroupId) };
    const of = (known: typeof license) => breakageOf({ ...one, license: { ...known, expires: null } }, now);
    const [was, is] = [of(license), of(then)];
    const next = successors.get(one.licenseId);
    const effect = was === null && is !== null ? 'breaks' : was !== null && is === null ? 'works' : next ? 'replaced' : null;
    return effect ? [{ installerId: one.id, effect, breakage: is, successor: next ? told(next) : null }] : [];
  });
}

/** What the plan makes of an installer's license. */
function fate(one: TouchedInstaller, changes: readonly Change[]): { gone: boolean; suspended: boolean } {
  let { licenseGone, shareGone, suspended } = one;
  for (const change of changes) {
    if (!('licenseId' in change) || change.licenseId !== one.licenseId) continue;
    if (change.kind === 'license-gone' || change.kind === 'license-absorbed') licenseGone = true;
    else if (change.kind === 'license-returned') licenseGone = shareGone = false;
    else if (change.kind === 'license-changed' && change.after.state) suspended = change.after.state === 'suspended';
    else if ((change.kind === 'share-gone' || change.kind === 'share-returned') && change.shareId === one.shareId)
      shareGone = change.kind === 'share-gone';
  }
  return { gone: licenseGone || shareGone, suspended };
}

function told({ publicId, shares }: Of<'license-added'>): NonNullable<InstallerTouch['successor']> {
  return { publicId, productName: shares.map((share) => share.productName ?? share.productCode).join(' + ') };
}

/** What several plans of one run touched, one after the other. */
export function joinTouches(before: Touches, next: Touches): Touches {
  const users = new Map(before.users.map((user) => [user.userId, user]));
  for (const user of next.users) {
    const known = users.get(user.userId);
    users.set(
      user.userId,
      known
        ? {
            ...known,
            gains: [...known.gains, ...user.gains],
            loses: [...known.loses, ...user.loses],
            sharedGains: [...known.sharedGains, ...user.sharedGains],
            sharedLoses: [...known.sharedLoses, ...user.sharedLoses],
            arriving: known.arriving + user.arriving,
          }
        : user,
    );
  }
  const again = new Set(next.installers.map((one) => one.installerId));
  return {
    users: [...users.values()],
    installers: [...before.installers.filter((one) => !again.has(one.installerId)), ...next.installers],
  };
}

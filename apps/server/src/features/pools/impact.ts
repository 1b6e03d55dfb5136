// What a move changes, all of it, before it is made; the caller is told what is in the caller's sight, and whether there is more.
import { planInstallerChange, planWatchChange, planSightChange } from '@licet/domain';
import type { HeldRight, InstallerChange, SightChange } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { selectPath } from '../groups/store.ts';
import { holdingPool } from '../reports/contents.ts';
import {
  showsOthers,
  selectAncestors,
  selectInstallersOf,
  selectReportsIn,
  selectRulesIn,
  selectTokenHolders,
  selectUserHolders,
  selectVisible,
} from './impact-store.ts';
import type { HolderRow, InstallerInPoolRow, WatchingRow } from './impact-store.ts';
import { mayMove } from './may-move.ts';
import { countPoolLicenses } from './store.ts';

export interface MovePlan {
  users: { gain: SightChange[]; lose: SightChange[] };
  installers: InstallerChange<InstallerInPoolRow>;
  tokens: { gain: HolderRow[]; lose: HolderRow[] };
  /** Notification rules that begin and that stop to watch it. */
  rules: { begins: WatchingRow[]; stops: WatchingRow[] };
  /** Reports whose owner begins and that whose owner stops to find it in them. */
  reports: { begins: WatchingRow[]; stops: WatchingRow[] };
  /** Nothing else of anybody's is to be seen where the pool goes, and nothing comes there by itself. */
  grantable: boolean;
}

/** Plans the move over everything there is, seen or not. Ask with whole sight. */
export async function planPoolMove(tx: Tx, poolId: number, from: number, to: number, now: Date): Promise<MovePlan> {
  const [before, after] = [await selectAncestors(tx, from), await selectAncestors(tx, to)];
  // Rights held elsewhere change nothing.
  const line = [...new Set([...before, ...after])];
  const tokens = await selectTokenHolders(tx, line, now);
  const ofTokens = planSightChange(tokens.map(heldRight), before, after);
  const byId = new Map(tokens.map((token) => [token.holder_id, token]));
  const rowsOf = (list: SightChange[]) => list.flatMap((one) => byId.get(one.holderId) ?? []);
  const ofUsers = (await selectUserHolders(tx, line)).map(heldRight);
  const lists = planWatchChange(await selectReportsIn(tx, line), ofUsers, before, after);
  return {
    users: planSightChange(ofUsers, before, after),
    installers: planInstallerChange(await selectInstallersOf(tx, poolId), before, after),
    tokens: { gain: rowsOf(ofTokens.gain), lose: rowsOf(ofTokens.lose) },
    rules: planWatchChange(await selectRulesIn(tx, line), ofUsers, before, after),
    reports: { begins: await holdingPool(tx, lists.begins, poolId, now), stops: await holdingPool(tx, lists.stops, poolId, now) },
    grantable: !(await showsOthers(tx, to, poolId)),
  };
}

export async function showImpact(ctx: Context, actor: Actor, poolId: number, to: number) {
  const move = await ctx.db.read(actor.sight, async (tx) => {
    const pool = await mayMove(tx, actor, poolId, to);
    return {
      from: { id: String(pool.access_group_id), ...(await selectPath(tx, pool.access_group_id)) },
      to: { id: String(to), ...(await selectPath(tx, to)) },
      licenses: await countPoolLicenses(tx, poolId),
    };
  });
  const plan = await ctx.db.read(wholeSight, (tx) => planPoolMove(tx, poolId, Number(move.from.id), to, ctx.now()));
  const { breaks, works, changesHands } = plan.installers;
  const all = [...breaks, ...works, ...changesHands];
  const idsOf = (...lists: { id: number }[][]) => lists.flat().map((one) => one.id);
  const ids = {
    installers: idsOf(all),
    rules: idsOf(plan.rules.begins, plan.rules.stops),
    reports: idsOf(plan.reports.begins, plan.reports.stops),
  };
  const visible = await ctx.db.read(actor.sight, (tx) => selectVisible(tx, ids));
  const people = (list: SightChange[]) =>
    list.filter((one) => visible.users.has(one.holderId)).map(({ holderId, login, level }) => ({ userId: String(holderId), login, level }));
  const kept = (list: (InstallerInPoolRow | WatchingRow)[], inSight: Map<number, string>) =>
    list
      .filter((one) => inSight.has(one.id))
      .map((one) => ({
        id: String(one.id),
        name: one.name,
        accessGroup: { id: String(one.accessGroupId), name: inSight.get(one.id) ?? '' },
      }));
  const files = (list: InstallerInPoolRow[]) => kept(list, visible.installers);
  const watching = (what: 'rules' | 'reports') => ({
    begins: kept(plan[what].begins, visible[what]),
    stops: kept(plan[what].stops, visible[what]),
    others: visible[what].size < ids[what].length,
  });
  const keys = (list: HolderRow[]) =>
    list.filter((one) => visible.users.has(one.user_id)).map((one) => ({ id: String(one.holder_id), name: one.name, login: one.login }));
  const shown = { gain: people(plan.users.gain), lose: people(plan.users.lose) };
  return {
    ...move,
    ...shown,
    grantable: plan.grantable,
    others: shown.gain.length + shown.lose.length < plan.users.gain.length + plan.users.lose.length,
    installers: {
      breaks: files(breaks),
      works: files(works),
      changesHands: files(changesHands),
      others: visible.installers.size < all.length,
    },
    tokens: { gain: keys(plan.tokens.gain), lose: keys(plan.tokens.lose) },
    rules: watching('rules'),
    reports: watching('reports'),
  };
}

const heldRight = (row: HolderRow): HeldRight => ({ holderId: row.holder_id, login: row.login, level: row.level, groupIds: row.group_ids });

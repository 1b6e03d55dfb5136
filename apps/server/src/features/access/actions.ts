// Why can this user see this, and who can see it (R48): told by the rule that the walls enforce, within the caller's own sight.
import { explainAccess, functionOf, highestOf } from '@licet/domain';
import type { ObjectKind, Way } from '@licet/domain';
import type { Context } from '../../context.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { notFound } from '../../http/refusal.ts';
import { selectGrantsWithSets, selectLine, selectObject, selectVisible, selectVisibleGroups } from './store.ts';
import type { GrantRow, ObjectRow } from './store.ts';

interface Which {
  kind: ObjectKind;
  id: string;
}

export async function explainSight(ctx: Context, actor: Actor, query: Which & { userId: string }) {
  const seen = await readSeen(ctx, actor, query);
  const user = seen.users.get(Number(query.userId));
  if (!user) throw notFound('user');
  const grants = await ctx.db.read(wholeSight, (tx) => selectGrantsWithSets(tx, user.id));
  const ways = explainAccess(sourced(grants), query.kind, seen.lineIds);
  const own = isOwn(query, user.id, grants);
  return {
    user: { id: String(user.id), login: user.login, enabled: user.enabled },
    object: objectView(query, seen.object),
    level: highestOf(ways) ?? (own ? ('read' as const) : null),
    own,
    ways: ways.map((way) => wayView(way, seen)),
  };
}

export async function listSeers(ctx: Context, actor: Actor, query: Which) {
  const seen = await readSeen(ctx, actor, query);
  const grants = await ctx.db.read(wholeSight, (tx) => selectGrantsWithSets(tx));
  const ofUser = Map.groupBy(grants, (grant) => grant.user_id);
  const users = [];
  let others = false;
  for (const [userId, held] of ofUser) {
    const ways = explainAccess(sourced(held), query.kind, seen.lineIds);
    const own = isOwn(query, userId, held);
    const level = highestOf(ways) ?? (own ? ('read' as const) : null);
    if (level === null) continue;
    const user = seen.users.get(userId);
    if (user) users.push({ id: String(userId), login: user.login, enabled: true, level, own, ways: ways.map((way) => wayView(way, seen)) });
    else others = true;
  }
  users.sort((a, b) => a.login.localeCompare(b.login));
  return { object: objectView(query, seen.object), users, others };
}

/** Whoever may read users or permission sets at all also sees their own, wherever these live. */
function isOwn({ kind, id }: Which, userId: number, held: readonly GrantRow[]): boolean {
  if (!held.some((grant) => grant.function === functionOf[kind])) return false;
  if (kind === 'user') return Number(id) === userId;
  return kind === 'permission-set' && held.some((grant) => grant.permission_set_id === Number(id));
}

interface Seen {
  object: ObjectRow;
  users: Map<number, { id: number; login: string; enabled: boolean }>;
  sets: Map<number, string>;
  /** From the object's access group up to All. */
  lineIds: number[];
  names: Map<number, string>;
}

/** The object, the people and the sets in the caller's sight; the line of groups is the object's, whole. */
async function readSeen(ctx: Context, actor: Actor, { kind, id }: Which): Promise<Seen> {
  const seen = await ctx.db.read(actor.sight, async (tx) => {
    const object = await selectObject(tx, kind, Number(id));
    if (!object) throw notFound('object');
    return { object, ...(await selectVisible(tx)) };
  });
  const line = await ctx.db.read(wholeSight, (tx) => selectLine(tx, seen.object.access_group_id));
  const lineIds = line.map((group) => group.id);
  const visible = await ctx.db.read(actor.sight, (tx) => selectVisibleGroups(tx, lineIds));
  const names = new Map(line.filter((group) => visible.has(group.id)).map((group) => [group.id, group.name]));
  return { ...seen, lineIds, names };
}

const sourced = (rows: Awaited<ReturnType<typeof selectGrantsWithSets>>) =>
  rows.map((row) => ({ permissionSetId: row.permission_set_id, function: row.function, level: row.level, groupIds: row.groupIds }));

function objectView(which: Which, row: ObjectRow) {
  return { ...which, name: row.name, accessGroup: { id: String(row.access_group_id), name: row.group_name ?? '' } };
}

/** Groups above the caller's sight are left out of the path, a set out of sight is nameless. */
function wayView(way: Way, { sets, lineIds, names }: Seen) {
  const name = sets.get(way.permissionSetId);
  const path = lineIds.slice(0, lineIds.indexOf(way.groupId) + 1).reverse();
  return {
    level: way.level,
    permissionSet: name === undefined ? null : { id: String(way.permissionSetId), name },
    path: path.filter((id) => names.has(id)).map((id) => ({ id: String(id), name: names.get(id) ?? '' })),
  };
}

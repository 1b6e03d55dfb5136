// Which alerts a look at things raises, which say something else by now, and which it ends.
import { judge } from './condition.ts';
import type { AlertReason, Condition, Holding, Observed } from './condition.ts';

/** An alert that has not ended. `subject` is the id of what it is about. */
export interface OpenAlert {
  id: number;
  subject: number;
  key: string;
  /** What it says so far. */
  reason: AlertReason;
}

export interface Raised extends Holding {
  subject: number;
}

export interface AlertPlan {
  raise: Raised[];
  /** Alerts that stand and say something else by now. */
  follow: { id: number; reason: AlertReason }[];
  /** Ids of alerts whose condition holds no more, or whose subject the rule sees no more. */
  end: number[];
}

/**
 * `seen` is everything that may be of interest: what is not in it is not watched (any more), and its alerts end. What is not known
 * changes nothing.
 */
export function planAlerts(
  condition: Condition,
  seen: ReadonlyMap<number, Observed>,
  open: readonly OpenAlert[],
  today: string,
): AlertPlan {
  const standing = new Set(open.map(({ subject, key }) => `${subject} ${key}`));
  const raise: Raised[] = [];
  for (const [subject, observed] of seen) {
    const found = judge(condition, observed, today);
    if (found === undefined || found === 'unknown' || standing.has(`${subject} ${found.key}`)) continue;
    raise.push({ subject, ...found });
  }
  const follow = open.flatMap(({ id, subject, key, reason }) => {
    const observed = seen.get(subject);
    const found = observed && judge(condition, observed, today);
    if (!found || found === 'unknown' || found.key !== key || isSame(found.reason, reason)) return [];
    return [{ id, reason: found.reason }];
  });
  const ends = ({ subject, key }: OpenAlert) => {
    const observed = seen.get(subject);
    const found = observed && judge(condition, observed, today);
    return found !== 'unknown' && found?.key !== key;
  };
  return { raise, follow, end: open.filter(ends).map((alert) => alert.id) };
}

function isSame(one: AlertReason, other: AlertReason): boolean {
  const names = Object.keys(one.parameters);
  return one.code === other.code && names.every((name) => one.parameters[name] === other.parameters[name]);
}

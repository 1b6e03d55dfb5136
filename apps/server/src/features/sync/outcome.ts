import type { Reason } from '@licet/contract';
import type { Change, ChangeKind, Hold, Plan, Problem, Structure, Waiting } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';
import type { Because } from './because.ts';
import { selectCompanyNames } from './known-store.ts';
import type { RunProblem } from './run-store.ts';

export type ShownKind = Exclude<ChangeKind, `share-${string}` | 'license-absorbed' | 'tag-renamed'> | 'tags-changed';

/** The kind that people are shown: parts of a bundle that come and go are changes of their license. */
export function shownKind(change: Change): ShownKind {
  switch (change.kind) {
    case 'share-added':
    case 'share-gone':
    case 'share-returned':
      return 'license-changed';
    case 'license-absorbed':
      return 'license-identified';
    case 'tag-renamed':
      return 'tags-changed';
    default:
      return change.kind;
  }
}

/** How many changes of each kind a plan holds. */
export function countChanges(plan: Plan): Partial<Record<ShownKind, number>> {
  const counts: Partial<Record<ShownKind, number>> = {};
  for (const change of plan.changes) counts[shownKind(change)] = (counts[shownKind(change)] ?? 0) + 1;
  return counts;
}

/** Units ordered more (or fewer) after the plan. A number that was unknown before counts whole. */
export function unitsDelta(plan: Plan): number {
  let delta = 0;
  for (const change of plan.changes) {
    if (change.kind === 'units-changed') delta += (change.after ?? 0) - (change.before ?? 0);
    if (change.kind === 'license-added') for (const share of change.shares) delta += share.quantity ?? 0;
  }
  return delta;
}

/** The state of a run whose plan waits, why it does, and what to do about it. */
export function describeWaiting(waiting: Waiting, holds: Hold[]): { state: 'planned' | 'held'; because: Because; remedy: string } {
  const remedy = 'Apply the plan or discard it.';
  switch (waiting) {
    case 'preview':
      return { state: 'planned', because: { says: 'This is a preview.', reasons: [{ code: 'preview', parameters: {} }] }, remedy };
    case 'held':
      return { state: 'held', because: describeHolds(holds), remedy: 'Check the portal account, then apply the plan or discard it.' };
    case 'asks':
      return {
        state: 'held',
        because: { says: 'This account asks before anything is applied.', reasons: [{ code: 'asks', parameters: {} }] },
        remedy,
      };
  }
}

/** A sentence for each hold. */
function describeHolds(holds: Hold[]): Because {
  const says = holds.map(({ rule, subject, removed, of }) =>
    rule === 'empty'
      ? `The portal listed no ${subject} at all, where there were ${of}.`
      : `${removed} of ${of} ${subject} would be gone: more than 20 % and more than 10 at once.`,
  );
  return { says: says.join(' '), reasons: holds.map(holdReason) };
}

function holdReason({ rule, subject, removed, of }: Hold): Reason {
  return rule === 'empty' ? { code: `${subject}-empty`, parameters: { of } } : { code: `${subject}-shrunk`, parameters: { removed, of } };
}

/** Problems with the names that a person knows companies by. */
export async function nameProblems(tx: Tx, problems: Problem[], structure?: Structure): Promise<RunProblem[]> {
  if (problems.length === 0) return [];
  const ids = problems.flatMap((problem) => problem.companyUpstreamId ?? []);
  const names = await selectCompanyNames(tx, ids);
  for (const company of structure?.companies ?? []) if (ids.includes(company.upstreamId)) names.set(company.upstreamId, company.name);
  return problems.map(({ code, message, reason, companyUpstreamId, publicId }) => ({
    code,
    message,
    reason,
    company: companyUpstreamId === undefined ? null : (names.get(companyUpstreamId) ?? companyUpstreamId),
    publicId: publicId ?? null,
  }));
}

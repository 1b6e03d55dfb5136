import type { SyncChange, SyncRun } from '@licet/contract';
import type { Change, Plan } from '@licet/domain';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { storedReasons } from './because.ts';
import { shownKind } from './outcome.ts';
import { selectPlanNames } from './run-list-store.ts';
import type { ChangeRow, RunRow } from './run-list-store.ts';
import { unfinishedStates } from './run-store.ts';

const noProgress = { phase: 'waiting' as const, done: 0, total: null, requests: 0, secondsLeft: null };

export function runView(row: RunRow, actor: Actor): SyncRun {
  const writes = actor.administrator;
  const waits = row.state === 'planned' || row.state === 'held';
  const works = unfinishedStates.includes(row.state);
  const progress = { ...noProgress, ...(row.progress as Partial<SyncRun['progress']>) };
  return {
    id: String(row.id),
    account: { id: String(row.account_id), login: row.account_login },
    trigger: row.trigger as SyncRun['trigger'],
    startedBy: row.user_login,
    preview: row.preview,
    state: row.state as SyncRun['state'],
    reason: row.reason,
    reasons: storedReasons(row.reasons),
    remedy: row.remedy,
    startedAt: row.created_at.toISOString(),
    structureAt: row.structure_at?.toISOString() ?? null,
    endedAt: row.ended_at?.toISOString() ?? null,
    progress: row.ended_at ? { ...progress, phase: 'done', secondsLeft: null } : progress,
    counts: row.counts as SyncRun['counts'],
    unitsDelta: row.units_delta,
    problems: (row.problems as unknown as SyncRun['problems']).map((problem) => ({
      ...problem,
      reason: storedReasons([problem.reason])[0] ?? null,
    })),
    can: { apply: waits && writes, discard: waits && writes, stop: works && writes },
  };
}

export function storedChange(row: ChangeRow): SyncChange {
  const license = row.license_id !== null;
  return {
    kind: row.kind as SyncChange['kind'],
    company: { upstreamId: row.company_upstream_id, name: row.company_name },
    subject: {
      type: license ? 'license' : 'company',
      id: license ? String(row.license_id) : null,
      name: license ? (row.product ?? '') : row.company_name,
      publicId: row.public_id,
    },
    before: row.before,
    after: row.after,
  };
}

/** A page of a plan that waits, in the same picture as what a run changed. */
export async function plannedChanges(tx: Tx, plan: Plan, query: { offset: number; limit: number; kind?: string | undefined }) {
  const licenseIds = plan.changes.flatMap((change) => ('licenseId' in change ? [Number(change.licenseId)] : []));
  const names = await selectPlanNames(tx, licenseIds, plan.changes.map(companyOf));
  const added = new Map(
    plan.changes.flatMap((change) => (change.kind === 'company-added' ? [[change.company.upstreamId, change.company.name] as const] : [])),
  );
  const nameOf = (upstreamId: string) => names.companies.get(upstreamId) ?? added.get(upstreamId) ?? upstreamId;
  const rows = plan.changes
    .filter((change) => query.kind === undefined || shownKind(change) === query.kind)
    .map((change): SyncChange => {
      const license = 'licenseId' in change ? names.licenses.get(Number(change.licenseId)) : undefined;
      const upstreamId = license?.upstream_id ?? companyOf(change);
      const company = { upstreamId, name: license?.company ?? nameOf(upstreamId) };
      const id = 'licenseId' in change ? change.licenseId : null;
      const product =
        change.kind === 'license-added'
          ? change.shares.map((share) => share.productName ?? share.productCode).join(' + ')
          : license?.product;
      const publicId =
        change.kind === 'license-added' || change.kind === 'license-identified' || change.kind === 'license-absorbed'
          ? change.publicId
          : (license?.public_id ?? null);
      const subject =
        product === undefined
          ? { type: 'company' as const, id: null, name: company.name, publicId: null }
          : { type: 'license' as const, id, name: product, publicId };
      return { kind: shownKind(change), company, subject, ...beforeAndAfter(change, nameOf) };
    })
    .sort((a, b) => a.company.name.localeCompare(b.company.name));
  return { rows: rows.slice(query.offset, query.offset + query.limit), total: rows.length };
}

function companyOf(change: Change): string {
  if (change.kind === 'company-added') return change.company.upstreamId;
  if (change.kind === 'license-added') return change.companyUpstreamId;
  return 'upstreamId' in change ? change.upstreamId : '';
}

function beforeAndAfter(change: Change, nameOf: (upstreamId: string) => string): Pick<SyncChange, 'before' | 'after'> {
  switch (change.kind) {
    case 'company-added':
      return { before: null, after: { ...change.company } };
    case 'company-moved': {
      const parent = (id: string | null) => ({ parent: id === null ? null : nameOf(id) });
      return { before: parent(change.before), after: parent(change.after) };
    }
    case 'company-renamed':
    case 'company-changed':
    case 'license-changed':
      return { before: { ...change.before }, after: { ...change.after } };
    case 'company-gone':
    case 'license-gone':
    case 'share-gone':
      return { before: { gone: false }, after: { gone: true } };
    case 'company-returned':
    case 'license-returned':
    case 'share-returned':
      return { before: { gone: true }, after: { gone: false } };
    case 'license-added':
      return { before: null, after: { publicId: change.publicId, ...change.fields, shares: change.shares } };
    case 'license-identified':
    case 'license-absorbed':
      return { before: { publicId: null }, after: { publicId: change.publicId } };
    case 'tag-renamed':
      return { before: { tags: [change.before] }, after: { tags: change.after === null ? [] : [change.after] } };
    case 'share-added':
      return { before: null, after: { ...change.share } };
    case 'units-changed':
      return { before: { quantity: change.before }, after: { quantity: change.after } };
    case 'usage-changed':
      return { before: { usage: change.before }, after: { usage: change.after } };
  }
}

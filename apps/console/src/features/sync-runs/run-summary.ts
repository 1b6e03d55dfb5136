import type { SyncRun } from '@licet/contract';
import type { TFunction } from 'i18next';
import type { Format } from '../../shared/format.ts';
import { changeKinds } from './search-params.ts';

/** "3 new companies, 1 renamed, 84 units more": what a run changed, or would change; null when nothing. */
export function runSummary(run: SyncRun, t: TFunction, format: Format): string | null {
  const parts = changeKinds.flatMap((kind) => countWords(run, kind, t, format));
  if (run.unitsDelta > 0) parts.push(t('runCounts.unitsMore', { count: run.unitsDelta, formatted: format.number(run.unitsDelta) }));
  if (run.unitsDelta < 0) parts.push(t('runCounts.unitsFewer', { count: -run.unitsDelta, formatted: format.number(-run.unitsDelta) }));
  return parts.length ? format.list(parts) : null;
}

const removals = ['company-gone', 'license-gone'] as const;

/** True when applying the plan marks something gone: that is asked for in writing. */
export function removesSomething(run: SyncRun): boolean {
  return removals.some((kind) => run.counts[kind]);
}

/** How much a plan marks gone. */
export function removalWords(run: SyncRun, t: TFunction, format: Format): string {
  return format.list(removals.flatMap((kind) => countWords(run, kind, t, format)));
}

function countWords(run: SyncRun, kind: (typeof changeKinds)[number], t: TFunction, format: Format): string[] {
  const count = run.counts[kind];
  return count ? [t(`runCounts.${kind}`, { count, formatted: format.number(count) })] : [];
}

import type { LicenseRow, PoolRow } from '@licet/contract';
import type { Line } from './use-license-lines.ts';

/** What is ticked. Licenses are ticked as such, whatever number of rows they have. */
export interface Selection {
  pools: ReadonlyMap<string, PoolRow>;
  licenses: ReadonlyMap<string, LicenseRow>;
  /** Ids of everything that matches the filter, once somebody asked for that. */
  all: readonly string[] | null;
}

export const nothing: Selection = { pools: new Map(), licenses: new Map(), all: null };

export function countSelected(selection: Selection): number {
  return selection.all?.length ?? selection.pools.size + selection.licenses.size;
}

export function isSelected(selection: Selection, line: Line): boolean {
  if (line.kind === 'pool') return selection.pools.has(line.pool.id);
  if (line.kind === 'license') return selection.all !== null || selection.licenses.has(line.row.licenseId);
  return false;
}

export function toggleLine(selection: Selection, line: Line): Selection {
  if (line.kind === 'pool') return { ...selection, all: null, pools: toggled(selection.pools, line.pool.id, line.pool) };
  if (line.kind === 'license') return { ...selection, all: null, licenses: toggled(selection.licenses, line.row.licenseId, line.row) };
  return selection;
}

/** Ticks every row that is shown, or none when all were. */
export function toggleShown(selection: Selection, lines: Line[]): Selection {
  const shown = lines.filter((line) => line.kind === 'pool' || (line.kind === 'license' && !line.inPool));
  if (shown.every((line) => isSelected(selection, line))) return nothing;
  return shown.reduce((so, line) => (isSelected(so, line) ? so : toggleLine(so, line)), { ...selection, all: null } as Selection);
}

/** The one pool that is ticked; undefined when there is another number of them, or licenses beside it. */
export function onlyPool(selection: Selection): PoolRow | undefined {
  return selection.pools.size === 1 && selection.licenses.size === 0 ? [...selection.pools.values()][0] : undefined;
}

export function onlyLicense(selection: Selection): LicenseRow | undefined {
  return selection.licenses.size === 1 && selection.pools.size === 0 && selection.all === null
    ? [...selection.licenses.values()][0]
    : undefined;
}

function toggled<V>(map: ReadonlyMap<string, V>, key: string, value: V): Map<string, V> {
  const copy = new Map(map);
  if (!copy.delete(key)) copy.set(key, value);
  return copy;
}

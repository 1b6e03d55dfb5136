import type { SyncChange } from '@licet/contract';

export interface CompanyChanges {
  key: string;
  name: string;
  changes: SyncChange[];
}

/** Changes under their companies. They come ordered by company, so a company may go on at the next page. */
export function groupByCompany(changes: readonly SyncChange[]): CompanyChanges[] {
  const groups = new Map<string, CompanyChanges>();
  for (const change of changes) {
    // Companies that share a name are still different ones; without an id the name is all there is.
    const key = change.company.upstreamId ?? `name:${change.company.name}`;
    const group = groups.get(key) ?? { key, name: change.company.name, changes: [] };
    group.changes.push(change);
    groups.set(key, group);
  }
  return [...groups.values()];
}

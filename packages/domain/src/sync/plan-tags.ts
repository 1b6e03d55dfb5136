import { tagOfName } from '../naming/tags.ts';
import type { Draft } from './draft.ts';
import type { Known } from './known.ts';

/**
 * Plans the tags that follow a company's new name: exactly the tag that the old name gave, on licenses whose tags are managed.
 * Where a license does not carry it (any more), a person decided so.
 */
export function planTags(draft: Draft, known: Known): void {
  const renamed = new Map<string, { before: string; after: string | null }>();
  for (const change of draft.changes) {
    if (change.kind !== 'company-renamed') continue;
    const before = tagOfName(change.before.name ?? '');
    const after = tagOfName(change.after.name ?? '');
    if (before !== null && before !== after) renamed.set(change.upstreamId, { before, after });
  }
  if (renamed.size === 0) return;
  for (const { id, companyUpstreamId, managedTags } of known.licenses) {
    const tag = renamed.get(companyUpstreamId);
    if (tag && managedTags?.includes(tag.before)) draft.changes.push({ kind: 'tag-renamed', licenseId: id, ...tag });
  }
}

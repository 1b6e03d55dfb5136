import type { GroupSegment } from '@licet/contract';
import type { TFunction } from 'i18next';
import { serverGroupWord } from '../../shared/words/server-group.ts';

/** The name of a group. Those that the server makes for itself are named in the language shown; the others are the portal's or a person's. */
export function groupName(node: GroupSegment, t: TFunction): string {
  return serverGroupWord(node.kind, t) ?? node.name;
}

/** Where a group stands, `/All/Companies/…`, in the names shown. */
export function groupPath(segments: GroupSegment[], t: TFunction): string {
  return segments.map((segment) => `/${groupName(segment, t)}`).join('');
}

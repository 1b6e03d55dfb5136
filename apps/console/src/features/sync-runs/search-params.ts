import type { SyncRun } from '@licet/contract';
import { countText, idText, oneOf, present } from '../../shared/address-text.ts';

export const changeKinds = [
  'company-added',
  'company-renamed',
  'company-moved',
  'company-changed',
  'company-gone',
  'company-returned',
  'license-added',
  'license-identified',
  'license-changed',
  'license-gone',
  'license-returned',
  'units-changed',
  'usage-changed',
  'tags-changed',
] as const satisfies (keyof SyncRun['counts'])[];

export interface RunListSearch {
  account?: string;
  page?: number;
}
export function readRunListSearch(raw: Record<string, unknown>): RunListSearch {
  return present({ account: idText(raw['account']), page: countText(raw['page']) });
}

export interface RunSearch {
  kind?: (typeof changeKinds)[number];
}
export function readRunSearch(raw: Record<string, unknown>): RunSearch {
  return present({ kind: oneOf(raw['kind'], changeKinds) });
}

import { idText, present } from '../../shared/address-text.ts';

export interface GroupSearch {
  group?: string;
}
export function readGroupSearch(raw: Record<string, unknown>): GroupSearch {
  return present({ group: idText(raw['group']) });
}

import type { Installer } from '@licet/contract';
import { countText, idText, oneOf, present, someOf, text } from '../../shared/address-text.ts';

export const installerStates = ['active', 'expired', 'used-up', 'broken', 'revoked'] as const satisfies Installer['state'][];

export interface InstallerSearch {
  q?: string;
  state?: Installer['state'][];
  /** The group that they are kept in, or below. */
  group?: string;
  page?: number;
  /** The installer in the drawer. */
  open?: string;
  dialog?: 'create';
}

export function readInstallerSearch(raw: Record<string, unknown>): InstallerSearch {
  return present({
    q: text(raw['q'])?.slice(0, 200),
    state: someOf(raw['state'], installerStates),
    group: idText(raw['group']),
    page: countText(raw['page']),
    open: idText(raw['open']),
    dialog: oneOf(raw['dialog'], ['create'] as const),
  });
}

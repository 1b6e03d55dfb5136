import type { GroupNode } from '@licet/contract';
import {
  IconBuildings,
  IconFolder,
  IconFolderQuestion,
  IconFolders,
  IconMapPin,
  IconServer2,
  IconShare2,
  IconUsersGroup,
} from '@tabler/icons-react';

const icons = {
  all: IconFolders,
  'lost-and-found': IconFolderQuestion,
  companies: IconBuildings,
  msp: IconServer2,
  customer: IconUsersGroup,
  site: IconMapPin,
  'shared-objects': IconShare2,
  plain: IconFolder,
};

export function GroupIcon({ kind, size = 15 }: { kind: GroupNode['kind']; size?: number }) {
  const Icon = icons[kind];
  return <Icon size={size} stroke={1.7} color="var(--ink-3)" style={{ flex: 'none' }} aria-hidden />;
}

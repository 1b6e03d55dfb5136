import type { PermissionSet } from '@licet/contract';
import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionItem } from '../../shared/action-item.tsx';
import { later } from '../../shared/later.tsx';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';

const RemoveSetDialog = later(async () => (await import('./remove-set-dialog.tsx')).RemoveSetDialog);

interface Props {
  set: PermissionSet;
  onOpen: (id: string) => void;
  onCopy: (id: string) => void;
}

export function SetMenu({ set, onOpen, onCopy }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [removing, setRemoving] = useState(false);
  if (!holds(me, 'permission-sets', 'write')) return null;
  const foreign = !set.can.change && t('sets.needsWrite');
  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <ActionIcon variant="default" size={28} aria-label={t('sets.menu', { name: set.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <ActionItem icon={IconPencil} label={t('sets.change')} refused={foreign} looks onClick={() => onOpen(set.id)} />
          <ActionItem icon={IconCopy} label={t('sets.copy')} refused={false} onClick={() => onCopy(set.id)} />
          <ActionItem
            icon={IconTrash}
            label={t('sets.remove')}
            refused={foreign || (!set.can.remove && t('sets.stillHeld'))}
            onClick={() => setRemoving(true)}
          />
        </Menu.Dropdown>
      </Menu>
      {removing && <RemoveSetDialog set={set} onClose={() => setRemoving(false)} />}
    </>
  );
}

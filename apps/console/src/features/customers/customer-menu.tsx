import type { GroupNode } from '@licet/contract';
import { Button, Menu } from '@mantine/core';
import {
  IconArchive,
  IconArchiveOff,
  IconChevronDown,
  IconPlayerSkipForward,
  IconTrash,
  IconUserPlus,
  IconUserX,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionItem } from '../../shared/action-item.tsx';
import { later } from '../../shared/later.tsx';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { useChangeCustomers } from './use-change-customers.ts';

const SetupDialog = later(async () => (await import('./setup-dialog.tsx')).SetupDialog);
const OffboardDialog = later(async () => (await import('./offboard-dialog.tsx')).OffboardDialog);
const DeleteGroupDialog = later(async () => (await import('./delete-group-dialog.tsx')).DeleteGroupDialog);

interface Props {
  group: Pick<GroupNode, 'id' | 'name' | 'setup' | 'kind'>;
  /** The company that the group stands for. */
  companyId: string;
  /** It is shown as of a past moment. */
  past?: boolean;
}

/** What can be done with one customer; what cannot be done now says why. */
export function CustomerMenu({ group, companyId, past }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const [dialog, setDialog] = useState<'setup' | 'offboard' | 'delete'>();
  const skip = useChangeCustomers('skip');
  const archive = useChangeCustomers('archive');
  const restore = useChangeCustomers('restore');
  const close = () => setDialog(undefined);
  const { setup } = group;
  const lacking = (past && t('actions.notInPast')) || (!holds(me, 'groups-and-computers', 'write') && t('customers.needsWrite'));
  const away = (setup === 'archived' && t('customers.isArchived')) || (setup === 'unlinked' && t('customers.isUnlinked'));
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />}>
            {t('actions.label')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ActionItem
            icon={IconUserPlus}
            label={t('customers.setUp')}
            refused={lacking || away || false}
            onClick={() => setDialog('setup')}
          />
          <ActionItem
            icon={IconPlayerSkipForward}
            label={t('customers.skip')}
            refused={lacking || (setup !== 'not-set-up' && t('customers.notNew'))}
            onClick={() => skip.mutate([companyId])}
          />
          <Menu.Divider />
          <ActionItem
            icon={IconUserX}
            label={t('customers.offboard')}
            refused={lacking || (setup === 'archived' && t('customers.isArchived'))}
            onClick={() => setDialog('offboard')}
          />
          {setup === 'archived' ? (
            <ActionItem
              icon={IconArchiveOff}
              label={t('customers.restore')}
              refused={lacking}
              onClick={() => restore.mutate([companyId])}
            />
          ) : (
            <ActionItem icon={IconArchive} label={t('customers.archive')} refused={lacking} onClick={() => archive.mutate([companyId])} />
          )}
          <ActionItem
            icon={IconTrash}
            label={t('groupDeletion.action')}
            refused={lacking || (setup !== 'unlinked' && setup !== 'archived' && t('groupDeletion.needsUnlinked'))}
            onClick={() => setDialog('delete')}
          />
        </Menu.Dropdown>
      </Menu>
      {dialog === 'setup' && <SetupDialog companyId={companyId} onClose={close} />}
      {dialog === 'offboard' && <OffboardDialog companyIds={[companyId]} onClose={close} />}
      {dialog === 'delete' && <DeleteGroupDialog group={group} onClose={close} />}
    </>
  );
}

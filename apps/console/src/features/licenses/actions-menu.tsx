import { Button, Menu } from '@mantine/core';
import {
  IconArrowsMove,
  IconChevronDown,
  IconDownload,
  IconEyeSearch,
  IconHistory,
  IconPlus,
  IconRefresh,
  IconTags,
  IconTrash,
} from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../../shared/later.tsx';
import { addressOf } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { useFormat } from '../../shared/use-format.ts';
import { useAccountOf } from '../portal-accounts/use-account-of.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import { useStartRun } from '../sync-runs/use-start-run.ts';
import { ActionItem } from '../../shared/action-item.tsx';
import { type ColumnId, type LicenseFilter, type LicenseSearch, licenseSorts } from './search-params.ts';
import { countSelected, nothing, onlyLicense, onlyPool, type Selection } from './selection.ts';

const TagsDialog = later(async () => (await import('./tags-dialog.tsx')).TagsDialog);

const RemoveAccountDialog = later(async () => (await import('../portal-accounts/remove-account-dialog.tsx')).RemoveAccountDialog);
const WhoDialog = later(async () => (await import('../access/who-dialog.tsx')).WhoDialog);
const MovePoolDialog = later(async () => (await import('./move-pool-dialog.tsx')).MovePoolDialog);

interface Props {
  search: LicenseSearch;
  filter: LicenseFilter;
  shown: ColumnId[];
  selection: Selection;
  onSelection: (selection: Selection) => void;
  onChange: (change: Partial<Record<keyof LicenseSearch, unknown>>) => void;
}

/** Everything that can be done here. What cannot be done now says why. */
export function ActionsMenu({ search, filter, shown, selection, onSelection, onChange }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const { language } = useFormat();
  const start = useStartRun();
  const [dialog, setDialog] = useState<'move' | 'tags' | 'remove' | 'who'>();
  const pool = onlyPool(selection);
  const license = onlyLicense(selection);
  const account = useAccountOf(pool ?? license);
  const past = search.asOf !== undefined && t('actions.notInPast');
  const sort = licenseSorts.find((one) => one === search.sort);
  const csv = addressOf(doors.licenses.exportCsv, {
    query: {
      ...filter,
      language,
      columns: shown.flatMap((id) => (id === 'units' ? ['quantity', 'usage'] : [id])).join(','),
      ...(sort ? { sort } : {}),
      ...(search.order ? { order: search.order } : {}),
    },
  });
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu position="bottom-end" width={300} withinPortal={false}>
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={14} />}>{t('actions.label')}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <ActionItem
            icon={IconPlus}
            label={t('actions.addLicenses')}
            refused={!me.administrator && t('actions.administratorsOnly')}
            onClick={() => onChange({ dialog: 'add' })}
          />
          <ActionItem
            icon={IconRefresh}
            label={t('actions.synchronize')}
            refused={(!holds(me, 'portal-accounts', 'use') && t('actions.needsAccountsUse')) || (!me.msp && t('actions.needsAccount'))}
            onClick={() => start.mutate({ preview: false })}
          />
          <Menu.Divider />
          <ActionItem
            icon={IconArrowsMove}
            label={t('actions.move')}
            refused={past || (!pool && t('actions.needsOnePool')) || (!!pool && !pool.can.move && t('actions.needsLicensesWrite'))}
            onClick={() => setDialog('move')}
          />
          <ActionItem
            icon={IconTags}
            label={t('actions.tags')}
            refused={
              past ||
              (countSelected(selection) === 0 && t('actions.needsSelection')) ||
              (!holds(me, 'licenses', 'write') && t('actions.needsLicensesWrite'))
            }
            onClick={() => setDialog('tags')}
          />
          <ActionItem
            icon={IconTrash}
            label={t('actions.removeLicenses')}
            refused={past || (!me.administrator && t('actions.administratorsOnlyRemove')) || (!account && t('actions.needsOneOfAccount'))}
            onClick={() => setDialog('remove')}
          />
          <ActionItem
            icon={IconHistory}
            label={t('actions.history')}
            looks
            refused={!license && t('actions.needsOneLicense')}
            onClick={() => license && onChange({ open: license.licenseId, tab: 'history' })}
          />
          <ActionItem
            icon={IconEyeSearch}
            label={t('access.who')}
            looks
            refused={(!pool && !license && t('access.needsOne')) || (!holds(me, 'users') && t('access.needsUsersRead'))}
            onClick={() => setDialog('who')}
          />
          <Menu.Divider />
          <Menu.Item component="a" href={csv} download c="var(--ink)" leftSection={<IconDownload size={16} />}>
            {t('actions.export')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {dialog === 'move' && pool && <MovePoolDialog pool={pool} onClose={close} onMoved={() => onSelection(nothing)} />}
      {dialog === 'remove' && account && <RemoveAccountDialog account={account} onClose={close} />}
      {dialog === 'who' && pool && <WhoDialog kind="pool" id={pool.id} name={pool.name} onClose={close} />}
      {dialog === 'who' && license && (
        <WhoDialog kind="license" id={license.licenseId} name={license.publicId ?? license.productName} onClose={close} />
      )}
      {dialog === 'tags' && <TagsDialog selection={selection} filter={filter} onClose={close} />}
    </>
  );
}

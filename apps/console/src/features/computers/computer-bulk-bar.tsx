import type { Computer } from '@licet/contract';
import { Button } from '@mantine/core';
import { IconFolderSymlink, IconKeyOff, IconTrash, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import { WhoButton } from '../access/who-button.tsx';
import classes from './computer-list.module.css';
import { useComputersChange } from './computers-queries.ts';
import { MoveComputersDialog } from './move-computers-dialog.tsx';

interface Props {
  selected: ReadonlyMap<string, Computer>;
  onClear: () => void;
}

/** What can be done with the computers that are ticked. */
export function ComputerBulkBar({ selected, onClear }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [dialog, setDialog] = useState<'move' | 'deactivate' | 'remove'>();
  const rows = [...selected.values()];
  const done = (key: 'moved' | 'deactivated' | 'removed') => (count: number) => {
    notifyDone(t(`computers.${key}`, { count, formatted: format.number(count) }));
    setDialog(undefined);
    onClear();
  };
  // Those that use no unit need no freeing.
  const active = rows.filter((one) => one.can.deactivate);
  const deactivate = useComputersChange(
    () => call(doors.computers.deactivate, { body: { ids: active.map((row) => row.id) } }),
    done('deactivated'),
  );
  const remove = useComputersChange(() => call(doors.computers.remove, { body: { ids: rows.map((row) => row.id) } }), done('removed'));
  if (rows.length === 0) return null;
  const leave = () => setDialog(undefined);
  const only = rows.length === 1 ? rows[0] : undefined;
  return (
    <div className={classes.bulk} role="region" aria-label={t('selection.label')}>
      <strong role="status">{t('computers.selected', { count: rows.length, formatted: format.number(rows.length) })}</strong>
      <span className={classes.actions}>
        <ActButton
          variant="default"
          leftSection={<IconFolderSymlink size={15} />}
          disabled={!rows.every((one) => one.can.move)}
          onClick={() => setDialog('move')}
        >
          {t('computers.move')}
        </ActButton>
        <ActButton
          variant="default"
          leftSection={<IconKeyOff size={15} />}
          disabled={active.length === 0}
          onClick={() => setDialog('deactivate')}
        >
          {t('computers.deactivate')}
        </ActButton>
        <ActButton
          variant="default"
          leftSection={<IconTrash size={15} />}
          disabled={!rows.every((one) => one.can.remove)}
          onClick={() => setDialog('remove')}
        >
          {t('computers.remove')}
        </ActButton>
        {only && <WhoButton kind="computer" id={only.id} name={only.name} />}
        <Button variant="subtle" color="gray" leftSection={<IconX size={15} />} onClick={onClear}>
          {t('selection.clear')}
        </Button>
      </span>
      {dialog === 'move' && <MoveComputersDialog ids={rows.map((row) => row.id)} onClose={leave} onMoved={done('moved')} />}
      {dialog === 'deactivate' && (
        <ConfirmDialog
          title={t('computers.deactivateTitle', { count: active.length, formatted: format.number(active.length) })}
          text={t('computers.deactivateText')}
          names={active.map((row) => row.name)}
          verb={t('computers.deactivate')}
          busy={deactivate.isPending}
          error={deactivate.error}
          onConfirm={() => deactivate.mutate(undefined)}
          onClose={leave}
        />
      )}
      {dialog === 'remove' && (
        <ConfirmDialog
          title={t('computers.removeTitle', { count: rows.length, formatted: format.number(rows.length) })}
          text={t('computers.removeText')}
          names={rows.map((row) => row.name)}
          verb={t('computers.remove')}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate(undefined)}
          onClose={leave}
        />
      )}
    </div>
  );
}

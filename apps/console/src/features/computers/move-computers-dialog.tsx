import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { GroupTree } from '../groups/group-tree.tsx';
import classes from './computer-list.module.css';
import { useComputersChange } from './computers-queries.ts';

interface Props {
  ids: string[];
  onClose: () => void;
  onMoved: (changed: number) => void;
}

export function MoveComputersDialog({ ids, onClose, onMoved }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [to, setTo] = useState<string>();
  const move = useComputersChange((target: string) => call(doors.computers.move, { body: { ids, to: target } }), onMoved);
  return (
    <Dialog onClose={onClose} size={560} title={t('computers.moveTitle', { count: ids.length, formatted: format.number(ids.length) })}>
      <div className={classes.steps}>
        <p>{t('computers.moveText')}</p>
        <GroupTree label={t('computers.moveTo')} purpose="computers" selected={to} onSelect={(node) => setTo(node.id)} />
        {move.error && <ProblemNote error={move.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button disabled={to === undefined} loading={move.isPending} onClick={() => to !== undefined && move.mutate(to)}>
            {t('computers.move')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

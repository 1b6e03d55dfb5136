import type { PoolRow } from '@licet/contract';
import { Button } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { groupPath } from '../groups/group-name.ts';
import classes from './move-pool-dialog.module.css';

interface Props {
  pool: PoolRow;
  /** Permission sets of the move that stay although it was taken back. */
  kept: { id: string; name: string }[];
  /** Where it was before; undefined once it is back there. */
  back: string | undefined;
  undoing: boolean;
  /** Why it could not be taken back. */
  error: Error | null;
  onUndo: () => void;
  onClose: () => void;
}

export function MoveResult({ pool, kept, back, undoing, error, onUndo, onClose }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className={classes.steps}>
      <p className={classes.done} role="status">
        <IconCircleCheck size={20} aria-hidden />
        {t('move.done', { path: groupPath(pool.accessGroup.segments, t) })}
      </p>
      {kept.length > 0 && <p className={classes.from}>{t('move.kept', { names: format.list(kept.map(({ name }) => name)) })}</p>}
      {back !== undefined && <p className={classes.from}>{t('move.undoText', { path: back })}</p>}
      {error && <ProblemNote error={error} />}
      <div className={classes.buttons}>
        {back !== undefined && (
          <Button variant="default" loading={undoing} onClick={onUndo}>
            {t('common.undo')}
          </Button>
        )}
        <Button data-autofocus onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </div>
  );
}

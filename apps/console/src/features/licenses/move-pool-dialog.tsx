import type { PoolRow } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { Tree } from '../../shared/tree/tree.tsx';
import { GroupIcon } from '../groups/group-icon.tsx';
import { groupPath } from '../groups/group-name.ts';
import { useGroupTree } from '../groups/use-group-tree.ts';
import { MoveImpact } from './move-impact.tsx';
import { MoveOptions, plainMove } from './move-options.tsx';
import classes from './move-pool-dialog.module.css';
import { MoveResult } from './move-result.tsx';

interface Props {
  pool: PoolRow;
  onClose: () => void;
  onMoved: () => void;
}

/** Choose a group, see what the move will do, confirm it by its verb, and have a way back. */
export function MovePoolDialog({ pool, onClose, onMoved }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [to, setTo] = useState<string>();
  const [step, setStep] = useState<'choose' | 'confirm'>('choose');
  const [choice, setChoice] = useState(plainMove);
  const tree = useGroupTree('access', { archived: 'show' });
  const impact = useQuery({
    queryKey: ['pools', 'move-impact', pool.id, to],
    queryFn: ({ signal }) => call(doors.pools.moveImpact, { params: { id: pool.id }, query: { to: to ?? '' }, signal }),
    enabled: step === 'confirm' && to !== undefined,
    // Confirmed is what is true now, not what was true when somebody looked before.
    staleTime: 0,
    gcTime: 0,
  });
  const onSuccess = () => {
    for (const key of ['pools', 'licenses', 'groups', 'overview', 'installers', 'users', 'permission-sets'])
      void queries.invalidateQueries({ queryKey: [key] });
  };
  const move = useMutation({
    mutationFn: (target: string) => call(doors.pools.move, { params: { id: pool.id }, body: { to: target, ...choice } }),
    onSuccess,
  });
  const undo = useMutation({
    mutationFn: (operationId: string) => call(doors.pools.undoMove, { params: { id: operationId } }),
    onSuccess,
  });
  const finish = () => {
    onMoved();
    onClose();
  };
  return (
    <Dialog onClose={move.data ? finish : onClose} size={640} title={t('move.title', { name: pool.name })}>
      {move.data ? (
        <MoveResult
          pool={undo.data ?? move.data}
          kept={undo.data?.kept ?? []}
          back={undo.data ? undefined : groupPath(pool.accessGroup.segments, t)}
          undoing={undo.isPending}
          error={undo.error}
          onUndo={() => undo.mutate(move.data.operationId)}
          onClose={finish}
        />
      ) : (
        <div className={classes.steps}>
          <p className={classes.from}>{t('move.from', { path: groupPath(pool.accessGroup.segments, t) })}</p>
          {step === 'choose' && (
            <div className={classes.tree}>
              {tree.isPending && <SkeletonRows rows={8} />}
              {tree.error && <ProblemNote error={tree.error} onRetry={() => void tree.refetch()} />}
              {tree.data && (
                <Tree
                  label={t('move.choose')}
                  index={tree.index}
                  selected={to ?? pool.accessGroup.id}
                  onSelect={(node) => setTo(node.id)}
                  icon={(node) => <GroupIcon kind={node.kind} />}
                />
              )}
            </div>
          )}
          {step === 'confirm' && impact.isPending && <SkeletonRows rows={5} />}
          {step === 'confirm' && impact.error && <ProblemNote error={impact.error} onRetry={() => void impact.refetch()} />}
          {step === 'confirm' && impact.data && <MoveImpact impact={impact.data} />}
          {step === 'confirm' && impact.data && <MoveOptions impact={impact.data} value={choice} onChange={setChoice} />}
          {move.error && <ProblemNote error={move.error} />}
          <div className={classes.buttons}>
            {step === 'confirm' && (
              <Button
                variant="default"
                onClick={() => {
                  setStep('choose');
                  setChoice(plainMove);
                }}
              >
                {t('common.back')}
              </Button>
            )}
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            {step === 'choose' ? (
              <Button disabled={to === undefined || to === pool.accessGroup.id} onClick={() => setStep('confirm')}>
                {t('move.see')}
              </Button>
            ) : (
              <Button
                disabled={!impact.data || to === undefined}
                loading={move.isPending}
                onClick={() => to !== undefined && move.mutate(to)}
              >
                {t('move.confirm')}
              </Button>
            )}
          </div>
        </div>
      )}
    </Dialog>
  );
}

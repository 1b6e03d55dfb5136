import type { SyncRun } from '@licet/contract';
import { TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { IconAlertTriangle, IconEye } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { RunReason } from './run-reason.tsx';
import { removalWords, removesSomething } from './run-summary.ts';
import cards from '../../shared/cards-page.module.css';
import classes from './run.module.css';
import { runQuery } from './sync-runs-queries.ts';

/** A plan that waits: which rule held it, and the two answers. One that removes is confirmed in writing. */
export function WaitingBand({ run }: { run: SyncRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQueryClient();
  const [typed, setTyped] = useState('');
  const answer = useMutation({
    mutationFn: (kind: 'apply' | 'discard') => call(doors.syncRuns[kind], { params: { id: run.id } }),
    onSuccess: (next, kind) => {
      queries.setQueryData(runQuery(run.id).queryKey, next);
      void queries.invalidateQueries({ queryKey: ['sync-runs', 'list'] });
      void queries.invalidateQueries({ queryKey: ['portal-accounts'] });
      notifyDone(kind === 'apply' ? t('waiting.applying') : t('waiting.discarded'));
    },
  });
  const held = run.state === 'held';
  const Icon = held ? IconAlertTriangle : IconEye;
  const removes = removesSomething(run);
  return (
    <section className={cards.band} data-kind={run.state} aria-label={held ? t('waiting.heldTitle') : t('waiting.plannedTitle')}>
      <h2>
        <Icon size={18} aria-hidden />
        {held ? t('waiting.heldTitle') : t('waiting.plannedTitle')}
      </h2>
      <RunReason run={run} />
      <p>{t('waiting.stillHolds')}</p>
      {removes && <p>{t('waiting.removes', { what: removalWords(run, t, format) })}</p>}
      {answer.error && <ProblemNote error={answer.error} />}
      <form
        className={classes.answers}
        onSubmit={(event) => {
          event.preventDefault();
          answer.mutate('apply');
        }}
      >
        {removes && run.can.apply && (
          <TextInput
            className={classes.typed}
            label={t('waiting.type', { login: run.account.login })}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        {run.can.apply && (
          <ActButton
            type="submit"
            disabled={removes && typed !== run.account.login}
            loading={answer.isPending && answer.variables === 'apply'}
          >
            {t('waiting.apply')}
          </ActButton>
        )}
        {run.can.discard && (
          <ActButton
            variant="default"
            loading={answer.isPending && answer.variables === 'discard'}
            onClick={() => answer.mutate('discard')}
          >
            {t('waiting.discard')}
          </ActButton>
        )}
        {!run.can.apply && !run.can.discard && <span className={cards.quiet}>{t('waiting.notAllowed')}</span>}
      </form>
    </section>
  );
}

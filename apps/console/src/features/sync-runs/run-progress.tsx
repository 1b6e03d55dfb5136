import type { SyncRun } from '@licet/contract';
import { Progress } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/format.ts';
import { useFormat } from '../../shared/use-format.ts';
import { runShare } from './run-share.ts';
import classes from './run.module.css';
import { isWorking } from './sync-runs-queries.ts';

const phases = ['companies', 'licenses', 'orders', 'planning', 'applying', 'details'] as const;
type Phase = SyncRun['progress']['phase'];
const order: Phase[] = ['waiting', ...phases, 'done'];

/** Where a run is: its phases, the share of the present one, and how long is left. */
export function RunProgress({ run }: { run: SyncRun }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { phase, done, total, requests, secondsLeft } = run.progress;
  const at = order.indexOf(phase);
  const share = runShare(run);
  const shown = run.preview ? phases.slice(0, 4) : phases;
  return (
    <div className={classes.progress}>
      <ol className={classes.phases} aria-label={t('run.phases')}>
        {shown.map((name) => {
          const state = at > order.indexOf(name) ? 'done' : name === phase ? 'current' : 'ahead';
          return (
            <li key={name} data-state={state} aria-current={state === 'current' ? 'step' : undefined}>
              <span className={classes.dot} aria-hidden>
                {state === 'done' && <IconCheck size={11} stroke={3} />}
              </span>
              {t(`phases.${name}`)}
            </li>
          );
        })}
      </ol>
      {isWorking(run) && (
        <>
          <Progress value={share === null ? 100 : share * 100} animated={share === null} size={6} aria-label={t(`phases.${phase}`)} />
          <p className={classes.figures}>
            <span>
              {total === null
                ? t('run.doneOfUnknown', { done: format.number(done) })
                : t('run.doneOf', { done: format.number(done), total: format.number(total) })}
            </span>
            <span>{t('run.requests', { count: requests, formatted: format.number(requests) })}</span>
            {secondsLeft !== null && <span>{t('run.left', { time: clock(secondsLeft) })}</span>}
          </p>
        </>
      )}
    </div>
  );
}

import type { Report } from '@licet/contract';
import { IconCircleCheck, IconCircleX, IconClock, IconEyeOff, IconFileText } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { UNKNOWN } from '../../shared/format.ts';
import { useFormat } from '../../shared/use-format.ts';
import { reasonWords } from '../../shared/words/reason-words.ts';
import { ToneMark } from '../../shared/words/tone-mark.tsx';
import classes from './reports.module.css';
import { ownZone, scheduleWords } from '../../shared/words/report-words.ts';

const looks = {
  kept: { icon: IconFileText, tone: 'calm' },
  scheduled: { icon: IconClock, tone: 'good' },
  silent: { icon: IconEyeOff, tone: 'warn' },
} as const;

/** Whether a report is mailed; of one that should be and is not, why. */
export function ReportState({ report: { state, silence } }: { report: Report }) {
  const { t } = useTranslation();
  return (
    <>
      <ToneMark {...looks[state]} word={t(`reports.states.${state}`)} />
      {silence && <span className={classes.note}>{t(`reports.silences.${silence}`)}</span>}
    </>
  );
}

/** When it is mailed, and when next. Clocks elsewhere are named. */
export function ReportSchedule({ report: { schedule, nextAt } }: { report: Report }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      {schedule && schedule.zone !== ownZone()
        ? t('reports.inZone', { schedule: scheduleWords(schedule, t), zone: schedule.zone })
        : scheduleWords(schedule, t)}
      {nextAt && <span className={classes.note}>{t('reports.nextAt', { at: format.moment(nextAt) })}</span>}
    </>
  );
}

/** The first address, and how many more there are. */
export function Recipients({ addresses }: { addresses: string[] }) {
  const { t } = useTranslation();
  const [first, ...more] = addresses;
  if (first === undefined) return UNKNOWN;
  return (
    <span title={addresses.join('\n')}>
      <span className={classes.cut}>{first}</span>
      {more.length > 0 && <span className={classes.note}>{t('reports.moreAddresses', { count: more.length })}</span>}
    </span>
  );
}

/** How it was mailed last. */
export function LastSent({ last }: { last: Report['lastSent'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!last) return UNKNOWN;
  const { sent, problem, rows } = last;
  return (
    <>
      <ToneMark icon={sent ? IconCircleCheck : IconCircleX} tone={sent ? 'good' : 'bad'} word={format.moment(last.at)} />
      {!sent && !problem && <span className={classes.fault}>{t('reports.notSent')}</span>}
      {problem && <span className={classes.fault}>{reasonWords(problem, 'says', t) ?? problem.code}</span>}
      {sent && rows !== null && <span className={classes.note}>{t('reports.rows', { count: rows, formatted: format.number(rows) })}</span>}
    </>
  );
}

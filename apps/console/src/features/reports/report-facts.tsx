import type { Report } from '@licet/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { groupName } from '../groups/group-name.ts';
import { LastSent, Recipients, ReportSchedule, ReportState } from './report-state.tsx';
import { contentWords } from '../../shared/words/report-words.ts';
import classes from './reports.module.css';

/** What the report is, in short. */
export function ReportFacts({ report }: { report: Report }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { accessGroup, filter, groupBy, owner, schedule, recipients, lastSent } = report;
  const holds = (
    <>
      {contentWords(filter, t, format)}
      {groupBy && <span className={classes.note}>{t(`reports.summed.${groupBy}`)}</span>}
    </>
  );
  const mailed = (
    <>
      <Recipients addresses={recipients} />
      {owner && <span className={classes.note}>{t('reports.asSeenBy', { login: owner })}</span>}
    </>
  );
  const facts: [string, ReactNode][] = [
    [t('reports.columns.state'), <ReportState key="state" report={report} />],
    [t('columns.accessGroup'), groupName(accessGroup, t)],
    [t('reports.columns.holds'), holds],
    [t('reports.columns.schedule'), <ReportSchedule key="schedule" report={report} />],
    ...(schedule ? ([[t('reports.columns.recipients'), mailed]] as [string, ReactNode][]) : []),
    ...(lastSent ? ([[t('reports.columns.lastSent'), <LastSent key="sent" last={lastSent} />]] as [string, ReactNode][]) : []),
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

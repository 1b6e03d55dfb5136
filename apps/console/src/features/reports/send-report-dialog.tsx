import type { Report } from '@licet/contract';
import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { useFormat } from '../../shared/use-format.ts';
import { reasonWords } from '../../shared/words/reason-words.ts';
import { ToneMark } from '../../shared/words/tone-mark.tsx';
import { useReportChange } from './reports-queries.ts';
import classes from './reports.module.css';

/** Says to whom a report goes, mails it, and says what came of it. */
export function SendReportDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  const { t } = useTranslation();
  const title = t('reports.sendTitle', { name: report.name });
  const send = useReportChange(
    () => call(doors.reports.send, { params: { id: report.id } }),
    () => undefined,
  );
  return (
    <Dialog title={title} onClose={onClose}>
      <div className={form.form}>
        <p className={form.text}>{report.owner ? t('reports.sendText', { login: report.owner }) : t('reports.sendOwnerlessText')}</p>
        <ul className={classes.addresses} tabIndex={0} aria-label={t('reports.columns.recipients')}>
          {report.recipients.map((address) => (
            <li key={address}>{address}</li>
          ))}
        </ul>
        <div aria-live="polite">{send.data?.lastSent && <Result last={send.data.lastSent} />}</div>
        {send.error && <ProblemNote error={send.error} />}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {send.data ? t('common.close') : t('common.cancel')}
          </Button>
          {!send.data?.lastSent?.sent && (
            <Button data-autofocus loading={send.isPending} onClick={() => send.mutate(undefined)}>
              {(send.data ?? send.error) ? t('common.tryAgain') : t('reports.sendConfirm')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Result({ last: { sent, rows, problem } }: { last: NonNullable<Report['lastSent']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const icon = sent ? IconCircleCheck : IconCircleX;
  return (
    <>
      <ToneMark icon={icon} tone={sent ? 'good' : 'bad'} word={sent ? t('reports.sent') : t('reports.notSent')} />
      {sent && rows !== null && <span className={classes.note}>{t('reports.rows', { count: rows, formatted: format.number(rows) })}</span>}
      {problem && <span className={classes.note}>{reasonWords(problem, 'says', t) ?? problem.code}</span>}
      {problem && <span className={classes.note}>{reasonWords(problem, 'remedy', t)}</span>}
    </>
  );
}

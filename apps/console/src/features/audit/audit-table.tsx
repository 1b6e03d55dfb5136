import type { AuditEntry } from '@licet/contract';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { ChangeFields } from '../../shared/change/change-fields.tsx';
import { UNKNOWN } from '../../shared/format.ts';
import { PlainTable } from '../../shared/table/plain-table.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { useGroupNames } from '../groups/use-group-names.ts';
import classes from './audit.module.css';
import { actionWord, subjectWord } from './audit-words.ts';

export function AuditTable({ rows, old }: { rows: AuditEntry[]; old: boolean }) {
  const { t } = useTranslation();
  const nameOf = useGroupNames();
  return (
    <PlainTable
      label={t('places.audit')}
      rows={rows}
      rowId={(entry) => entry.id}
      old={old}
      minWidth={1040}
      columns={[
        { id: 'at', title: t('audit.columns.at'), width: 166, cell: (entry) => <When entry={entry} /> },
        { id: 'by', title: t('audit.columns.by'), width: 130, cell: (entry) => <Doer entry={entry} /> },
        { id: 'action', title: t('audit.columns.action'), width: 176, cell: (entry) => actionWord(entry.action, t) },
        { id: 'subject', title: t('audit.columns.subject'), width: 180, cell: (entry) => <Subject entry={entry} /> },
        { id: 'group', title: t('audit.columns.group'), width: 150, cell: (entry) => nameOf(entry.group) },
        { id: 'change', title: t('audit.columns.change'), cell: (entry) => <ChangeFields before={entry.before} after={entry.after} /> },
      ]}
    />
  );
}

function When({ entry }: { entry: AuditEntry }) {
  const format = useFormat();
  return (
    <>
      {format.moment(entry.at)}
      <span className={classes.note}>{format.ago(entry.at)}</span>
    </>
  );
}

function Doer({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  return (
    <>
      {entry.by?.login ?? t('audit.program')}
      {entry.run && (
        <span className={classes.note}>
          <Link to="/sync-runs/$runId" params={{ runId: entry.run }}>
            {t('audit.run')}
          </Link>
        </span>
      )}
    </>
  );
}

function Subject({ entry }: { entry: AuditEntry }) {
  const { t } = useTranslation();
  const { kind } = entry.subject;
  // A run has no name of its own, an account's pool none that its readers may know, and Shared Objects have one in each language.
  if (kind === 'run' || kind === 'account-pool' || kind === 'shared-objects') return subjectWord(kind, t);
  return (
    <>
      {entry.subject.name || UNKNOWN}
      <span className={classes.note}>{subjectWord(kind, t)}</span>
    </>
  );
}

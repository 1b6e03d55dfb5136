import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import classes from './account-dialogs.module.css';
import type { FileSummary } from './file-summary.ts';

/** What the chosen file holds, before it is sent. */
export function FileFacts({ summary }: { summary: FileSummary }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { login, company, takenAt, companies, licenses } = summary;
  const facts = [
    [t('importFile.account'), [login, company].filter((part) => part !== null).join(' – ')],
    [t('importFile.taken'), takenAt === null ? '' : format.moment(takenAt)],
    [t('importFile.companies'), format.number(companies)],
    [t('importFile.licenses'), format.number(licenses)],
  ].filter(([, value]) => value !== '');
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

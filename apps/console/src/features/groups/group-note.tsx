import type { GroupNode } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import classes from './group-note.module.css';

/** What is out of the ordinary about a group: suspended upstream, unlinked, archived, not set up. */
export function GroupNote({ node }: { node: GroupNode }) {
  const { t } = useTranslation();
  if (node.companyStatus === 'suspended') return <span className={classes.note}>{t('companyStatuses.suspended')}</span>;
  if (node.setup === null || node.setup === 'ready') return null;
  return (
    <span className={classes.note} data-setup={node.setup}>
      {t(`setups.${node.setup}`)}
    </span>
  );
}

import type { GroupNode } from '@licet/contract';
import { IconArchive, IconCircleDashed, IconUnlink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './group-note.module.css';

const icons = { 'not-set-up': IconCircleDashed, unlinked: IconUnlink, archived: IconArchive };

/** What is out of the ordinary about a group: suspended upstream, unlinked, archived, not set up. */
export function GroupNote({ node }: { node: GroupNode }) {
  const { t } = useTranslation();
  if (
    node.setup === null ||
    node.setup === 'ready' ||
    (node.setup === 'not-set-up' && (node.companyStatus === 'suspended' || node.kind !== 'customer'))
  )
    return node.companyStatus === 'suspended' ? <span className={classes.note}>{t('companyStatuses.suspended')}</span> : null;
  const Icon = icons[node.setup];
  return (
    <span className={classes.note} data-setup={node.setup}>
      <Icon size={13} aria-hidden />
      {t(`setups.${node.setup}`)}
    </span>
  );
}

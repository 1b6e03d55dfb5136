import { ActionIcon, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconX } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { PublicId } from '../../shared/words/public-id.tsx';
import { LicenseDetails } from './license-details.tsx';
import classes from './license-drawer.module.css';
import { LicenseHistory } from './license-history.tsx';
import { licenseQuery } from './licenses-queries.ts';

interface Props {
  id: string;
  tab: 'history' | undefined;
  onTab: (tab: 'history' | undefined) => void;
  onClose: () => void;
}

/** One license beside the list, which stays usable. Escape closes it. */
export function LicenseDrawer({ id, tab, onTab, onClose }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(licenseQuery(id));
  const [first] = data?.rows ?? [];
  const title = first ? (first.bundleName ?? first.productName) : t('drawer.title');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A dialog or menu above it takes Escape first.
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('[role="dialog"], [role="menu"]')) onClose();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <aside className={classes.drawer} aria-label={t('drawer.title')}>
      <header className={classes.head}>
        <div>
          <h2>{title}</h2>
          {first && <PublicId value={first.publicId} />}
        </div>
        <ActionIcon onClick={onClose} aria-label={t('drawer.close')}>
          <IconX size={18} />
        </ActionIcon>
      </header>
      <div className={classes.tabs}>
        <SegmentedControl
          fullWidth
          aria-label={t('drawer.parts')}
          value={tab ?? 'details'}
          onChange={(value) => onTab(value === 'history' ? 'history' : undefined)}
          data={[
            { value: 'details', label: t('drawer.details') },
            { value: 'history', label: t('drawer.history') },
          ]}
        />
      </div>
      <div className={classes.body}>
        {error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
        {!data && !error && <SkeletonRows rows={10} />}
        {data && tab !== 'history' && <LicenseDetails license={data} />}
        {data && tab === 'history' && <LicenseHistory id={id} several={data.rows.length > 1} />}
      </div>
    </aside>
  );
}

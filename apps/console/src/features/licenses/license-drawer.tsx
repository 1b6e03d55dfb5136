import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { SidePanel } from '../../shared/side-panel.tsx';
import { PublicId } from '../../shared/words/public-id.tsx';
import { LicenseDetails } from './license-details.tsx';
import { LicenseHistory } from './license-history.tsx';
import { licenseQuery } from './licenses-queries.ts';

interface Props {
  id: string;
  tab: 'history' | undefined;
  onTab: (tab: 'history' | undefined) => void;
  onClose: () => void;
}

/** One license beside the list. */
export function LicenseDrawer({ id, tab, onTab, onClose }: Props) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(licenseQuery(id));
  const [first] = data?.rows ?? [];
  const title = first ? (first.bundleName ?? first.productName) : t('drawer.title');
  return (
    <SidePanel
      label={t('drawer.title')}
      title={title}
      note={first && <PublicId value={first.publicId} />}
      closeLabel={t('drawer.close')}
      onClose={onClose}
      tools={
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
      }
    >
      {error && !data && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!data && !error && <SkeletonRows rows={10} />}
      {data && tab !== 'history' && <LicenseDetails license={data} />}
      {data && tab === 'history' && <LicenseHistory id={id} several={data.rows.length > 1} />}
    </SidePanel>
  );
}

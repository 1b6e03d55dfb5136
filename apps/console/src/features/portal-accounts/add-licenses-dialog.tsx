import type { Answer, portalAccounts } from '@licet/contract';
import { SegmentedControl } from '@mantine/core';
import { useIsMutating } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { ImportProgress } from '../sync-runs/import-progress.tsx';
import classes from './account-dialogs.module.css';
import { ImportFileForm } from './import-file-form.tsx';
import { LinkForm } from './link-form.tsx';

const ways = ['portal', 'file'] as const;

/** Links an account, at its portal or, where that cannot be reached, out of a file. */
export function AddLicensesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [way, setWay] = useState<(typeof ways)[number]>('portal');
  const [linked, setLinked] = useState<Answer<typeof portalAccounts.link>>();
  const busy = useIsMutating({ mutationKey: ['add-licenses'] }) > 0;
  return (
    <Dialog onClose={onClose} size={520} title={t('actions.addLicenses')} leavable={!busy}>
      {linked ? (
        <ImportProgress account={linked.account} runId={linked.runId} onClose={onClose} />
      ) : (
        <div className={classes.form}>
          <SegmentedControl
            aria-label={t('link.way')}
            value={way}
            onChange={(value) => setWay(value === 'file' ? 'file' : 'portal')}
            data={ways.map((value) => ({ value, label: t(`link.ways.${value}`) }))}
          />
          {way === 'portal' ? <LinkForm onClose={onClose} onDone={setLinked} /> : <ImportFileForm onClose={onClose} onDone={setLinked} />}
        </div>
      )}
    </Dialog>
  );
}

import type { Answer, PortalAccount, portalAccounts } from '@licet/contract';
import { useIsMutating } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { ImportProgress } from '../sync-runs/import-progress.tsx';
import { ImportFileForm } from './import-file-form.tsx';

interface Props {
  account: PortalAccount;
  onClose: () => void;
}

/** A newer file of an account that was read from one. */
export function ImportFileDialog({ account, onClose }: Props) {
  const { t } = useTranslation();
  const [imported, setImported] = useState<Answer<typeof portalAccounts.import>>();
  const busy = useIsMutating({ mutationKey: ['add-licenses'] }) > 0;
  return (
    <Dialog onClose={onClose} size={520} title={t('accounts.importNewer')} leavable={!busy}>
      {imported ? (
        <ImportProgress account={imported.account} runId={imported.runId} onClose={onClose} />
      ) : (
        <ImportFileForm account={account} onClose={onClose} onDone={setImported} />
      )}
    </Dialog>
  );
}

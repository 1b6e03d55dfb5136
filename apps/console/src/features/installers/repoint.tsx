import type { Installer } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useInstallerChange } from './installers-queries.ts';

/** Offers the license that came in the place of the one that is gone: scripts that are out work again at once. */
export function Repoint({ installer, successor }: { installer: Installer; successor: NonNullable<Installer['successor']> }) {
  const { t } = useTranslation();
  const change = useInstallerChange(
    () => call(doors.installers.change, { params: { id: installer.id }, body: { shareId: successor.shareId } }),
    () => notifyDone(t('installers.repointed')),
  );
  return (
    <>
      <p>{t('installers.successor', { product: successor.productName, publicId: successor.publicId ?? '' })}</p>
      {installer.can.change && (
        <ActButton size="xs" loading={change.isPending} onClick={() => change.mutate(undefined)}>
          {t('installers.repoint')}
        </ActButton>
      )}
      {change.error && <ProblemNote error={change.error} />}
    </>
  );
}

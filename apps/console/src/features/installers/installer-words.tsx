import type { Installer } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';
import { UnitsBar } from '../../shared/words/units-bar.tsx';

/** Computers enrolled, of how many there is a limit of. */
export function Uses({ installer }: { installer: Installer }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (installer.useLimit !== null) return <UnitsBar quantity={installer.useLimit} usage={installer.uses} />;
  return <span title={t('installers.noLimit')}>{format.number(installer.uses)}</span>;
}

/** When it stops working by itself, and which link of the chain ends first. */
export function useEndWords() {
  const { t } = useTranslation();
  const format = useFormat();
  return ({ effectiveExpiry: { at, by } }: Installer) => ({
    at: format.moment(at),
    by: t('installers.endsBy', { by: t(`installerEnds.${by}`), ago: format.ago(at) }),
  });
}

/** The license, in words; one out of sight is said to be there. */
export function useLicenseWords() {
  const { t } = useTranslation();
  return ({ license, namesLicense }: Installer) => {
    if (license) return { name: license.productName, note: license.publicId };
    return { name: namesLicense ? t('installers.licenseOutOfSight') : t('installers.noLicense'), note: null };
  };
}

import type { LicenseRow } from '@licet/contract';
import { IconBuilding, IconMapPin, IconUsersGroup } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './words.module.css';

const icons = { company: IconBuilding, site: IconMapPin, 'msp-customer': IconUsersGroup };

/** Who consumes a license: the icon says of which kind, the name who. */
export function LicenseUser({ kind, name }: LicenseRow['licenseUser']) {
  const { t } = useTranslation();
  const Icon = icons[kind];
  const word = t(`licenseUserKinds.${kind}`);
  return (
    <span className={classes.user} title={`${name} (${word})`}>
      <Icon size={15} stroke={1.7} role="img" aria-label={word} />
      <span className={classes.cut}>{name}</span>
    </span>
  );
}

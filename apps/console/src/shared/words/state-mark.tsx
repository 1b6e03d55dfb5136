import { IconAlertTriangle, IconArchive, IconCircleCheck, IconCircleDashed, IconCircleX, IconPlayerPause } from '@tabler/icons-react';
import type { LicenseRow } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import classes from './words.module.css';

export type LicenseState = LicenseRow['state'];

const icons = {
  normal: IconCircleCheck,
  warning: IconAlertTriangle,
  error: IconCircleX,
  suspended: IconPlayerPause,
  obsolete: IconArchive,
  unknown: IconCircleDashed,
};

/** State of a license: icon, colour and word, so that none of them carries it alone. */
export function StateMark({ state }: { state: LicenseState }) {
  const { t } = useTranslation();
  const Icon = icons[state];
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={15} aria-hidden />
      {t(`licenseStates.${state}`)}
    </span>
  );
}

/** The same as a dot, for a row of a tree; the word is there for those who cannot see it. */
export function StateDot({ state }: { state: LicenseState }) {
  const { t } = useTranslation();
  const word = t(`licenseStates.${state}`);
  return <span className={classes.dot} data-state={state} role="img" aria-label={word} title={word} />;
}

import { Checkbox, Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Impact } from './move-impact.tsx';
import classes from './move-pool-dialog.module.css';

export interface MoveChoice {
  reissueInstallers: boolean;
  grant: boolean;
  graceHours: number;
}

export const plainMove: MoveChoice = { reissueInstallers: false, grant: false, graceHours: 0 };

const graces = [0, 24, 72, 168, 720];

interface Props {
  impact: Impact;
  value: MoveChoice;
  onChange: (value: MoveChoice) => void;
}

/** What keeps things working; offered only where something would stop. */
export function MoveOptions({ impact, value, onChange }: Props) {
  const { t } = useTranslation();
  const breaks = impact.installers.breaks.length;
  const lose = impact.lose.length;
  if (breaks === 0 && lose === 0) return null;
  return (
    <fieldset className={classes.options}>
      <legend>{t('move.keep')}</legend>
      {lose > 0 && (
        <Checkbox
          label={t('move.grant', { count: lose })}
          description={impact.grantable ? t('move.grantText') : t('move.grantRefused')}
          disabled={!impact.grantable}
          checked={value.grant}
          onChange={(event) => onChange({ ...value, grant: event.currentTarget.checked })}
        />
      )}
      {breaks > 0 && (
        <Checkbox
          label={t('move.reissue', { count: breaks })}
          description={t('move.reissueText')}
          checked={value.reissueInstallers}
          onChange={(event) => onChange({ ...value, reissueInstallers: event.currentTarget.checked, graceHours: 0 })}
        />
      )}
      {breaks > 0 && !value.reissueInstallers && (
        <Select
          label={t('move.grace')}
          allowDeselect={false}
          data={graces.map((hours) => ({
            value: String(hours),
            label: hours === 0 ? t('move.noGrace') : t('move.graceHours', { count: hours / 24 }),
          }))}
          value={String(value.graceHours)}
          onChange={(hours) => onChange({ ...value, graceHours: Number(hours) })}
          w={260}
        />
      )}
    </fieldset>
  );
}

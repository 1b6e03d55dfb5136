import { Checkbox, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import classes from './notifications.module.css';
import type { RuleDraft } from './rule-draft.ts';
import { conditionKinds, isOfAccounts } from './rule-words.ts';

const states = ['warning', 'error', 'suspended', 'obsolete', 'unknown', 'normal'] as const;

interface Props {
  draft: RuleDraft;
  disabled: boolean;
  onChange: (change: Partial<RuleDraft>) => void;
}

/** What the rule watches for, with the fields of that kind. */
export function ConditionFields({ draft, disabled, onChange }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const offered = conditionKinds.filter((kind) => !isOfAccounts(kind) || kind === draft.kind || holds(me, 'portal-accounts'));
  return (
    <>
      <Select
        label={t('notifications.columns.condition')}
        description={isOfAccounts(draft.kind) ? t('notifications.accountsText') : undefined}
        allowDeselect={false}
        disabled={disabled}
        value={draft.kind}
        data={offered.map((value) => ({ value, label: t(`notifications.kinds.${value}`) }))}
        onChange={(value) => onChange({ kind: conditionKinds.find((kind) => kind === value) ?? draft.kind })}
      />
      {draft.kind === 'expiry' && (
        <TextInput
          label={t('notifications.daysBefore')}
          description={t('notifications.daysText')}
          inputMode="numeric"
          disabled={disabled}
          value={draft.days}
          onChange={(event) => onChange({ days: event.currentTarget.value })}
        />
      )}
      {draft.kind === 'usage' && (
        <TextInput
          type="number"
          label={t('notifications.percent')}
          description={t('notifications.percentText')}
          min={1}
          max={1000}
          step={1}
          disabled={disabled}
          value={draft.percent}
          onChange={(event) => onChange({ percent: event.currentTarget.value === '' ? '' : Number(event.currentTarget.value) })}
        />
      )}
      {draft.kind === 'state' && (
        <Checkbox.Group
          label={t('notifications.whichStates')}
          value={draft.states}
          onChange={(chosen) => onChange({ states: states.filter((state) => chosen.includes(state)) })}
        >
          <div className={classes.choices}>
            {states.map((state) => (
              <Checkbox key={state} value={state} disabled={disabled} label={t(`licenseStates.${state}`)} />
            ))}
          </div>
        </Checkbox.Group>
      )}
    </>
  );
}

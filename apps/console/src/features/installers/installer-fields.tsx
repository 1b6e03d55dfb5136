import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './installer-form.module.css';
import { licenseChoicesQuery } from './installers-queries.ts';

export interface InstallerValues {
  name: string;
  shareId: string | null;
  /** The last day, `YYYY-MM-DD`; empty: none. */
  lastDay: string;
  useLimit: number | null;
}

interface Props {
  /** The group that computers go to: the licenses of its company can be chosen. */
  groupId: string | undefined;
  values: InstallerValues;
  onChange: (change: Partial<InstallerValues>) => void;
  /** Between the name and the license. */
  children?: ReactNode;
}

/** Stands for no license among the choices. */
const NONE = 'none';

/** Name, license with the units that are left, end and limit. */
export function InstallerFields({ groupId, values, onChange, children }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const choices = useQuery({ ...licenseChoicesQuery(groupId ?? ''), enabled: groupId !== undefined });
  const unitsLeft = (left: number | null) =>
    left === null ? t('units.notRead') : t('installers.unitsLeft', { count: left, formatted: format.number(left) });
  return (
    <>
      <TextInput
        label={t('installers.columns.name')}
        required
        data-autofocus
        maxLength={200}
        value={values.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      {children}
      <Select
        label={t('installers.columns.license')}
        description={t('installers.licenseText')}
        disabled={groupId === undefined}
        allowDeselect={false}
        searchable
        nothingFoundMessage={t('filters.none')}
        value={values.shareId ?? NONE}
        onChange={(value) => onChange({ shareId: value === NONE ? null : value })}
        data={[
          { value: NONE, label: t('installers.noLicense') },
          ...(choices.data ?? []).map((one) => ({
            value: one.shareId,
            label: [one.productName, one.publicId, unitsLeft(one.unitsLeft)].filter(Boolean).join(' · '),
          })),
        ]}
      />
      {choices.error && <ProblemNote error={choices.error} onRetry={() => void choices.refetch()} />}
      <div className={classes.two}>
        <TextInput
          type="date"
          label={t('installers.lastDay')}
          description={t('installers.lastDayText')}
          value={values.lastDay}
          onChange={(event) => onChange({ lastDay: event.currentTarget.value })}
        />
        <TextInput
          type="number"
          label={t('installers.useLimit')}
          description={t('installers.useLimitText')}
          min={1}
          max={1_000_000}
          step={1}
          value={values.useLimit ?? ''}
          onChange={(event) => onChange({ useLimit: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })}
        />
      </div>
    </>
  );
}

/** The end of a day in this machine's time zone. */
export function endOfDay(day: string): string | null {
  return day === '' ? null : new Date(`${day}T23:59:59`).toISOString();
}

/** The day of a moment in this machine's time zone. */
export function dayOf(moment: string | null): string {
  if (moment === null) return '';
  const at = new Date(moment);
  return new Date(Date.UTC(at.getFullYear(), at.getMonth(), at.getDate())).toISOString().slice(0, 10);
}

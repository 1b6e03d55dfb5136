import { Checkbox, Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { dayAfter } from '../../shared/day-after.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './dialogs.module.css';
import { licenseChoicesQuery } from './customers-queries.ts';
import { licenseChoices } from './license-choices.ts';
import type { Wish } from './wish.ts';

interface Props {
  wish: Wish;
  groupId: string;
  onChange: (next: Partial<Wish>) => void;
}

export function SetupInstallerStep({ wish, groupId, onChange }: Props) {
  const { t } = useTranslation();
  const licenses = useQuery(licenseChoicesQuery(groupId));
  return (
    <>
      <Checkbox
        data-autofocus
        checked={wish.withInstaller}
        onChange={(event) => onChange({ withInstaller: event.currentTarget.checked })}
        label={t('setup.withInstaller')}
        description={t('setup.withInstallerText')}
      />
      {wish.withInstaller && (
        <>
          {licenses.error && <ProblemNote error={licenses.error} onRetry={() => void licenses.refetch()} />}
          <TextInput
            size="sm"
            label={t('setup.installerLabel')}
            autoComplete="off"
            required
            withAsterisk={false}
            maxLength={200}
            value={wish.installerName}
            onChange={(event) => onChange({ installerName: event.currentTarget.value })}
          />
          <Select
            size="sm"
            label={t('setup.license')}
            description={licenses.data?.length === 0 ? t('setup.noLicenses') : undefined}
            allowDeselect={false}
            searchable
            value={wish.license}
            data={licenseChoices(licenses.data ?? [], t)}
            onChange={(value) => onChange({ license: value ?? 'first' })}
          />
          <div className={classes.two}>
            <TextInput
              size="sm"
              type="date"
              min={dayAfter(0)}
              label={t('setup.expires')}
              description={t('setup.expiresText')}
              value={wish.expires}
              onChange={(event) => onChange({ expires: event.currentTarget.value })}
            />
            <TextInput
              size="sm"
              type="number"
              min={1}
              max={1_000_000}
              label={t('setup.limit')}
              description={t('setup.limitText')}
              value={wish.limit}
              onChange={(event) => onChange({ limit: event.currentTarget.value })}
            />
          </div>
        </>
      )}
    </>
  );
}

import { Checkbox, MultiSelect, NumberInput, Select, TagsInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Warning } from '../../shared/feedback/warning.tsx';
import form from '../../shared/form.module.css';
import { NewPassword } from '../../shared/new-password.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { GroupField } from '../groups/group-field.tsx';
import { setChoicesQuery } from '../permission-sets/permission-sets-queries.ts';
import { holds } from '../session/rights.ts';
import { useMe } from '../session/session-queries.ts';
import type { UserDraft } from './user-draft.ts';

interface Props {
  draft: UserDraft;
  isNew: boolean;
  onChange: (next: Partial<UserDraft>) => void;
}

export function UserFields({ draft, isNew, onChange }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const me = useMe();
  const sets = useQuery({ ...setChoicesQuery, enabled: holds(me, 'permission-sets') });
  const wide = (sets.data?.rows ?? []).filter((set) => set.reachesAll && draft.permissionSetIds.includes(set.id));
  return (
    <>
      <div className={form.pair}>
        <TextInput
          {...(isNew ? { 'data-autofocus': true } : {})}
          size="sm"
          label={t('users.columns.login')}
          autoComplete="off"
          required
          withAsterisk={false}
          disabled={!isNew}
          maxLength={200}
          value={draft.login}
          onChange={(event) => onChange({ login: event.currentTarget.value })}
        />
        <TextInput
          {...(isNew ? {} : { 'data-autofocus': true })}
          size="sm"
          label={t('users.columns.name')}
          autoComplete="off"
          maxLength={200}
          value={draft.name}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
      </div>
      {isNew && <NewPassword label={t('passwords.first')} value={draft.password} onChange={(password) => onChange({ password })} />}
      <Checkbox
        label={t('users.mustChange')}
        checked={draft.mustChangePassword}
        onChange={(event) => onChange({ mustChangePassword: event.currentTarget.checked })}
      />
      <GroupField
        label={t('users.columns.homeGroup')}
        description={t('users.homeGroupText')}
        value={draft.homeGroup.id}
        name={draft.homeGroup.name}
        disabled={!holds(me, 'groups-and-computers')}
        onChange={(id) => onChange({ homeGroup: { id, name: '' } })}
      />
      {holds(me, 'permission-sets') && (
        <MultiSelect
          size="sm"
          searchable
          label={t('users.columns.permissionSets')}
          description={t('users.setsText')}
          nothingFoundMessage={t('filters.none')}
          value={draft.permissionSetIds}
          data={(sets.data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(permissionSetIds) => onChange({ permissionSetIds })}
        />
      )}
      {wide.length > 0 && <Warning>{t('users.wideSets', { count: wide.length, sets: format.list(wide.map(({ name }) => name)) })}</Warning>}
      <div className={form.pair}>
        <NumberInput
          size="sm"
          label={t('users.autoLogout')}
          description={t('users.autoLogoutText')}
          min={1}
          max={1440}
          allowDecimal={false}
          hideControls
          value={draft.autoLogoutMinutes ?? ''}
          onChange={(value) => onChange({ autoLogoutMinutes: typeof value === 'number' ? value : null })}
        />
        {isNew && (
          <Select
            size="sm"
            label={t('frame.language')}
            description={t('users.languageText')}
            allowDeselect={false}
            value={draft.language}
            data={[
              { value: 'en', label: 'English' },
              { value: 'pl', label: 'Polski' },
            ]}
            onChange={(value) => onChange({ language: value === 'pl' ? 'pl' : 'en' })}
          />
        )}
      </div>
      <TagsInput
        size="sm"
        label={t('users.columns.tags')}
        placeholder={t('tags.placeholder')}
        value={draft.tags}
        onChange={(tags) => onChange({ tags })}
      />
    </>
  );
}

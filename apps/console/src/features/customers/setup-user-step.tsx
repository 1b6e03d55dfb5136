import { Checkbox, PasswordInput, Radio, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './dialogs.module.css';
import { languages, type Wish } from './wish.ts';

interface Props {
  wish: Wish;
  onChange: (next: Partial<Wish>) => void;
}

export function SetupUserStep({ wish, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Checkbox
        data-autofocus
        checked={wish.withUser}
        onChange={(event) => onChange({ withUser: event.currentTarget.checked })}
        label={t('setup.withUser')}
        description={t('setup.withUserText')}
      />
      {wish.withUser && (
        <>
          <div className={classes.two}>
            <TextInput
              size="sm"
              label={t('setup.login')}
              autoComplete="off"
              required
              withAsterisk={false}
              maxLength={200}
              value={wish.login}
              onChange={(event) => onChange({ login: event.currentTarget.value })}
            />
            <TextInput
              size="sm"
              label={t('setup.name')}
              autoComplete="off"
              maxLength={200}
              value={wish.name}
              onChange={(event) => onChange({ name: event.currentTarget.value })}
            />
          </div>
          <Radio.Group
            label={t('session.password')}
            value={wish.password === undefined ? 'made' : 'typed'}
            onChange={(value) => onChange({ password: value === 'made' ? undefined : '' })}
          >
            <div className={classes.two}>
              <Radio value="made" label={t('setup.madePassword')} description={t('setup.madePasswordText')} />
              <Radio value="typed" label={t('setup.typedPassword')} description={t('setup.typedPasswordText')} />
            </div>
          </Radio.Group>
          {wish.password !== undefined && (
            <PasswordInput
              size="sm"
              label={t('setup.typedPassword')}
              autoComplete="new-password"
              value={wish.password}
              onChange={(event) => onChange({ password: event.currentTarget.value })}
              visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
            />
          )}
          <div className={classes.two}>
            <Select
              size="sm"
              label={t('frame.language')}
              allowDeselect={false}
              value={wish.language}
              data={languages.map((value) => ({ value, label: t(`languageNames.${value}`) }))}
              onChange={(value) => onChange({ language: value === 'pl' ? 'pl' : 'en' })}
            />
            <Checkbox
              mt={26}
              checked={wish.mustChangePassword}
              onChange={(event) => onChange({ mustChangePassword: event.currentTarget.checked })}
              label={t('setup.mustChange')}
            />
          </div>
        </>
      )}
    </>
  );
}

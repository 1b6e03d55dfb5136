import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Shorter ones are refused by the server. */
export const PASSWORD_LETTERS = 12;

interface Props {
  label: string;
  value: string;
  onChange: (value: string) => void;
  autoFocus?: boolean;
}

/** A field for a password that is not in use yet. */
export function NewPassword({ label, value, onChange, autoFocus = false }: Props) {
  const { t } = useTranslation();
  return (
    <PasswordInput
      size="sm"
      label={label}
      description={t('passwords.rule', { count: PASSWORD_LETTERS })}
      autoComplete="new-password"
      required
      withAsterisk={false}
      minLength={PASSWORD_LETTERS}
      {...(autoFocus ? { 'data-autofocus': true } : {})}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
    />
  );
}

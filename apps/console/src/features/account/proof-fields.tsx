import type { Proof } from '@licet/contract';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import form from '../../shared/form.module.css';
import classes from './account.module.css';

export type ProofWay = keyof Proof;

interface Props {
  way: ProofWay;
  /** The other ways that the user has. */
  others: ProofWay[];
  onTurn: (way: ProofWay) => void;
  /** The password or the code, as typed so far. */
  typed: string;
  onType: (typed: string) => void;
  /** The password that was sent is not the user's. */
  wrong: boolean;
}

/** That it is still the user who sits there: the password, a code or a passkey. */
export function ProofFields({ way, others, onTurn, typed, onType, wrong }: Props) {
  const { t } = useTranslation();
  return (
    <>
      {way === 'password' && (
        <PasswordInput
          data-autofocus
          autoFocus
          size="sm"
          label={t('account.proofPassword')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          error={wrong && t('passwords.wrong')}
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
      )}
      {way === 'code' && (
        <TextInput
          data-autofocus
          autoFocus
          size="sm"
          label={t('account.proofCode')}
          autoComplete="one-time-code"
          required
          minLength={6}
          withAsterisk={false}
          value={typed}
          onChange={(event) => onType(event.currentTarget.value)}
        />
      )}
      {way === 'passkey' && <p className={form.text}>{t('account.proofPasskey')}</p>}
      {others.map((other) => (
        <Button key={other} className={classes.another} variant="subtle" size="compact-sm" onClick={() => onTurn(other)}>
          {t(`account.proofBy.${other}`)}
        </Button>
      ))}
    </>
  );
}

import type { Proof } from '@licet/contract';
import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './account.module.css';

interface Props {
  /** Whether there is a second step whose code would do, too. */
  hasCodes: boolean;
  proof: Proof;
  onChange: (proof: Proof) => void;
  /** The password that was sent is not the user's. */
  wrong: boolean;
}

/** That it is still the user who sits there: the password, or a code. */
export function ProofFields({ hasCodes, proof, onChange, wrong }: Props) {
  const { t } = useTranslation();
  const [by, setBy] = useState<'password' | 'code'>('password');
  const turn = () => {
    onChange(by === 'password' ? { code: '' } : { password: '' });
    setBy(by === 'password' ? 'code' : 'password');
  };
  return (
    <>
      {by === 'password' ? (
        <PasswordInput
          data-autofocus
          size="sm"
          label={t('account.proofPassword')}
          autoComplete="current-password"
          required
          withAsterisk={false}
          error={wrong && t('passwords.wrong')}
          value={proof.password ?? ''}
          onChange={(event) => onChange({ password: event.currentTarget.value })}
          visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
        />
      ) : (
        <TextInput
          data-autofocus
          autoFocus
          size="sm"
          label={t('account.proofCode')}
          autoComplete="one-time-code"
          required
          minLength={6}
          withAsterisk={false}
          value={proof.code ?? ''}
          onChange={(event) => onChange({ code: event.currentTarget.value })}
        />
      )}
      {hasCodes && (
        <Button className={classes.another} variant="subtle" size="compact-sm" onClick={turn}>
          {by === 'password' ? t('account.proofByCode') : t('account.proofByPassword')}
        </Button>
      )}
    </>
  );
}

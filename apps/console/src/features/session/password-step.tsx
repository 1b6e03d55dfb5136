import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './sign-in-page.module.css';
import { useEntered } from './use-entered.ts';

/** Login and password; `onHalf` when a code is needed, too. */
export function PasswordStep({ onHalf }: { onHalf: () => void }) {
  const { t } = useTranslation();
  const entered = useEntered();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => call(doors.session.signIn, { body: { login, password } }),
    onSuccess: entered,
    onError: (error) => void (needsCode(error) && onHalf()),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-labelledby="sign-in-title">
      <TextInput
        label={t('session.login')}
        size="sm"
        autoComplete="username"
        autoFocus
        required
        withAsterisk={false}
        value={login}
        onChange={(event) => setLogin(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('session.password')}
        size="sm"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
      />
      {signIn.error && !needsCode(signIn.error) && <ProblemNote error={signIn.error} />}
      <Button type="submit" size="sm" fullWidth loading={signIn.isPending}>
        {t('session.signIn')}
      </Button>
    </form>
  );
}

function needsCode(error: unknown): boolean {
  return error instanceof ApiError && error.problem.code === 'second-step-needed';
}

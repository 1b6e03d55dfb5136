import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { sessionQuery } from './session-queries.ts';
import classes from './sign-in-page.module.css';
import mark from '../../app/mark.svg';

export function SignInPage() {
  const { t } = useTranslation();
  const router = useRouter();
  const queries = useQueryClient();
  const { next, expired } = useSearch({ from: '/sign-in' });
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const signIn = useMutation({
    mutationFn: () => call(doors.session.signIn, { body: { login, password } }),
    onSuccess: (me) => {
      // What another user saw before must not show through.
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, me);
      router.history.push(next ?? '/');
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <main className={classes.page}>
      <form className={classes.card} onSubmit={submit} aria-labelledby="sign-in-title">
        <img src={mark} alt="" width={40} height={40} />
        <h1 id="sign-in-title" className={classes.title}>
          {t('session.title')}
        </h1>
        <p className={classes.lead}>{expired ? t('session.expired') : t('session.lead')}</p>
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
        {signIn.error && <ProblemNote error={signIn.error} />}
        <Button type="submit" size="sm" fullWidth loading={signIn.isPending}>
          {t('session.signIn')}
        </Button>
      </form>
      <LanguageSwitch />
    </main>
  );
}

import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './sign-in-page.module.css';
import { useEntered } from './use-entered.ts';

/** The code after the password. */
export function CodeStep({ onBack }: { onBack: () => void }) {
  const { t } = useTranslation();
  const entered = useEntered();
  const [code, setCode] = useState('');
  const pass = useMutation({ mutationFn: () => call(doors.waysIn.secondStep, { body: { code } }), onSuccess: entered });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    pass.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} aria-labelledby="sign-in-title">
      <TextInput
        label={t('session.code')}
        size="sm"
        autoComplete="one-time-code"
        autoFocus
        required
        minLength={6}
        withAsterisk={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {pass.error && <ProblemNote error={pass.error} />}
      <Button type="submit" size="sm" fullWidth loading={pass.isPending}>
        {t('session.codeSend')}
      </Button>
      <Button variant="subtle" size="sm" fullWidth onClick={onBack}>
        {t('session.codeBack')}
      </Button>
    </form>
  );
}

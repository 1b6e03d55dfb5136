import { TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './settings.module.css';

/** Sends a message by the stored settings, to see whether they work. */
export function TestMail() {
  const { t } = useTranslation();
  const [to, setTo] = useState('');
  const test = useMutation({
    mutationFn: () => call(doors.mail.test, { body: { to } }),
    onSuccess: () => notifyDone(t('mail.tested', { to })),
  });
  return (
    <form
      className={classes.test}
      onSubmit={(event) => {
        event.preventDefault();
        test.mutate();
      }}
    >
      <TextInput
        type="email"
        label={t('mail.testTo')}
        required
        withAsterisk={false}
        maxLength={320}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <ActButton type="submit" variant="default" loading={test.isPending}>
        {t('mail.test')}
      </ActButton>
      {test.error && (
        <div className={classes.wide}>
          <ProblemNote error={test.error} />
        </div>
      )}
    </form>
  );
}

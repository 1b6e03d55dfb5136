import { Button, PasswordInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { NewPassword } from '../../shared/new-password.tsx';
import { sessionQuery } from './session-queries.ts';

interface Props {
  lead: string;
  onDone?: () => void;
  /** The way out without a new password. */
  leave: ReactNode;
}

/** A new password for oneself. All other sessions and the API tokens end with the old one. */
export function OwnPasswordForm({ lead, onDone, leave }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = useMutation({
    mutationFn: () => call(doors.session.changePassword, { body: { current, next } }),
    onSuccess: (me) => {
      queries.setQueryData(sessionQuery.queryKey, me);
      void queries.invalidateQueries();
      notifyDone(t('passwords.changed'));
      onDone?.();
    },
  });
  const wrong = change.error instanceof ApiError && change.error.problem.code === 'wrong-login';
  const unlike = again !== '' && again !== next;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (again === next) change.mutate();
  };
  return (
    <form className={form.form} onSubmit={submit}>
      <p className={form.text}>{lead}</p>
      <PasswordInput
        data-autofocus
        size="sm"
        label={t('passwords.current')}
        autoComplete="current-password"
        required
        withAsterisk={false}
        error={wrong && t('passwords.wrong')}
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
      />
      <NewPassword label={t('passwords.new')} value={next} onChange={setNext} />
      <PasswordInput
        size="sm"
        label={t('passwords.again')}
        autoComplete="new-password"
        required
        withAsterisk={false}
        error={unlike && t('passwords.unlike')}
        value={again}
        onChange={(event) => setAgain(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
      />
      {change.error && !wrong && <ProblemNote error={change.error} />}
      <div className={form.buttons}>
        {leave}
        <Button type="submit" disabled={unlike} loading={change.isPending}>
          {t('passwords.save')}
        </Button>
      </div>
    </form>
  );
}

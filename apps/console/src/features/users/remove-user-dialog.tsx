import type { User } from '@licet/contract';
import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { userQuery } from './users-queries.ts';
import { useRemoveUser } from './use-user-actions.ts';

interface Props {
  user: User;
  onClose: () => void;
  onRemoved: () => void;
}

/** Says what goes and what stays; the login is typed. */
export function RemoveUserDialog({ user, onClose, onRemoved }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { data } = useQuery(userQuery(user.id));
  const owns = data?.owns ?? [];
  const remove = useRemoveUser(user.id, () => {
    notifyDone(t('users.removed', { login: user.login }));
    onClose();
    onRemoved();
  });
  return (
    <Dialog onClose={onClose} title={t('users.removeTitle', { login: user.login })}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          remove.mutate();
        }}
      >
        <p className={form.text}>{t('users.removeText')}</p>
        {owns.length > 0 && (
          <>
            <p className={form.text}>{t('users.removeSilences')}</p>
            <ul className={form.names}>
              {owns.map((one) => (
                <li key={`${one.kind} ${one.id}`}>{one.name}</li>
              ))}
            </ul>
          </>
        )}
        <TextInput
          data-autofocus
          size="sm"
          label={t('removal.type', { login: user.login })}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {remove.error && <ProblemNote error={remove.error} />}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" color="red" disabled={typed !== user.login} loading={remove.isPending}>
            {t('users.removeConfirm')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

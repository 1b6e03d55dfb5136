import type { User } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { useMe } from '../session/session-queries.ts';
import { changesOf, draftOf } from './user-draft.ts';
import { UserFields } from './user-fields.tsx';
import { useRefreshUsers } from './use-user-actions.ts';

interface Props {
  /** Absent: a new one is made. */
  user?: User;
  onClose: () => void;
  onDone?: (id: string) => void;
}

/** Makes or changes a user. The server grants no more than the one who asks holds. */
export function UserDialog({ user, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const refresh = useRefreshUsers();
  const [draft, setDraft] = useState(() => draftOf(user, me));
  const save = useMutation({
    mutationFn: () => {
      if (user) return call(doors.users.change, { params: { id: user.id }, body: changesOf(user, draft) });
      const { homeGroup, ...body } = draft;
      return call(doors.users.create, { body: { ...body, homeGroupId: homeGroup.id } });
    },
    onSuccess: ({ id, login }) => {
      notifyDone(user ? t('users.changed', { login }) : t('users.created', { login }));
      refresh();
      onClose();
      onDone?.(id);
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Dialog
      onClose={onClose}
      size={640}
      leavable={!save.isPending}
      title={user ? t('users.changeTitle', { login: user.login }) : t('users.create')}
    >
      <form className={form.form} onSubmit={submit}>
        <UserFields draft={draft} isNew={!user} onChange={(next) => setDraft({ ...draft, ...next })} />
        {save.error && <ProblemNote error={save.error} />}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {user ? t('users.save') : t('users.create')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

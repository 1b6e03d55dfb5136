import type { Problem } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { without } from '../../shared/address-text.ts';
import { ApiError, call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './dialogs.module.css';
import { useRefreshCustomers } from './use-change-customers.ts';

type Held = NonNullable<Problem['held']>[number];

interface Props {
  group: { id: string; name: string };
  onClose: () => void;
}

/** Deletes a group that no account stands behind, after asking; what it still holds is listed with the way to it. */
export function DeleteGroupDialog({ group, onClose }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const refresh = useRefreshCustomers();
  const remove = useMutation({
    mutationFn: () => call(doors.customers.removeGroup, { params: { id: group.id } }),
    onSuccess: () => {
      notifyDone(t('groupDeletion.done', { name: group.name }));
      onClose();
      void navigate({ to: '.', search: (before) => without(before, 'group') });
      refresh();
    },
  });
  const { held = [], heldUnseen = false } = remove.error instanceof ApiError ? remove.error.problem : {};
  return (
    <Dialog title={t('groupDeletion.title', { name: group.name })} size={560} onClose={onClose}>
      <div className={classes.form}>
        <p className={classes.text}>{t('groupDeletion.text')}</p>
        {remove.error && <ProblemNote error={remove.error} />}
        {held.length > 0 && (
          <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('groupDeletion.held')}>
            <ul className={classes.list}>
              {held.map((one) => (
                <li key={one.kind + one.id} className={classes.listHead}>
                  <strong>{one.name}</strong>
                  <span>{t(`heldKinds.${one.kind}`, { count: 1 })}</span>
                  <HeldLink held={one} groupId={group.id} onClick={onClose} />
                </li>
              ))}
            </ul>
          </div>
        )}
        {held.length > 0 && heldUnseen && <p className={classes.text}>{t('groupDeletion.unseen')}</p>}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button color="red.9" data-autofocus loading={remove.isPending} onClick={() => remove.mutate()}>
            {remove.error ? t('common.tryAgain') : t('groupDeletion.confirm')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The screen on which it can be moved or removed. */
function HeldLink({ held, groupId, onClick }: { held: Held; groupId: string; onClick: () => void }) {
  const { t } = useTranslation();
  if (held.kind === 'group')
    return (
      <Link to="/computers" search={{ group: held.id }} onClick={onClick}>
        {t('groupDeletion.open')}
      </Link>
    );
  if (held.kind === 'pool')
    return (
      <Link to="/licenses" search={{ group: [groupId] }} onClick={onClick}>
        {t('groupDeletion.open')}
      </Link>
    );
  if (held.kind === 'user')
    return (
      <Link to="/users" search={{ open: held.id }} onClick={onClick}>
        {t('groupDeletion.open')}
      </Link>
    );
  if (held.kind === 'permission-set')
    return (
      <Link to="/permission-sets" search={{ open: held.id }} onClick={onClick}>
        {t('groupDeletion.open')}
      </Link>
    );
  if (held.kind === 'notification-rule')
    return (
      <Link to="/notifications" search={{ open: held.id }} onClick={onClick}>
        {t('groupDeletion.open')}
      </Link>
    );
  if (held.kind === 'report')
    return (
      <Link to="/reports/$reportId" params={{ reportId: held.id }} onClick={onClick}>
        {t('groupDeletion.open')}
      </Link>
    );
  return null;
}

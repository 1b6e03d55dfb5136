import type { PermissionSet } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import { rightsInShort } from '../../shared/words/rights.ts';
import { useRefreshUsers } from '../users/use-user-actions.ts';

export function RemoveSetDialog({ set, onClose }: { set: PermissionSet; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefreshUsers();
  const remove = useMutation({
    mutationFn: () => call(doors.permissionSets.remove, { params: { id: set.id } }),
    onSuccess: () => {
      notifyDone(t('sets.removed', { name: set.name }));
      refresh();
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={t('sets.removeTitle', { name: set.name })}>
      <div className={form.form}>
        <p className={form.text}>{t('sets.removeText')}</p>
        <p className={form.text}>{rightsInShort(set.rights, t)}</p>
        {remove.error && <ProblemNote error={remove.error} />}
        <div className={form.buttons}>
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.cancel')}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {t('sets.removeConfirm')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

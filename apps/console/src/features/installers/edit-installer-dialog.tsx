import type { Installer } from '@licet/contract';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { dayOf, endOfDay, InstallerFields, type InstallerValues } from './installer-fields.tsx';
import classes from './installer-form.module.css';
import { useInstallerChange } from './installers-queries.ts';

/** Name, license and limits; scripts that are out already follow. */
export function EditInstallerDialog({ installer, onClose }: { installer: Installer; onClose: () => void }) {
  const { t } = useTranslation();
  const shareId = installer.license?.shareId ?? null;
  const lastDay = dayOf(installer.expiresAt);
  const [values, setValues] = useState<InstallerValues>({ name: installer.name, shareId, lastDay, useLimit: installer.useLimit });
  const change = useInstallerChange(
    () =>
      call(doors.installers.change, {
        params: { id: installer.id },
        body: {
          name: values.name,
          useLimit: values.useLimit,
          // What was not touched is not sent: a license out of sight stays, and so does the hour of an end.
          ...(values.shareId === shareId ? {} : { shareId: values.shareId }),
          ...(values.lastDay === lastDay ? {} : { expiresAt: endOfDay(values.lastDay) }),
        },
      }),
    () => {
      notifyDone(t('installers.changed'));
      onClose();
    },
  );
  return (
    <Dialog onClose={onClose} size={560} title={t('installers.edit')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(undefined);
        }}
      >
        <InstallerFields
          groupId={installer.group.id}
          values={values}
          onChange={(given) => setValues((before) => ({ ...before, ...given }))}
        />
        {change.error && <ProblemNote error={change.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" disabled={values.name.trim() === ''} loading={change.isPending}>
            {t('installers.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

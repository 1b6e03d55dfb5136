import type { Installer } from '@licet/contract';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import classes from './installer-form.module.css';
import { useInstallerChange } from './installers-queries.ts';

/** A new token; files that are out already work on for as long as is asked here. */
export function RotateDialog({ installer, onClose }: { installer: Installer; onClose: () => void }) {
  const { t } = useTranslation();
  const [hours, setHours] = useState('24');
  const rotate = useInstallerChange(
    () => call(doors.installers.rotate, { params: { id: installer.id }, body: { overlapHours: Number(hours) } }),
    () => {
      notifyDone(t('installers.rotated'));
      onClose();
    },
  );
  return (
    <Dialog onClose={onClose} title={t('installers.rotate')}>
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          rotate.mutate(undefined);
        }}
      >
        <p className={classes.text}>{t('installers.rotateText')}</p>
        <TextInput
          data-autofocus
          type="number"
          required
          label={t('installers.overlap')}
          description={t('installers.overlapText')}
          min={0}
          max={8760}
          step="any"
          value={hours}
          onChange={(event) => setHours(event.currentTarget.value)}
        />
        {rotate.error && <ProblemNote error={rotate.error} />}
        <div className={classes.buttons}>
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={rotate.isPending}>
            {t('installers.rotate')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

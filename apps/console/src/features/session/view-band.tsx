import type { Me } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconEye } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { notifyFailed } from '../../shared/feedback/notify.ts';
import classes from './view-band.module.css';

/** Stands across the top while one looks through another user's eyes. */
export function ViewBand({ me }: { me: Me }) {
  const { t } = useTranslation();
  const end = useMutation({
    mutationFn: () => call(doors.session.endView),
    // Loaded anew: what the other user saw may not stay on the screen.
    onSuccess: () => location.assign(`/users?open=${me.user.id}`),
    onError: (error) => notifyFailed(t('view.endFailed'), error, t),
  });
  return (
    <div className={classes.band} role="region" aria-label={t('view.label')}>
      <IconEye size={17} aria-hidden />
      <span>{t('view.text', { login: me.user.login })}</span>
      <Button size="compact-sm" variant="default" loading={end.isPending} onClick={() => end.mutate()}>
        {t('view.end')}
      </Button>
    </div>
  );
}

import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { IconFingerprint, IconLogin2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { addressOf, call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { Warning } from '../../shared/feedback/warning.tsx';
import { askPasskey, passkeyHindrance, PasskeyStopped } from './passkey-browser.ts';
import classes from './sign-in-page.module.css';
import { useEntered } from './use-entered.ts';

/** The ways in without a password: those that there are here. */
export function OtherWays() {
  const { t } = useTranslation();
  const { next } = useSearch({ from: '/sign-in' });
  const ways = useQuery({ queryKey: ['ways-in'], queryFn: ({ signal }) => call(doors.waysIn.show, { signal }) });
  const provider = ways.data?.singleSignOn;
  const passkeys = passkeyHindrance() === undefined;
  if (!passkeys && !provider) return null;
  return (
    <>
      <p className={classes.or}>{t('session.or')}</p>
      {passkeys && <PasskeyButton />}
      {provider && (
        <Button
          component="a"
          href={addressOf(doors.waysIn.singleSignOn, { query: { next } })}
          variant="default"
          size="sm"
          fullWidth
          leftSection={<IconLogin2 size={16} />}
        >
          {t('session.withProvider', { name: provider })}
        </Button>
      )}
    </>
  );
}

function PasskeyButton() {
  const { t } = useTranslation();
  const entered = useEntered();
  const use = useMutation({
    mutationFn: async () => {
      const credential = await askPasskey(await call(doors.waysIn.passkeyOptions));
      return call(doors.waysIn.passkey, { body: { credential } });
    },
    onSuccess: entered,
  });
  return (
    <>
      {use.error instanceof PasskeyStopped && <Warning>{t('session.passkeyStopped')}</Warning>}
      {use.error && !(use.error instanceof PasskeyStopped) && <ProblemNote error={use.error} />}
      <Button
        variant="default"
        size="sm"
        fullWidth
        leftSection={<IconFingerprint size={16} />}
        loading={use.isPending}
        onClick={() => use.mutate()}
      >
        {t('session.withPasskey')}
      </Button>
    </>
  );
}

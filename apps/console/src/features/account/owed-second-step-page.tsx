import type { Me } from '@licet/contract';
import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import mark from '../../app/mark.svg';
import { later } from '../../shared/later.tsx';
import { passkeyHindrance } from '../session/passkey-browser.ts';
import { sessionQuery } from '../session/session-queries.ts';
import classes from '../session/sign-in-page.module.css';
import { useShownPreferences } from '../session/use-preferences.ts';
import { useSignOut } from '../session/use-sign-out.ts';
import choice from './owed-second-step-page.module.css';

const SecondStepDialog = later(async () => (await import('./second-step-dialog.tsx')).SecondStepDialog);
const AddPasskeyDialog = later(async () => (await import('./add-passkey-dialog.tsx')).AddPasskeyDialog);

/** All that there is for a user who has to set up a second step first. */
export function OwedSecondStepPage({ me }: { me: Me }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const signOut = useSignOut();
  const [dialog, setDialog] = useState<'step' | 'passkey'>();
  const hindrance = passkeyHindrance();
  useShownPreferences(me.user);
  // Whether something was set up, the server knows.
  const close = () => {
    setDialog(undefined);
    void queries.invalidateQueries({ queryKey: sessionQuery.queryKey });
  };
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <img src={mark} alt="" width={40} height={40} />
        <h1 className={classes.title}>{t('account.owed.title')}</h1>
        <p className={classes.lead}>{t('account.owed.text', { login: me.user.login })}</p>
        <div className={choice.way}>
          <Button size="sm" fullWidth onClick={() => setDialog('step')}>
            {t('account.step.title')}
          </Button>
          <p>{t('account.owed.stepText')}</p>
        </div>
        <div className={choice.way}>
          <Button variant="default" size="sm" fullWidth disabled={hindrance !== undefined} onClick={() => setDialog('passkey')}>
            {t('account.passkeys.add')}
          </Button>
          <p>{hindrance ? t(`account.passkeys.${hindrance}`) : t('account.owed.passkeyText')}</p>
        </div>
        <Button variant="subtle" size="sm" fullWidth loading={signOut.isPending} onClick={() => signOut.mutate()}>
          {t('session.signOut')}
        </Button>
      </div>
      {dialog === 'step' && <SecondStepDialog onClose={close} />}
      {dialog === 'passkey' && <AddPasskeyDialog onClose={close} />}
    </main>
  );
}

import type { Me } from '@licet/contract';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { OwnPasswordForm } from './own-password-form.tsx';
import classes from './sign-in-page.module.css';
import { useShownPreferences } from './use-preferences.ts';
import { useSignOut } from './use-sign-out.ts';
import mark from '../../app/mark.svg';

/** All that there is for a user who has to set a new password first. */
export function OwedPasswordPage({ me }: { me: Me }) {
  const { t } = useTranslation();
  const signOut = useSignOut();
  useShownPreferences(me.user);
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <img src={mark} alt="" width={40} height={40} />
        <h1 className={classes.title}>{t('passwords.owedTitle')}</h1>
        <OwnPasswordForm
          lead={t('passwords.owedText', { login: me.user.login })}
          leave={
            <Button variant="default" loading={signOut.isPending} onClick={() => signOut.mutate()}>
              {t('session.signOut')}
            </Button>
          }
        />
      </div>
    </main>
  );
}

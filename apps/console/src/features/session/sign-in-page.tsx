import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Warning } from '../../shared/feedback/warning.tsx';
import { reasonWords } from '../../shared/words/reason-words.ts';
import { CodeStep } from './code-step.tsx';
import { LanguageSwitch } from './language-switch.tsx';
import { OtherWays } from './other-ways.tsx';
import { PasswordStep } from './password-step.tsx';
import classes from './sign-in-page.module.css';
import mark from '../../app/mark.svg';

export function SignInPage() {
  const { t } = useTranslation();
  const { expired, refused } = useSearch({ from: '/sign-in' });
  const [step, setStep] = useState<'password' | 'code'>('password');
  const lead = expired ? t('session.expired') : t('session.lead');
  // The address is anybody's to write: of a code that is not known, no more than that it did not work.
  const why = refused && (reasonWords({ code: refused, parameters: {} }, 'says', t) ?? t('session.ssoRefused'));
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <img src={mark} alt="" width={40} height={40} />
        <h1 id="sign-in-title" className={classes.title}>
          {step === 'code' ? t('session.codeTitle') : t('session.title')}
        </h1>
        <p className={classes.lead}>{step === 'code' ? t('session.codeLead') : lead}</p>
        {why && step === 'password' && <Warning>{why}</Warning>}
        {step === 'code' ? (
          <CodeStep onBack={() => setStep('password')} />
        ) : (
          <>
            <PasswordStep onHalf={() => setStep('code')} />
            <OtherWays />
          </>
        )}
      </div>
      <LanguageSwitch />
    </main>
  );
}

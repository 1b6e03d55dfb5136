import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { useFormat } from '../../shared/use-format.ts';
import classes from './account.module.css';
import { ProofForm } from './proof-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { SecondStepDialog } from './second-step-dialog.tsx';
import { type Security, useRefreshSecurity } from './security-queries.ts';

export function SecondStepSection({ step }: { step: Security['secondStep'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [dialog, setDialog] = useState<'on' | 'off' | 'renew'>();
  const close = () => setDialog(undefined);
  return (
    <section className={classes.section} aria-labelledby="account-second-step">
      <h2 id="account-second-step">{t('account.step.title')}</h2>
      <p>{t('account.step.text')}</p>
      <div className={classes.state}>
        <strong>{step ? t('account.step.on', { moment: format.moment(step.since) }) : t('account.step.off')}</strong>
        {step && <span>{t('account.step.codesLeft', { count: step.recoveryCodesLeft })}</span>}
      </div>
      <div className={classes.actions}>
        {step ? (
          <>
            <Button variant="default" onClick={() => setDialog('renew')}>
              {t('account.step.renew')}
            </Button>
            <Button variant="default" onClick={() => setDialog('off')}>
              {t('account.step.turnOff')}
            </Button>
          </>
        ) : (
          <Button onClick={() => setDialog('on')}>{t('account.step.turnOn')}</Button>
        )}
      </div>
      {dialog === 'on' && <SecondStepDialog onClose={close} />}
      {dialog === 'off' && <TurnOffDialog onClose={close} />}
      {dialog === 'renew' && <RenewDialog onClose={close} />}
    </section>
  );
}

function TurnOffDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefreshSecurity();
  const done = () => {
    notifyDone(t('account.step.turnedOff'));
    refresh();
    onClose();
  };
  return (
    <Dialog onClose={onClose} title={t('account.step.title')}>
      <ProofForm
        text={t('account.step.turnOffText')}
        confirm={t('account.step.turnOff')}
        dangerous
        act={(proof) => call(doors.account.removeSecondStep, { body: { proof } })}
        onDone={done}
        onClose={onClose}
      />
    </Dialog>
  );
}

function RenewDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefreshSecurity();
  const [codes, setCodes] = useState<string[]>();
  return (
    <Dialog onClose={onClose} leavable={!codes} title={t('account.step.codesTitle')}>
      {codes ? (
        <RecoveryCodes codes={codes} onKept={onClose} />
      ) : (
        <ProofForm
          text={t('account.step.renewText')}
          confirm={t('account.step.renew')}
          act={(proof) => call(doors.account.renewRecoveryCodes, { body: { proof } })}
          onDone={({ recoveryCodes }) => {
            setCodes(recoveryCodes);
            refresh();
          }}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

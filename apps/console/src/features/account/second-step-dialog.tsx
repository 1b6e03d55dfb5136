import type { Answer, account } from '@licet/contract';
import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import form from '../../shared/form.module.css';
import classes from './account.module.css';
import { ProofForm } from './proof-form.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';
import { useRefreshSecurity } from './security-queries.ts';

type Begun = Answer<typeof account.beginSecondStep>;

/** Password, then the QR code and a first code of the app, then the recovery codes. */
export function SecondStepDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useRefreshSecurity();
  const [begun, setBegun] = useState<Begun>();
  const [codes, setCodes] = useState<string[]>();
  const enabled = (made: string[]) => {
    setCodes(made);
    refresh();
  };
  return (
    <Dialog onClose={onClose} leavable={!begun} title={codes ? t('account.step.codesTitle') : t('account.step.title')}>
      {codes && <RecoveryCodes codes={codes} onKept={onClose} />}
      {!codes && begun && <FirstCode begun={begun} onEnabled={enabled} onClose={onClose} />}
      {!begun && (
        <ProofForm
          text={t('account.step.proofText')}
          confirm={t('account.step.next')}
          act={(proof) => call(doors.account.beginSecondStep, { body: { proof } })}
          onDone={setBegun}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

function FirstCode({ begun, onEnabled, onClose }: { begun: Begun; onEnabled: (codes: string[]) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const enable = useMutation({
    mutationFn: () => call(doors.account.enableSecondStep, { body: { code } }),
    onSuccess: ({ recoveryCodes }) => onEnabled(recoveryCodes),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enable.mutate();
  };
  return (
    <form className={form.form} onSubmit={submit}>
      <p className={form.text}>{t('account.step.scan')}</p>
      <img className={classes.picture} src={`data:image/svg+xml,${encodeURIComponent(begun.picture)}`} alt={t('account.step.picture')} />
      <p className={form.text}>{t('account.step.noCamera')}</p>
      <code className={classes.key}>{begun.secret.replaceAll(/(.{4})(?!$)/g, '$1 ')}</code>
      <TextInput
        autoFocus
        size="sm"
        label={t('account.step.code')}
        autoComplete="one-time-code"
        inputMode="numeric"
        required
        minLength={6}
        withAsterisk={false}
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      {enable.error && <ProblemNote error={enable.error} />}
      <div className={form.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={enable.isPending}>
          {t('account.step.confirm')}
        </Button>
      </div>
    </form>
  );
}

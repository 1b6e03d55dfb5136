import type { Proof } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../../shared/api/client.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { Warning } from '../../shared/feedback/warning.tsx';
import form from '../../shared/form.module.css';
import { PasskeyStopped } from '../session/passkey-browser.ts';
import { ProofFields } from './proof-fields.tsx';

interface Props<T> {
  text: string;
  /** What the button says. */
  confirm: string;
  hasCodes: boolean;
  dangerous?: boolean;
  /** Fields above the proof. */
  children?: ReactNode;
  act: (proof: Proof) => Promise<T>;
  onDone: (answer: T) => void;
  onClose: () => void;
}

/** A form that is sent with the proof that it is the user. */
export function ProofForm<T>({ text, confirm, hasCodes, dangerous = false, children, act, onDone, onClose }: Props<T>) {
  const { t } = useTranslation();
  const [proof, setProof] = useState<Proof>({ password: '' });
  const send = useMutation({ mutationFn: () => act(proof), onSuccess: onDone });
  const wrong = send.error instanceof ApiError && send.error.problem.code === 'wrong-login';
  const stopped = send.error instanceof PasskeyStopped;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form className={form.form} onSubmit={submit}>
      <p className={form.text}>{text}</p>
      {children}
      <ProofFields hasCodes={hasCodes} proof={proof} onChange={setProof} wrong={wrong} />
      {stopped && <Warning>{t('account.passkeys.stopped')}</Warning>}
      {send.error && !wrong && !stopped && <ProblemNote error={send.error} />}
      <div className={form.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('common.cancel')}
        </Button>
        <Button type="submit" loading={send.isPending} {...(dangerous ? { color: 'red' } : {})}>
          {confirm}
        </Button>
      </div>
    </form>
  );
}

import type { Proof } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError, call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { Warning } from '../../shared/feedback/warning.tsx';
import form from '../../shared/form.module.css';
import { askPasskey, passkeyHindrance, PasskeyStopped } from '../session/passkey-browser.ts';
import { ProofFields, type ProofWay } from './proof-fields.tsx';
import { securityQuery } from './security-queries.ts';

interface Props<T> {
  text: string;
  /** What the button says. */
  confirm: string;
  dangerous?: boolean;
  /** Fields above the proof. */
  children?: ReactNode;
  act: (proof: Proof) => Promise<T>;
  onDone: (answer: T) => void;
  onClose: () => void;
}

/** A form that is sent with the proof that it is the user. */
export function ProofForm<T>({ text, confirm, dangerous = false, children, act, onDone, onClose }: Props<T>) {
  const { t } = useTranslation();
  const ways = useProofWays();
  const [way, setWay] = useState<ProofWay>('password');
  const [typed, setTyped] = useState('');
  const send = useMutation({ mutationFn: async () => act(await proofBy(way, typed)), onSuccess: onDone });
  const wrong = send.error instanceof ApiError && send.error.problem.code === 'wrong-login';
  const stopped = send.error instanceof PasskeyStopped;
  const turn = (other: ProofWay) => {
    setWay(other);
    setTyped('');
    send.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate();
  };
  return (
    <form className={form.form} onSubmit={submit}>
      <p className={form.text}>{text}</p>
      {children}
      <ProofFields way={way} others={ways.filter((one) => one !== way)} onTurn={turn} typed={typed} onType={setTyped} wrong={wrong} />
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

function useProofWays(): ProofWay[] {
  const { data } = useQuery(securityQuery);
  const passkeys = data !== undefined && data.passkeys.length > 0 && passkeyHindrance() === undefined;
  return ['password', ...(data?.secondStep ? ['code' as const] : []), ...(passkeys ? ['passkey' as const] : [])];
}

async function proofBy(way: ProofWay, typed: string): Promise<Proof> {
  return way === 'passkey' ? { passkey: await askPasskey(await call(doors.account.proofOptions)) } : { [way]: typed };
}

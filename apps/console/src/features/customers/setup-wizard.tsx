import type { Customer } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './dialogs.module.css';
import { LacksNote } from './lacks-note.tsx';
import { SetupInstallerStep } from './setup-installer-step.tsx';
import { SetupSummary } from './setup-summary.tsx';
import { SetupUserStep } from './setup-user-step.tsx';
import { useChangeCustomers, useRefreshCustomers } from './use-change-customers.ts';
import { firstWish, missingIn, toWanted, type Wish } from './wish.ts';

const steps = ['user', 'installer', 'summary'] as const;

interface Props {
  customer: Customer;
  /** What was asked for before, when it failed. */
  before: Wish | undefined;
  onStarted: (batchId: string, wish: Wish) => void;
  onClose: () => void;
}

export function SetupWizard({ customer, before, onStarted, onClose }: Props) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const refresh = useRefreshCustomers();
  const [at, setAt] = useState(0);
  const [wish, setWish] = useState(() => before ?? firstWish(customer, t('setup.installerName', { name: customer.name }), language));
  const skip = useChangeCustomers('skip', onClose);
  const start = useMutation({
    mutationFn: () => call(doors.customers.setUp, { body: { customers: [toWanted(customer.id, wish)] } }),
    onSuccess: (batch) => {
      refresh();
      onStarted(batch.id, wish);
    },
  });
  const step = steps[at] ?? 'summary';
  const missing = missingIn(wish);
  const held = customer.lacks.length > 0 || (step === 'summary' ? missing !== null : missing === step);
  const change = (next: Partial<Wish>) => setWish((now) => ({ ...now, ...next }));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (step === 'summary') start.mutate();
    else setAt(at + 1);
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      <ol className={classes.steps} aria-label={t('setup.steps')}>
        {steps.map((name, index) => (
          <li key={name} aria-current={index === at ? 'step' : undefined}>
            {t('setup.stepOf', { number: index + 1, name: t(`setup.${name}`) })}
          </li>
        ))}
      </ol>
      <LacksNote lacks={customer.lacks} />
      {step === 'user' && <SetupUserStep wish={wish} onChange={change} />}
      {step === 'installer' && <SetupInstallerStep wish={wish} groupId={customer.group.id} onChange={change} />}
      {step === 'summary' && <SetupSummary wish={wish} groupId={customer.group.id} />}
      {start.error && <ProblemNote error={start.error} stillHolds={t('setup.nothingMade')} />}
      <div className={classes.buttons}>
        {customer.setup === 'not-set-up' && (
          <Button variant="subtle" color="gray" loading={skip.isPending} onClick={() => skip.mutate([customer.id])}>
            {t('customers.skip')}
          </Button>
        )}
        {at > 0 ? (
          <Button variant="default" onClick={() => setAt(at - 1)}>
            {t('common.back')}
          </Button>
        ) : (
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        )}
        <Button type="submit" disabled={held} loading={start.isPending}>
          {step === 'summary' ? t('customers.setUp') : t('setup.next')}
        </Button>
      </div>
    </form>
  );
}

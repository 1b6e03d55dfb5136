import type { Customer } from '@licet/contract';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../shared/dialog.tsx';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { SkeletonRows } from '../../shared/feedback/skeleton-rows.tsx';
import { customerQuery } from './customers-queries.ts';
import { SetupResult } from './setup-result.tsx';
import { SetupWizard } from './setup-wizard.tsx';
import type { Wish } from './wish.ts';

interface Props {
  companyId: string;
  onClose: () => void;
}

/** The setup of one customer: asked for in three short steps, then watched to its end. */
export function SetupDialog({ companyId, onClose }: Props) {
  const { t } = useTranslation();
  const [started, setStarted] = useState<string>();
  const [wish, setWish] = useState<Wish>();
  const { data: customer, error, refetch } = useQuery({ ...customerQuery(companyId), staleTime: 0 });
  const name = customer?.name ?? '';
  return (
    <Dialog title={t('setup.title', { name })} size={600} leavable={false} onClose={onClose}>
      {error && <ProblemNote error={error} onRetry={() => void refetch()} />}
      {!customer && !error && <SkeletonRows rows={6} />}
      {customer && started === undefined && (
        <SetupWizard
          customer={customer}
          before={wish}
          onStarted={(batch, asked) => {
            setStarted(batch);
            setWish(asked);
          }}
          onClose={onClose}
        />
      )}
      {customer && started !== undefined && (
        <SetupResult
          batchId={started}
          typedPassword={wish?.password !== undefined}
          onAgain={() => setStarted(undefined)}
          onClose={onClose}
        />
      )}
    </Dialog>
  );
}

/** Why a customer cannot be set up now, besides rights; null when it can. */
export function unfitFor(customer: Customer): 'archived' | 'unlinked' | null {
  return customer.setup === 'archived' || customer.setup === 'unlinked' ? customer.setup : null;
}

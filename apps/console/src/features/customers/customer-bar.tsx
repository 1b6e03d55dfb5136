import type { Customer } from '@licet/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconArchive, IconArchiveOff, IconPlayerSkipForward, IconUserPlus, IconUserX, IconX } from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { notifyFailed } from '../../shared/feedback/notify.ts';
import { later } from '../../shared/later.tsx';
import { useFormat } from '../../shared/use-format.ts';
import classes from './customers-page.module.css';
import { listCustomers, MOST_AT_ONCE } from './customers-queries.ts';
import type { CustomerSearch } from './search-params.ts';
import { useChangeCustomers } from './use-change-customers.ts';

const SetupManyDialog = later(async () => (await import('./setup-many-dialog.tsx')).SetupManyDialog);
const OffboardDialog = later(async () => (await import('./offboard-dialog.tsx')).OffboardDialog);

interface Props {
  search: CustomerSearch;
  scope: string | undefined;
  total: number;
  selection: ReadonlyMap<string, Customer>;
  onSelection: (selection: ReadonlyMap<string, Customer>) => void;
}

/** How many customers are ticked, and what can be done with them. */
export function CustomerBar({ search, scope, total, selection, onSelection }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [dialog, setDialog] = useState<'setup' | 'offboard'>();
  const clear = () => onSelection(new Map());
  const skip = useChangeCustomers('skip', clear);
  const archive = useChangeCustomers('archive', clear);
  const restore = useChangeCustomers('restore', clear);
  const all = useMutation({
    mutationFn: () => listCustomers(search, scope),
    onSuccess: (found) => onSelection(new Map(found.map((one) => [one.id, one]))),
    onError: (error) => notifyFailed(t('customers.allFailed'), error, t),
  });
  const chosen = [...selection.values()];
  if (chosen.length === 0) return null;
  const idsOf = (fits: (one: Customer) => boolean) => chosen.filter(fits).map((one) => one.id);
  const archived = idsOf((one) => one.setup === 'archived');
  const others = idsOf((one) => one.setup !== 'archived');
  const fresh = idsOf((one) => one.setup === 'not-set-up');
  const fit = idsOf((one) => one.setup === 'not-set-up' || one.setup === 'ready');
  return (
    <div className={classes.bar} role="region" aria-label={t('selection.label')}>
      <strong role="status">{t('customers.selected', { count: chosen.length, formatted: format.number(chosen.length) })}</strong>
      {total > chosen.length && total <= MOST_AT_ONCE && (
        <Button variant="subtle" loading={all.isPending} onClick={() => all.mutate()}>
          {t('selection.all', { count: total, formatted: format.number(total) })}
        </Button>
      )}
      <span className={classes.actions}>
        <BarButton
          icon={IconUserPlus}
          label={t('customers.setUp')}
          refused={fit.length === 0 && t('customers.noneFit')}
          onClick={() => setDialog('setup')}
        />
        <BarButton
          icon={IconPlayerSkipForward}
          label={t('customers.skip')}
          refused={fresh.length === 0 && t('customers.notNew')}
          busy={skip.isPending}
          onClick={() => skip.mutate(fresh)}
        />
        <BarButton
          icon={IconUserX}
          label={t('customers.offboard')}
          refused={others.length === 0 && t('customers.isArchived')}
          onClick={() => setDialog('offboard')}
        />
        <BarButton
          icon={IconArchive}
          label={t('customers.archive')}
          refused={others.length === 0 && t('customers.isArchived')}
          busy={archive.isPending}
          onClick={() => archive.mutate(others)}
        />
        <BarButton
          icon={IconArchiveOff}
          label={t('customers.restore')}
          refused={archived.length === 0 && t('customers.noneArchived')}
          busy={restore.isPending}
          onClick={() => restore.mutate(archived)}
        />
        <Button variant="subtle" color="gray" leftSection={<IconX size={15} />} onClick={clear}>
          {t('selection.clear')}
        </Button>
      </span>
      {dialog === 'setup' && <SetupManyDialog customers={chosen} onClose={() => setDialog(undefined)} />}
      {dialog === 'offboard' && <OffboardDialog companyIds={others} onClose={() => setDialog(undefined)} />}
    </div>
  );
}

interface BarButtonProps {
  icon: ComponentType<{ size?: number }>;
  label: string;
  /** Why it cannot be done with these; false when it can. */
  refused: string | false;
  busy?: boolean;
  onClick: () => void;
}

function BarButton({ icon: Icon, label, refused, busy = false, onClick }: BarButtonProps) {
  return (
    <ActButton variant="default" leftSection={<Icon size={15} />} loading={busy} refused={refused} onClick={onClick}>
      {label}
    </ActButton>
  );
}

import type { PortalAccount } from '@licet/contract';
import { Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';

/** How many of an account's licenses have been read in detail; nothing once all have. */
export function AccountProgress({ account }: { account: PortalAccount }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { licenses, detailsRead } = account.counts;
  if (detailsRead >= licenses) return null;
  return (
    <div>
      <span>{t('accounts.detailsRead', { read: format.number(detailsRead), all: format.number(licenses) })}</span>
      <Progress value={(detailsRead / licenses) * 100} size={4} mt={4} aria-label={t('accounts.detailsProgress')} />
    </div>
  );
}

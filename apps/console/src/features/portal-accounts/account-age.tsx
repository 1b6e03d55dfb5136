import type { PortalAccount } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../shared/use-format.ts';

/** How old what is known of an account is, and whether it comes out of a file. */
export function AccountAge({ account }: { account: PortalAccount }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { structureAt, fileTakenAt } = account;
  if (fileTakenAt !== null && fileTakenAt === structureAt) {
    return <span title={format.ago(fileTakenAt)}>{t('accounts.fromFile', { at: format.moment(fileTakenAt) })}</span>;
  }
  return (
    <>
      <span title={structureAt ? format.moment(structureAt) : undefined}>
        {structureAt ? t('accounts.readAgo', { ago: format.ago(structureAt) }) : t('accounts.neverRead')}
      </span>
      {fileTakenAt !== null && <span>{t('accounts.fromFile', { at: format.moment(fileTakenAt) })}</span>}
    </>
  );
}

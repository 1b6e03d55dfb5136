import type { Report } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import type { Language } from '../../shared/format.ts';

/** Why each action cannot be done with a report; false where it can. */
export function useRefusals({ can, recipients, silence }: Report): Record<'change' | 'send' | 'remove', string | false> {
  const { t } = useTranslation();
  const write = t('reports.needsWrite');
  const mailed = recipients.length === 0 ? t('reports.needsRecipients') : silence ? t(`reports.silences.${silence}`) : write;
  return {
    change: !can.change && t('reports.needsRights'),
    send: !can.send && mailed,
    remove: !can.remove && write,
  };
}

/** Where the report is as a file, in the language shown. */
export function csvAddress({ id }: Report, language: Language): string {
  return addressOf(doors.reports.csv, { params: { id }, query: { language } });
}

import type { Report } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ConfirmDialog } from '../../shared/confirm-dialog.tsx';
import { notifyDone } from '../../shared/feedback/notify.ts';
import { useReportChange } from './reports-queries.ts';

interface Props {
  report: Report;
  onRemoved?: () => void;
  onClose: () => void;
}

export function RemoveReportDialog({ report, onRemoved, onClose }: Props) {
  const { t } = useTranslation();
  const remove = useReportChange(
    () => call(doors.reports.remove, { params: { id: report.id } }),
    () => {
      notifyDone(t('reports.removed', { name: report.name }));
      onClose();
      onRemoved?.();
    },
  );
  return (
    <ConfirmDialog
      title={t('reports.removeTitle', { name: report.name })}
      text={report.schedule ? t('reports.removeScheduledText') : t('reports.removeText')}
      verb={t('reports.removeConfirm')}
      busy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate(undefined)}
      onClose={onClose}
    />
  );
}

import type { Report } from '@licet/contract';
import { Button } from '@mantine/core';
import { IconDownload, IconPencil, IconSend, IconTrash } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { later } from '../../shared/later.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { WhoButton } from '../access/who-button.tsx';
import { csvAddress, useRefusals } from './report-actions.ts';

const RemoveReportDialog = later(async () => (await import('./remove-report-dialog.tsx')).RemoveReportDialog);
const SendReportDialog = later(async () => (await import('./send-report-dialog.tsx')).SendReportDialog);

/** What can be done with the report that is open. */
export function ReportButtons({ report, onChange }: { report: Report; onChange: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const navigate = useNavigate();
  const refused = useRefusals(report);
  const [dialog, setDialog] = useState<'remove' | 'send'>();
  const close = () => setDialog(undefined);
  return (
    <>
      <Button component="a" href={csvAddress(report, language)} download leftSection={<IconDownload size={15} />}>
        {t('reports.csv')}
      </Button>
      <ActButton variant="default" leftSection={<IconSend size={15} />} refused={refused.send} onClick={() => setDialog('send')}>
        {t('reports.send')}
      </ActButton>
      <ActButton variant="default" leftSection={<IconPencil size={15} />} refused={refused.change} onClick={onChange}>
        {t('reports.change')}
      </ActButton>
      <ActButton variant="default" leftSection={<IconTrash size={15} />} refused={refused.remove} onClick={() => setDialog('remove')}>
        {t('reports.remove')}
      </ActButton>
      <WhoButton kind="report" id={report.id} name={report.name} />
      {dialog === 'remove' && <RemoveReportDialog report={report} onClose={close} onRemoved={() => void navigate({ to: '/reports' })} />}
      {dialog === 'send' && <SendReportDialog report={report} onClose={close} />}
    </>
  );
}

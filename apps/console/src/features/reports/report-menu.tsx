import type { Report } from '@licet/contract';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconDownload, IconExternalLink, IconPencil, IconSend, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionItem } from '../../shared/action-item.tsx';
import { later } from '../../shared/later.tsx';
import { useFormat } from '../../shared/use-format.ts';
import { csvAddress, useRefusals } from './report-actions.ts';

const RemoveReportDialog = later(async () => (await import('./remove-report-dialog.tsx')).RemoveReportDialog);
const SendReportDialog = later(async () => (await import('./send-report-dialog.tsx')).SendReportDialog);

export function ReportMenu({ report, onChange }: { report: Report; onChange: () => void }) {
  const { t } = useTranslation();
  const { language } = useFormat();
  const refused = useRefusals(report);
  const [dialog, setDialog] = useState<'remove' | 'send'>();
  const close = () => setDialog(undefined);
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <ActionIcon variant="default" size={28} aria-label={t('reports.menu', { name: report.name })}>
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            c="var(--ink)"
            leftSection={<IconExternalLink size={16} />}
            renderRoot={(props) => <Link to="/reports/$reportId" params={{ reportId: report.id }} {...props} />}
          >
            {t('reports.open')}
          </Menu.Item>
          <ActionItem icon={IconPencil} label={t('reports.change')} refused={refused.change} onClick={onChange} />
          <ActionItem icon={IconSend} label={t('reports.send')} refused={refused.send} onClick={() => setDialog('send')} />
          <Menu.Item component="a" href={csvAddress(report, language)} download c="var(--ink)" leftSection={<IconDownload size={16} />}>
            {t('reports.csv')}
          </Menu.Item>
          <Menu.Divider />
          <ActionItem icon={IconTrash} label={t('reports.remove')} refused={refused.remove} onClick={() => setDialog('remove')} />
        </Menu.Dropdown>
      </Menu>
      {dialog === 'remove' && <RemoveReportDialog report={report} onClose={close} />}
      {dialog === 'send' && <SendReportDialog report={report} onClose={close} />}
    </>
  );
}

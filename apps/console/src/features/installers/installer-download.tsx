import type { Installer } from '@licet/contract';
import { ActionIcon, CopyButton, SegmentedControl, Tooltip } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActButton } from '../../shared/act-button.tsx';
import { call } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { saveFile } from '../../shared/save-file.ts';
import classes from './installer-drawer.module.css';

/** What each format is saved as, and how it is run. */
const formats = {
  shell: { file: 'licet-install.sh', command: 'sudo sh licet-install.sh' },
  powershell: { file: 'licet-install.ps1', command: 'powershell -ExecutionPolicy Bypass -File licet-install.ps1' },
  config: { file: 'licet-agent.conf', command: 'sudo sh licet-install.sh --config licet-agent.conf' },
} as const;
type Format = keyof typeof formats;
const names = Object.keys(formats) as Format[];

export function InstallerDownload({ installer }: { installer: Installer }) {
  const { t } = useTranslation();
  const [format, setFormat] = useState<Format>('shell');
  const { file, command } = formats[format];
  const download = useMutation({
    mutationFn: () => call(doors.installers.download, { params: { id: installer.id }, query: { format } }),
    onSuccess: (text) => saveFile(file, text),
  });
  const works = installer.state === 'active' || installer.state === 'used-up';
  if (!works || !installer.can.download) return null;
  return (
    <section>
      <h3>{t('installers.download')}</h3>
      <div className={classes.download}>
        <SegmentedControl
          fullWidth
          aria-label={t('installers.format')}
          value={format}
          onChange={(value) => setFormat(names.find((name) => name === value) ?? 'shell')}
          data={names.map((value) => ({ value, label: t(`installerFormats.${value}`) }))}
        />
        <ActButton leftSection={<IconDownload size={15} />} loading={download.isPending} onClick={() => download.mutate()}>
          {t('installers.downloadFile', { file })}
        </ActButton>
        <p className={classes.quiet}>{t(`installerFormatTexts.${format}`)}</p>
        <div className={classes.command}>
          <code>{command}</code>
          <CopyButton value={command}>
            {({ copied, copy }) => (
              <Tooltip label={copied ? t('common.copied') : t('common.copy')}>
                <ActionIcon onClick={copy} aria-label={t('installers.copyCommand')}>
                  {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
                </ActionIcon>
              </Tooltip>
            )}
          </CopyButton>
        </div>
        <p className={classes.quiet}>{t('installers.secretText')}</p>
        {download.error && <ProblemNote error={download.error} />}
      </div>
    </section>
  );
}

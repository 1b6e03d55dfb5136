import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { addressOf } from '../../shared/api/client.ts';
import { doors } from '../../shared/api/doors.ts';
import { CopiedValue } from './copied-value.tsx';
import classes from './dialogs.module.css';

const formats = ['shell', 'powershell', 'config'] as const;

/** The installer in its three forms, and the commands that run the scripts. */
export function InstallerDownloads({ id }: { id: string }) {
  const { t } = useTranslation();
  return (
    <>
      <div className={classes.downloads}>
        {formats.map((format) => (
          <Button
            key={format}
            component="a"
            variant="default"
            leftSection={<IconDownload size={15} />}
            href={addressOf(doors.installers.download, { params: { id }, query: { format } })}
            download
          >
            {t(`installerFormats.${format}`)}
          </Button>
        ))}
      </div>
      <div className={classes.secret}>
        <CopiedValue name={t('installerRun.shell')} value="sudo sh licet-install.sh" />
        <CopiedValue name={t('installerRun.powershell')} value="powershell -ExecutionPolicy Bypass -File licet-install.ps1" />
      </div>
    </>
  );
}

import { Button, Popover } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { later } from '../later.tsx';

const AsOfPicker = later(async () => (await import('./as-of-picker.tsx')).AsOfPicker);

interface Props {
  asOf: string | undefined;
  onChange: (asOf: string | undefined) => void;
}

/** Chooses the moment as of which a page is shown. */
export function AsOfControl({ asOf, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const choose = (moment: string | undefined) => {
    setOpen(false);
    onChange(moment);
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end">
      <Popover.Target>
        <Button variant="default" leftSection={<IconHistory size={15} />} onClick={() => setOpen(!open)}>
          {t('asOf.choose')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={8}>{open && <AsOfPicker asOf={asOf} onChange={choose} />}</Popover.Dropdown>
    </Popover>
  );
}

import { ActionIcon, Popover, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterChoice } from './filter-choice.tsx';
import { filterAddress, type FilterId } from './filter-words.ts';
import classes from './filters.module.css';
import type { LicenseSearch } from './search-params.ts';

interface Props {
  id: FilterId;
  search: LicenseSearch;
  /** What the filter says; undefined while it has no value. */
  words: string | undefined;
  startOpen: boolean;
  onChange: (change: Partial<Record<keyof LicenseSearch, unknown>>) => void;
  onClosed: () => void;
}

export function FilterChip({ id, search, words, startOpen, onChange, onClosed }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(startOpen);
  const name = t(`filters.names.${id}`);
  const turn = (next: boolean) => {
    setOpen(next);
    if (!next) onClosed();
  };
  return (
    <span className={classes.chip}>
      <Popover opened={open} onChange={turn}>
        <Popover.Target>
          <UnstyledButton className={classes.chipWords} onClick={() => turn(!open)}>
            {words === undefined ? name : t('filters.chip', { name, words })}
          </UnstyledButton>
        </Popover.Target>
        <Popover.Dropdown p={8}>{open && <FilterChoice id={id} search={search} onChange={onChange} />}</Popover.Dropdown>
      </Popover>
      <ActionIcon
        size={20}
        aria-label={t('filters.remove', { name })}
        onClick={() => {
          onClosed();
          onChange(Object.fromEntries(filterAddress[id].map((key) => [key, undefined])));
        }}
      >
        <IconX size={13} />
      </ActionIcon>
    </span>
  );
}

import { ActionIcon, Button, Popover } from '@mantine/core';
import { IconChevronDown, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './group-field.module.css';
import { GroupTree } from './group-tree.tsx';
import { useGroupTree } from './use-group-tree.ts';

interface Props {
  label: string;
  value: string | undefined;
  onChange: (groupId: string | undefined) => void;
}

/** Narrows a list to a group and everything below it. */
export function GroupFilter({ label, value, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const { index } = useGroupTree('access', { archived: 'show' });
  const name = value === undefined ? undefined : (index.byId.get(value)?.name ?? t('scope.notFound'));
  return (
    <span>
      <Popover opened={open} onChange={setOpen}>
        <Popover.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} />} onClick={() => setOpen(!open)}>
            {name === undefined ? label : t('filters.chip', { name: label, words: name })}
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={8} className={classes.filter}>
          {open && (
            <GroupTree
              label={label}
              selected={value}
              onSelect={(node) => {
                setOpen(false);
                onChange(node.id);
              }}
            />
          )}
        </Popover.Dropdown>
      </Popover>
      {value !== undefined && (
        <ActionIcon aria-label={t('filters.remove', { name: label })} onClick={() => onChange(undefined)}>
          <IconX size={14} />
        </ActionIcon>
      )}
    </span>
  );
}

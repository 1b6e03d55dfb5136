import { Input, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './group-field.module.css';
import { GroupTree } from './group-tree.tsx';
import { useGroupTree } from './use-group-tree.ts';

interface Props {
  label: string;
  description?: string;
  value: string;
  /** Its name, for when the tree is not there (yet). */
  name: string;
  disabled?: boolean;
  /** That of the fields around it. */
  size?: 'xs' | 'sm';
  onChange: (groupId: string) => void;
}

/** A field for one group: the name, and below it the tree while one chooses. */
export function GroupField({ label, description, value, name, disabled = false, size = 'sm', onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [open, setOpen] = useState(false);
  const { index } = useGroupTree('access', { archived: 'show' });
  const shown = index.byId.get(value)?.name ?? name;
  return (
    <Input.Wrapper size={size} label={label} labelElement="div" labelProps={{ id }} {...(description ? { description } : {})}>
      <UnstyledButton
        className={classes.field}
        data-size={size}
        disabled={disabled}
        aria-expanded={open}
        aria-label={t('groups.chosen', { label, name: shown })}
        onClick={() => setOpen(!open)}
      >
        <span>{shown}</span>
        <IconChevronDown size={15} aria-hidden />
      </UnstyledButton>
      {open && (
        <GroupTree
          label={label}
          selected={value}
          onSelect={(node) => {
            onChange(node.id);
            setOpen(false);
          }}
        />
      )}
    </Input.Wrapper>
  );
}

import { ActionIcon, Button, Input } from '@mantine/core';
import { IconCheck, IconPlus, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './group-field.module.css';
import { GroupTree } from './group-tree.tsx';
import { groupName } from './group-name.ts';
import { useGroupNames } from './use-group-names.ts';

interface Named {
  id: string;
  name: string;
}

interface Props {
  label: string;
  description: string;
  value: Named[];
  disabled?: boolean;
  onChange: (groups: Named[]) => void;
}

/** A field for several groups. */
export function GroupsField({ label, description, value, disabled = false, onChange }: Props) {
  const { t } = useTranslation();
  const nameOf = useGroupNames();
  const [open, setOpen] = useState(false);
  const has = (id: string) => value.some((group) => group.id === id);
  return (
    <Input.Wrapper label={label} labelElement="div" description={description}>
      <ul className={classes.chosen}>
        {value.map((group) => (
          <li key={group.id}>
            <span>{nameOf(group)}</span>
            {!disabled && (
              <ActionIcon
                size={20}
                aria-label={t('groups.take', { name: nameOf(group) })}
                onClick={() => onChange(value.filter((one) => one.id !== group.id))}
              >
                <IconX size={13} />
              </ActionIcon>
            )}
          </li>
        ))}
        {!disabled && (
          <li>
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconPlus size={14} />}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              {t('groups.add')}
            </Button>
          </li>
        )}
      </ul>
      {open && (
        <GroupTree
          label={label}
          selected={undefined}
          onSelect={(node) =>
            onChange(has(node.id) ? value.filter((one) => one.id !== node.id) : [...value, { id: node.id, name: groupName(node, t) }])
          }
          note={(node) => has(node.id) && <IconCheck size={15} color="var(--accent)" role="img" aria-label={t('groups.isChosen')} />}
        />
      )}
    </Input.Wrapper>
  );
}

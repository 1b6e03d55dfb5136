import { Popover, UnstyledButton } from '@mantine/core';
import { IconBuildings, IconChevronDown } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useScope } from '../features/groups/use-scope.ts';
import { ScopeList } from '../features/groups/scope-list.tsx';
import classes from './top-bar.module.css';

/** The same screen in another scope. Its picked company, page and open row belong to the scope before. */
function inScope<S extends object>(search: S, scope: string | undefined): S {
  const dropped = Object.fromEntries(['company', 'group', 'page', 'open'].map((key) => [key, undefined]));
  return { ...search, ...dropped, scope };
}

/** Narrows License Management and Computers to one customer; kept in the address, so that a link shows the same. */
export function ScopePicker() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const scope = useScope();
  const [open, setOpen] = useState(false);
  const name = scope.groupId === undefined ? t('scope.all') : (scope.name ?? (scope.error ? t('scope.notFound') : t('common.loading')));
  const choose = (groupId: string | undefined) => {
    setOpen(false);
    void navigate({ to: '.', search: (before) => inScope(before, groupId) });
  };
  return (
    <Popover opened={open} onChange={setOpen} width={320}>
      <Popover.Target>
        <UnstyledButton
          className={classes.scope}
          data-narrowed={scope.groupId !== undefined || undefined}
          onClick={() => setOpen(!open)}
          aria-label={t('scope.label', { name })}
          aria-haspopup="listbox"
        >
          <IconBuildings size={16} aria-hidden />
          <span className={classes.scopeName}>{name}</span>
          <IconChevronDown size={14} aria-hidden />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={8}>{open && <ScopeList current={scope.groupId} onChoose={choose} />}</Popover.Dropdown>
    </Popover>
  );
}

import { Switch, TextInput } from '@mantine/core';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../shared/feedback/problem-note.tsx';
import { foldText } from '../../shared/fold-text.ts';
import { isCustomerGroup } from './groups-queries.ts';
import { useGroupTree } from './use-group-tree.ts';
import classes from './scope-list.module.css';

interface Props {
  current: string | undefined;
  onChoose: (groupId: string | undefined) => void;
}

/** Rows shown at once: more of them would be read by nobody, typing is faster. */
const SHOWN = 60;

export function ScopeList({ current, onChoose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const [archived, setArchived] = useState(false);
  const groups = useGroupTree('computers', { archived: archived ? 'show' : undefined });
  const found = useMemo(() => {
    const wanted = foldText(text);
    return [...groups.index.byId.values()].filter((node) => isCustomerGroup(node) && foldText(node.name).includes(wanted));
  }, [groups.index, text]);
  const rows = [...(text ? [] : [{ id: undefined, name: t('scope.all') }]), ...found.slice(0, SHOWN)];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setMarked((before) => Math.max(0, Math.min(rows.length - 1, before + (event.key === 'ArrowDown' ? 1 : -1))));
    }
    const row = rows[marked];
    if (event.key === 'Enter' && row) onChoose(row.id);
  };
  return (
    <div className={classes.list}>
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded
        aria-controls="scope-options"
        aria-activedescendant={rows.length ? `scope-option-${marked}` : undefined}
        aria-label={t('scope.find')}
        placeholder={t('scope.find')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      {groups.error && <ProblemNote error={groups.error} onRetry={() => void groups.refetch()} />}
      <ul id="scope-options" role="listbox" aria-label={t('scope.options')} className={classes.options}>
        {rows.map((row, index) => (
          <li
            key={row.id ?? 'all'}
            id={`scope-option-${index}`}
            role="option"
            aria-selected={row.id === current}
            data-marked={index === marked || undefined}
            onMouseMove={() => setMarked(index)}
            onClick={() => onChoose(row.id)}
          >
            {row.name}
          </li>
        ))}
      </ul>
      {found.length > SHOWN && <p className={classes.more}>{t('scope.more', { count: found.length - SHOWN })}</p>}
      {groups.hasArchived && (
        <Switch label={t('customers.showArchived')} checked={archived} onChange={(event) => setArchived(event.currentTarget.checked)} />
      )}
      {groups.data && rows.length === 0 && <p className={classes.more}>{t('scope.none')}</p>}
    </div>
  );
}

import type { Me } from '@licet/contract';
import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { IconSearch } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../shared/dialog.tsx';
import { call } from '../shared/api/client.ts';
import { doors } from '../shared/api/doors.ts';
import { ProblemNote } from '../shared/feedback/problem-note.tsx';
import classes from './search-palette.module.css';
import { useSearchHits } from './use-search-hits.ts';

interface Props {
  me: Me;
  onClose: () => void;
}

/** Ctrl-K: everything in sight, every screen and every action, by typing. */
export function SearchPalette({ me, onClose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [marked, setMarked] = useState(0);
  const [asked] = useDebouncedValue(text.trim(), 150);
  const found = useQuery({
    queryKey: ['search', asked],
    queryFn: ({ signal }) => call(doors.overview.search, { query: { q: asked, limit: 6 }, signal }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const hits = useSearchHits(me, text, asked === '' ? undefined : found.data);
  const choose = (index: number) => {
    const hit = hits[index];
    if (!hit) return;
    onClose();
    hit.go();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setMarked((before) => (before + (event.key === 'ArrowDown' ? 1 : -1) + hits.length) % Math.max(1, hits.length));
    }
    if (event.key === 'Enter') choose(marked);
  };
  return (
    <Dialog onClose={onClose} bare size={560} title={t('search.title')}>
      <TextInput
        data-autofocus
        variant="unstyled"
        size="md"
        className={classes.input}
        leftSection={<IconSearch size={18} aria-hidden />}
        role="combobox"
        aria-expanded
        aria-controls="search-hits"
        aria-activedescendant={hits.length ? `search-hit-${marked}` : undefined}
        aria-label={t('search.title')}
        placeholder={t('search.placeholder')}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setMarked(0);
        }}
        onKeyDown={onKeyDown}
      />
      {found.error && asked !== '' && <ProblemNote error={found.error} onRetry={() => void found.refetch()} />}
      <ul id="search-hits" role="listbox" aria-label={t('search.results')} className={classes.hits}>
        {hits.map(({ key, kind, label, note, icon: Icon }, index) => (
          <li
            key={key}
            id={`search-hit-${index}`}
            role="option"
            aria-selected={index === marked}
            ref={index === marked ? (element) => void element?.scrollIntoView({ block: 'nearest' }) : null}
            onMouseMove={() => setMarked(index)}
            onClick={() => choose(index)}
          >
            <Icon size={16} stroke={1.7} aria-hidden />
            <span className={classes.label}>{label}</span>
            {note && <span className={classes.note}>{note}</span>}
            <span className={classes.kind}>{t(`search.kinds.${kind}`)}</span>
          </li>
        ))}
      </ul>
      {hits.length === 0 && !found.isFetching && <p className={classes.none}>{t('search.none', { text })}</p>}
      <p className={classes.help}>{t('search.help')}</p>
    </Dialog>
  );
}

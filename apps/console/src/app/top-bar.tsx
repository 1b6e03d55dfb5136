import type { Me } from '@licet/contract';
import { Kbd, UnstyledButton } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { holds } from '../features/session/rights.ts';
import { SyncPill } from '../features/sync-runs/sync-pill.tsx';
import { later } from '../shared/later.tsx';
import { ScopePicker } from './scope-picker.tsx';
import classes from './top-bar.module.css';
import { UserMenu } from './user-menu.tsx';

const SearchPalette = later(async () => (await import('./search-palette.tsx')).SearchPalette);

export function TopBar({ me }: { me: Me }) {
  const { t } = useTranslation();
  const [searching, setSearching] = useState(false);
  useHotkeys([['mod+K', () => setSearching(true)]], []);
  return (
    <header className={classes.bar}>
      {me.msp && holds(me, 'groups-and-computers') && <ScopePicker />}
      <UnstyledButton className={classes.search} onClick={() => setSearching(true)} aria-keyshortcuts="Control+K">
        <IconSearch size={15} aria-hidden />
        <span className={classes.searchLabel}>{t('search.open')}</span>
        <Kbd size="xs" className={classes.keys}>
          Ctrl K
        </Kbd>
      </UnstyledButton>
      <div className={classes.right}>
        {me.msp && holds(me, 'portal-accounts') && <SyncPill />}
        <UserMenu me={me} />
      </div>
      {searching && <SearchPalette me={me} onClose={() => setSearching(false)} />}
    </header>
  );
}

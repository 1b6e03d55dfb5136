import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../features/session/session-queries.ts';
import { useShownPreferences } from '../features/session/use-preferences.ts';
import classes from './frame.module.css';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

/** What surrounds every screen: the rail at the left, the bar on top. */
export function Frame() {
  const { t } = useTranslation();
  const me = useMe();
  useShownPreferences(me.user);
  const narrow = useMediaQuery('(max-width: 1599px)', false, { getInitialValueInEffect: false });
  // Until somebody chooses, a small window gets the small rail.
  const [chosen, setChosen] = useLocalStorage<'open' | 'closed' | 'auto'>({
    key: 'licet.rail',
    defaultValue: 'auto',
    getInitialValueInEffect: false,
  });
  const collapsed = chosen === 'auto' ? narrow : chosen === 'closed';
  const main = useRef<HTMLElement>(null);
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    const heading = main.current?.querySelector('h1')?.textContent;
    document.title = heading ? t('frame.documentTitle', { place: heading }) : 'Licet';
  });
  return (
    <div className={classes.frame} data-collapsed={collapsed || undefined}>
      <a href="#content" className={classes.skip}>
        {t('frame.skip')}
      </a>
      <Rail me={me} collapsed={collapsed} onToggle={() => setChosen(collapsed ? 'open' : 'closed')} />
      <TopBar me={me} />
      <main id="content" ref={main} tabIndex={-1} className={classes.content} key={pathname}>
        <Outlet />
      </main>
    </div>
  );
}

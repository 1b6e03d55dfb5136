import type { Me } from '@licet/contract';
import { useLocalStorage, useMediaQuery } from '@mantine/hooks';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Outlet, useRouter, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { OwedSecondStepPage } from '../features/account/owed-second-step-page.tsx';
import { OwedPasswordPage } from '../features/session/owed-password-page.tsx';
import { sessionQuery } from '../features/session/session-queries.ts';
import { useAutoLogout } from '../features/session/use-auto-logout.ts';
import { useShownPreferences } from '../features/session/use-preferences.ts';
import { ReadOnlyProvider } from '../shared/read-only.ts';
import { ViewBand } from '../features/session/view-band.tsx';
import classes from './frame.module.css';
import { Rail } from './rail.tsx';
import { TopBar } from './top-bar.tsx';

/** What surrounds every screen, as long as somebody is signed in. */
export function Frame() {
  const { data: me } = useSuspenseQuery(sessionQuery);
  useAutoLogout(me?.autoLogoutMinutes ?? null);
  if (!me) return <ToSignIn />;
  if (me.mustChangePassword && !me.viewedBy) return <OwedPasswordPage me={me} />;
  if (me.secondStepOwed && !me.viewedBy) return <OwedSecondStepPage me={me} />;
  return <SignedInFrame me={me} />;
}

/** Leads to the sign-in page, and from there back to where one is now. */
function ToSignIn() {
  const router = useRouter();
  // Once: while the sign-in page is on its way, "where one is now" is already its address.
  useEffect(() => {
    void router.navigate({ to: '/sign-in', search: { next: router.state.location.href, expired: true } });
  }, [router]);
  return null;
}

/** The rail at the left, the bar on top, the screen between them. */
function SignedInFrame({ me }: { me: Me }) {
  const { t } = useTranslation();
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
      {me.viewedBy && <ViewBand me={me} />}
      <Rail me={me} collapsed={collapsed} onToggle={() => setChosen(collapsed ? 'open' : 'closed')} />
      <TopBar me={me} />
      <main id="content" ref={main} tabIndex={-1} className={classes.content} key={pathname}>
        <ReadOnlyProvider value={me.viewedBy ? t('view.readOnly', { login: me.user.login }) : null}>
          <Outlet />
        </ReadOnlyProvider>
      </main>
    </div>
  );
}

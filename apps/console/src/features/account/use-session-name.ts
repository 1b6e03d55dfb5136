import type { OwnSession } from '@licet/contract';
import { useTranslation } from 'react-i18next';

/** What a session is called: its browser, and the system that it runs on. */
export function useSessionName(): (session: OwnSession) => string {
  const { t } = useTranslation();
  return ({ browser: { name, system } }) => {
    const browser = name ?? t('account.sessions.unknownBrowser');
    return system === null ? browser : t('account.sessions.browserOn', { browser, system });
  };
}

import type { PortalAccount } from '@licet/contract';
import { useTranslation } from 'react-i18next';
import { sentenceWords } from '../../shared/words/reason-words.ts';

/** Why the account stands as it does, where there is something to say. */
export function AccountReason({ account }: { account: PortalAccount }) {
  const { t } = useTranslation();
  if (!account.stateReason) return null;
  const { text, lang } = sentenceWords(account.stateReason, account.stateReasons, t);
  return <span lang={lang}>{text}</span>;
}

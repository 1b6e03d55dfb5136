import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { showLanguage } from '../../shared/language.ts';

/** The language before signing in; afterwards it is the user's preference. */
export function LanguageSwitch() {
  const { i18n, t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t('frame.language')}
      value={i18n.language}
      onChange={(language) => void showLanguage(language === 'pl' ? 'pl' : 'en')}
      data={[
        { value: 'en', label: 'English' },
        { value: 'pl', label: 'Polski' },
      ]}
    />
  );
}

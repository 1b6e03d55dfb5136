import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from './format.ts';

const bundles = {
  en: () => import('../locales/en.json'),
  pl: () => import('../locales/pl.json'),
};
const KEY = 'licet.language';

/** The language before anybody has signed in: the last one used here, else the browser's. */
function firstLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (kept === 'en' || kept === 'pl') return kept;
  return navigator.languages.some((language) => language.startsWith('pl')) ? 'pl' : 'en';
}

export async function startTranslation(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: firstLanguage(),
    resources: {},
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await showLanguage(firstLanguage());
}

/** Loads a language, then shows it. */
export async function showLanguage(language: Language): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', (await bundles[language]()).default);
  }
  await i18next.changeLanguage(language);
  localStorage.setItem(KEY, language);
  document.documentElement.lang = language;
}

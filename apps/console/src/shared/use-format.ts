import { useTranslation } from 'react-i18next';
import { createFormat, type Format, type Language } from './format.ts';

const formats = new Map<Language, Format>();

/** The formats of the language shown now. */
export function useFormat(): Format {
  const { i18n } = useTranslation();
  const language: Language = i18n.language === 'pl' ? 'pl' : 'en';
  const format = formats.get(language) ?? createFormat(language);
  formats.set(language, format);
  return format;
}

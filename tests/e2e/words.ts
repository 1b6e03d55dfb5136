// What the console says, in both languages: the suites look for roles and names as a person does, and names are words.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const languages = ['en', 'pl'] as const;
export type Language = (typeof languages)[number];
export type Values = Record<string, string | number>;

/** The words behind a key; `count` picks the plural form. */
export type Say = (key: string, values?: Values) => string;

const locales = join(import.meta.dirname, '..', '..', 'apps', 'console', 'src', 'locales');

/** Throws for a key that the language does not have, and for a value that was not given: neither may reach a screen. */
export function wordsOf(language: Language): Say {
  const all: unknown = JSON.parse(readFileSync(join(locales, `${language}.json`), 'utf8'));
  const plural = new Intl.PluralRules(language);
  const find = (key: string) => key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown> | undefined)?.[part], all);
  return (key, values = {}) => {
    const count = values['count'];
    const text = find(key) ?? (typeof count === 'number' ? find(`${key}_${plural.select(count)}`) : undefined);
    if (typeof text !== 'string') throw new Error(`${language} has no words for ${key}`);
    return text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
      const value = values[name];
      if (value === undefined) throw new Error(`${key} needs ${name}`);
      return String(value);
    });
  };
}

/** The start of a name up to its first value: for words whose value a suite does not know. */
export function startOf(text: string): RegExp {
  return new RegExp(`^${text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

import type { Problem, SentReason } from '@licet/contract';
import i18next, { type TFunction } from 'i18next';

type Needs = NonNullable<Problem['needs']>;

/** Words for a person; `lang` where they are not in the language shown. */
export interface Words {
  text: string;
  lang?: 'en';
}

/** What the server says, in the language shown; in the server's own words where one of the codes is not known here. */
export function sentenceWords(sentence: string, reasons: SentReason[], t: TFunction): Words {
  const said = reasons.map((reason) => reasonWords(reason, 'says', t));
  return said.length > 0 && said.every((text) => text !== null) ? { text: said.join(' ') } : { text: sentence, lang: 'en' };
}

/** What to do about it, likewise. */
export function remedyWords(remedy: string, reasons: SentReason[], t: TFunction): Words {
  const text = reasons.map((reason) => reasonWords(reason, 'remedy', t)).find((one) => one !== null);
  return text === undefined ? { text: remedy, lang: 'en' } : { text };
}

/** The words of one reason; null for a code without them. */
export function reasonWords({ code, parameters }: SentReason, part: 'says' | 'remedy', t: TFunction): string | null {
  const key = `reasons.${code}.${part}`;
  const number = new Intl.NumberFormat(i18next.language);
  const shown = Object.entries(parameters).map(([name, value]) => {
    return [name, typeof value === 'number' ? number.format(value) : (closedWord(name, value, t) ?? value)] as const;
  });
  // A sentence bends to the first number in it.
  const count = Object.values(parameters).find((value) => typeof value === 'number');
  const values = { ...Object.fromEntries(shown), ...(count === undefined ? {} : { count }) };
  return i18next.exists(key, values) ? (t as (key: string, values: object) => string)(key, values) : null;
}

/** Parameters that are words of a closed list have words of their own. */
function closedWord(name: string, value: string, t: TFunction): string | null {
  const [fn, level, type] = [value as Needs['function'], value as Needs['level'], value as 'msp'];
  if (name === 'function' && i18next.exists(`functions.${fn}`)) return t(`functions.${fn}`);
  if (name === 'level' && i18next.exists(`levels.${level}`)) return t(`levels.${level}`);
  if (name === 'setup' && i18next.exists(`setups.${value}`)) return t(`setups.${value as 'ready'}`);
  if (name === 'licenseState' && i18next.exists(`licenseStates.${value}`)) return t(`licenseStates.${value as 'normal'}`);
  // Days have no time zone.
  if (name === 'day' && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return new Intl.DateTimeFormat(i18next.language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value));
  if (name === 'companyType' && i18next.exists(`companyTypes.${type}`)) return t(`companyTypes.${type}`);
  return null;
}

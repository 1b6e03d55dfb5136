import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import english from '../../locales/en.json';
import polish from '../../locales/pl.json';
import { valueWords } from '../change/change-values.ts';
import { createFormat } from '../format.ts';
import { contentWords, scheduleWords } from './report-words.ts';

beforeAll(async () => {
  const resources = { en: { translation: english }, pl: { translation: polish } };
  await i18next.init({ lng: 'pl', resources, interpolation: { escapeValue: false } });
});
const words = (language: 'en' | 'pl') => i18next.getFixedT(language);
const zone = 'Europe/Warsaw';

it('a schedule is said as people say it', () => {
  expect(scheduleWords({ every: 'week', weekday: 1, at: '07:30', zone }, words('en'))).toBe('Mondays at 07:30');
  expect(scheduleWords({ every: 'week', weekday: 2, at: '07:30', zone }, words('pl'))).toBe('We wtorki o 07:30');
  expect(scheduleWords({ every: 'week', weekday: 7, at: '07:30', zone }, words('pl'))).toBe('W niedziele o 07:30');
  expect(scheduleWords({ every: 'day', at: '18:00', zone }, words('en'))).toBe('Daily at 18:00');
  expect(scheduleWords({ every: 'month', day: 31, at: '18:00', zone }, words('pl'))).toBe('Co miesiąc, dnia 31., o 18:00');
  expect(scheduleWords(null, words('en'))).toBe('Not mailed');
});

it('what a report holds is said in short', () => {
  const said = (filter: Parameters<typeof contentWords>[0]) => contentWords(filter, words('en'), createFormat('en'));
  expect(said({})).toBe('All licenses');
  expect(said({ state: [], tag: [] })).toBe('All licenses');
  expect(said({ expiresWithin: 0 })).toBe('Expires within 0 days');
  expect(said({ use: 'over', state: ['error', 'warning'], q: 'młyn' })).toBe('Words: młyn · Over-used · State: Error and Warning');
});

describe('in the audit', () => {
  const told = (field: string, value: unknown) => valueWords(field, value, words('pl'), createFormat('pl'));

  it('a schedule is told likewise; one that is new to this console as the server writes it', () => {
    expect(told('schedule', 'week 1 07:30 Europe/Warsaw')).toBe('W poniedziałki o 07:30');
    expect(told('schedule', 'month 15 07:30 UTC')).toBe('Co miesiąc, dnia 15., o 07:30');
    expect(told('schedule', 'day 07:30 UTC')).toBe('Codziennie o 07:30');
    expect(told('schedule', 'hourly')).toBe('hourly');
  });

  it('columns, sums, filter and language are told in words', () => {
    expect(told('columns', ['expires', 'usage', 'colour'])).toBe('Wygasa, Użyte, colour');
    expect(told('groupBy', 'licenseUser')).toBe('Użytkownik licencji');
    expect(told('filter', { use: 'over' })).toBe('Nadmiernie używane');
    expect(told('language', 'pl')).toBe('polski');
  });
});

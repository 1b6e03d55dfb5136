import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import english from '../../locales/en.json';
import polish from '../../locales/pl.json';
import { createFormat } from '../format.ts';
import { valueWords } from './change-values.ts';

beforeAll(async () => {
  const resources = { en: { translation: english }, pl: { translation: polish } };
  await i18next.init({ lng: 'pl', resources, interpolation: { escapeValue: false } });
});

it('a group that the server makes for itself is named in the language shown, any other by its own name', () => {
  const words = (field: string, value: unknown) => valueWords(field, value, i18next.t, createFormat('pl'));
  expect(words('homeGroup', { kind: 'all', name: 'All' })).toBe('Wszystkie');
  expect(words('groups', [{ kind: 'shared-objects', name: 'Shared Objects' }, 'All'])).toBe('Obiekty udostępnione i All');
});

it('a word of a closed list is said in the language shown, one that is new to this console as the server calls it', () => {
  const words = (field: string, value: unknown) => valueWords(field, value, i18next.t, createFormat('pl'));
  expect(words('setup', 'ready')).toBe('Gotowa');
  expect(words('signInWay', 'password')).toBe('Hasło');
  expect(words('setup', 'half-ready')).toBe('half-ready');
});

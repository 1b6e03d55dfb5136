import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import english from '../../locales/en.json';
import { createFormat } from '../format.ts';
import { changedFields, fieldWord, valueWords } from './change-values.ts';

const format = createFormat('en');
beforeAll(() => i18next.init({ lng: 'en', resources: { en: { translation: english } } }));
const words = (field: string, value: unknown) => valueWords(field, value, i18next.t, format);

it('shows the fields that differ, and of what is new those that say something', () => {
  expect(changedFields({ name: 'a', type: 1 }, { name: 'b', type: 1 })).toEqual(['name']);
  expect(changedFields(null, { name: 'a', upstreamId: 'x', customIdentifier: null })).toEqual(['name']);
  expect(changedFields({ gone: false }, { gone: true })).toEqual([]);
});

it('says values in the words of the screen', () => {
  expect(words('quantity', 1240)).toBe('1,240');
  expect(words('usage', null)).toBe('—');
  expect(words('state', 'normal')).toBe('Valid');
  expect(words('type', 1006)).toBe('Managed MSP');
  expect(words('expires', '2026-11-22')).toBe('Nov 22, 2026');
  expect(words('shares', [{ productCode: '1', productName: 'Inspect', quantity: 5 }])).toBe('Inspect (5)');
  expect(words('tags', ['a', 'b'])).toBe('a and b');
});

it('passes on what is new to it', () => {
  expect(fieldWord('colour', i18next.t)).toBe('colour');
  expect(words('colour', 'blue')).toBe('blue');
});

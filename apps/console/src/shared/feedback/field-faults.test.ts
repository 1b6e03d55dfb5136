import i18next from 'i18next';
import { beforeAll, expect, it } from 'vitest';
import polish from '../../locales/pl.json';
import { ApiError } from '../api/client.ts';
import { fieldFaults } from './field-faults.ts';

beforeAll(() => i18next.init({ lng: 'pl', resources: { pl: { translation: polish } }, interpolation: { escapeValue: false } }));

it('finds what is wrong with a field or a part of it, and nothing for its neighbours', () => {
  const errors = [
    { field: 'body.recipients.1', message: 'Invalid', reason: { code: 'field-malformed' as const, parameters: {} } },
    { field: 'body.atmosphere', message: 'is strange' },
  ];
  const faultOf = fieldFaults(new ApiError({ type: '', title: '', status: 400, code: 'malformed-request', detail: '', errors }), i18next.t);
  expect(faultOf('recipients')).toBe('nieprawidłowa wartość');
  expect(faultOf('recipients.1')).toBe('nieprawidłowa wartość');
  expect(faultOf('recipients.10')).toBeUndefined();
  expect(faultOf('at')).toBeUndefined();
  expect(faultOf('atmosphere')).toBe('is strange');
  expect(fieldFaults(null, i18next.t)('at')).toBeUndefined();
});

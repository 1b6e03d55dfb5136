import { type Reason, reasons } from '@licet/contract';
import i18next from 'i18next';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiError } from '../api/client.ts';
import { problemWords } from '../feedback/problem-words.ts';
import english from '../../locales/en.json';
import polish from '../../locales/pl.json';
import { reasonWords, remedyWords, sentenceWords } from './reason-words.ts';

beforeAll(async () => {
  const resources = { en: { translation: english }, pl: { translation: polish } };
  await i18next.init({ lng: 'pl', resources, interpolation: { escapeValue: false } });
});
beforeEach(() => i18next.changeLanguage('pl'));
const t = () => i18next.t;

const held: Reason = { code: 'companies-shrunk', parameters: { removed: 12, of: 11_240 } };

describe('a reason', () => {
  it.each(['en', 'pl'])('has words for every code in %s, with every hole filled', async (language) => {
    await i18next.changeLanguage(language);
    for (const [code, names] of Object.entries(reasons)) {
      for (const value of [1, 2, 5]) {
        const parameters = Object.fromEntries(names.map((name) => [name, value]));
        expect(reasonWords({ code: code as Reason['code'], parameters }, 'says', t()), code).toMatch(/^[^{}]+$/);
      }
    }
  });

  it('is said in Polish to a Polish reader, with numbers written the Polish way', () => {
    expect(sentenceWords('12 of 11240 companies would be gone.', [held], t())).toEqual({
      text: 'Zniknęłoby 12 z 11\u00a0240 firm: więcej niż 20% i więcej niż 10 naraz.',
    });
    expect(remedyWords('Check the portal account.', [held], t()).text).toBe(polish.reasons['companies-shrunk'].remedy);
  });

  it('of a newer server is left in the words of the server, marked as English', () => {
    const unknown = { code: 'moon-in-the-way', parameters: {} } as unknown as Reason;
    expect(sentenceWords('The moon is in the way.', [unknown], t())).toEqual({ text: 'The moon is in the way.', lang: 'en' });
    expect(sentenceWords('Both. Of these.', [held, unknown], t())).toEqual({ text: 'Both. Of these.', lang: 'en' });
    expect(sentenceWords('Written before there were codes.', [], t())).toMatchObject({ lang: 'en' });
    expect(remedyWords('Wait.', [unknown], t())).toEqual({ text: 'Wait.', lang: 'en' });
  });
});

describe('a refusal', () => {
  const refused = (given: object) =>
    problemWords(new ApiError({ type: '', title: '', status: 400, code: 'internal', detail: 'In English.', ...given }), t());

  it('names the right that is missing, in Polish', () => {
    const reason: Reason = { code: 'right-missing', parameters: { function: 'portal-accounts', level: 'write' } };
    expect(refused({ code: 'not-permitted', reason }).detail).toEqual({
      text: 'Brakuje Ci prawa „Zapis” do funkcji „Konta portali”.',
    });
  });

  it.each([
    [1, 'Poczekaj 1 minutę i zaloguj się ponownie.'],
    [3, 'Poczekaj 3 minuty i zaloguj się ponownie.'],
    [15, 'Poczekaj 15 minut i zaloguj się ponownie.'],
  ])('says how long a login is locked: %i', (minutes, remedy) => {
    expect(refused({ code: 'locked-out', reason: { code: 'locked-out', parameters: { minutes } } }).remedy).toBe(remedy);
  });

  it('of a login to link has the remedy for linking, not the one for a run', () => {
    const reason: Reason = { code: 'maintenance', parameters: { answer: '503', call: 'Token/Get' } };
    const { detail, remedy } = refused({ code: 'portal-unavailable', reason });
    expect(detail).toEqual({ text: 'W portalu trwają prace konserwacyjne (Token/Get).' });
    expect(remedy).toBe(polish.problems['portal-unavailable'].remedy);
  });

  it('names fields and what is wrong with them', () => {
    const errors = [
      { field: 'body.password', message: 'Too small', reason: { code: 'field-too-short', parameters: { minimum: 12 } } },
      { field: 'body.tags.3', message: 'Invalid', reason: { code: 'field-malformed', parameters: {} } },
      { field: 'body.strange', message: 'is strange' },
    ];
    expect(refused({ code: 'malformed-request', errors }).fields).toEqual([
      { text: 'Hasło: co najmniej 12 znaków' },
      { text: 'Znaczniki: nieprawidłowa wartość' },
      { text: 'body.strange: is strange', lang: 'en' },
    ]);
  });

  it('without a reason is told in the words of the server', () => {
    expect(refused({ code: 'conflict' }).detail).toEqual({ text: 'In English.', lang: 'en' });
  });
});

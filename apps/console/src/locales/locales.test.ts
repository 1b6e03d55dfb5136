import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errorCodes, reasons } from '@licet/contract';
import { describe, expect, it } from 'vitest';
import english from './en.json';
import polish from './pl.json';

type Words = { [key: string]: string | Words };
const source = join(import.meta.dirname, '..');

function flat(words: Words, above = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [[above + key, value] as [string, string]] : flat(value, `${above}${key}.`),
  );
}

const plural = /_(one|few|many|other)$/;
const base = (key: string) => key.replace(plural, '');
const bases = (words: Words) => [...new Set(flat(words).map(([key]) => base(key)))].sort();
const holes = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name ?? ''))].sort();

/** Every key that the sources name: literally, or as a template whose holes stand for one word. */
function namedKeys(): { literal: Set<string>; patterns: RegExp[] } {
  const text = globSync('**/*.{ts,tsx}', { cwd: source })
    .filter((file) => !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(source, file), 'utf8'))
    .join('\n');
  const called = [...text.matchAll(/\bt\(\s*(['`])([^'`]+)\1/g)].map(([, , key]) => key ?? '');
  return {
    literal: new Set(called.filter((key) => !key.includes('${'))),
    patterns: called
      .filter((key) => key.includes('${'))
      .map((key) => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/g, '[\\w-]+')}$`)),
  };
}

describe('the words of the console', () => {
  it('are the same keys in both languages', () => {
    expect(bases(polish)).toEqual(bases(english));
  });

  it('have every plural form of their language', () => {
    const forms = (words: Words, wanted: string[]) =>
      [...new Set(flat(words).flatMap(([key]) => (plural.test(key) ? [base(key)] : [])))].filter((key) =>
        wanted.some((form) => !flat(words).some(([one]) => one === `${key}_${form}`)),
      );
    expect(forms(english, ['one', 'other'])).toEqual([]);
    expect(forms(polish, ['one', 'few', 'many', 'other'])).toEqual([]);
  });

  it('leave the same holes in both languages', () => {
    const inPolish = new Map(flat(polish));
    const different = flat(english)
      .filter(([key]) => !plural.test(key) || key.endsWith('_other'))
      .filter(([key, text]) => holes(text).join() !== holes(inPolish.get(key) ?? '').join());
    expect(different).toEqual([]);
  });

  it('are all used, and nothing is used that is not there', () => {
    const { literal, patterns } = namedKeys();
    // Reasons are named by the contract: the test below looks at them.
    const there = bases(english).filter((key) => !key.startsWith('reasons.'));
    expect([...literal].filter((key) => !there.includes(key))).toEqual([]);
    expect(there.filter((key) => !literal.has(key) && !patterns.some((pattern) => pattern.test(key)))).toEqual([]);
  });

  it.each([
    ['English', english],
    ['Polish', polish],
  ] as const)('say every error and every reason of the contract in %s, with its own parameters and no others', (_, words) => {
    // Who is not signed in is led to the sign-in page.
    expect(Object.keys(words.problems)).toEqual(expect.arrayContaining(errorCodes.filter((code) => code !== 'not-signed-in')));
    const said = Object.entries<Words>(words.reasons);
    expect(said.map(([code]) => code).sort()).toEqual(Object.keys(reasons).sort());
    for (const [code, parts] of said) {
      const keys = Object.keys(parts).map(base);
      expect(keys, code).toContain('says');
      expect(['says', 'remedy'], code).toEqual(expect.arrayContaining(keys));
      const parameters: readonly string[] = reasons[code as keyof typeof reasons];
      for (const [, text] of flat(parts)) expect(parameters, `${code}: ${text}`).toEqual(expect.arrayContaining(holes(text)));
    }
  });
});

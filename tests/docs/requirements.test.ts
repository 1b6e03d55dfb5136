// docs/requirements.md may call a requirement done only when tests carry its id.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

interface Requirement {
  id: string;
  state: string;
  tests: string[];
}

function readRequirements(): Requirement[] {
  const lines = readFileSync(join(root, 'docs', 'requirements.md'), 'utf8').split('\n');
  return lines.flatMap((line) => {
    const cells = line.split('|').map((cell) => cell.trim());
    const [, id = '', , state = '', tests = ''] = cells;
    return /^[SR]\d+$/.test(id) ? [{ id, state, tests: tests.split(/[,\s]+/).filter(Boolean) }] : [];
  });
}

/** True when a test's name in the file carries the id. */
function carries(file: string, id: string): boolean {
  const names = readFileSync(join(root, file), 'utf8').match(/\b(?:it|test|describe)(?:\.\w+(?:\([^)]*\))?)?\(\s*(['"`]).*?\1/g) ?? [];
  return names.some((name) => new RegExp(`\\b${id}\\b`).test(name));
}

const range = (letter: string, from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => `${letter}${from + i}`);
/** Every id that there is, in order. */
const all = [
  ...range('S', 1, 23),
  ...range('R', 1, 4),
  ...range('R', 10, 18),
  ...range('R', 20, 25),
  ...range('R', 30, 33),
  ...range('R', 40, 48),
  ...range('R', 50, 51),
  ...range('R', 60, 63),
  ...range('R', 70, 73),
  'R80',
];

describe('docs/requirements.md', () => {
  const requirements = readRequirements();

  it('lists every id, once', () => {
    const ids = requirements.map((requirement) => requirement.id);
    expect(ids).toEqual(all);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says done, partly or not yet of each', () => {
    expect(requirements.filter(({ state }) => !/^(done$|partly|not yet)/.test(state))).toEqual([]);
  });

  it.each(requirements.filter(({ state }) => state === 'done'))('$id is done: its tests exist and carry the id', ({ id, tests }) => {
    expect(tests).not.toEqual([]);
    for (const file of tests) {
      expect(existsSync(join(root, file)), `${file} exists`).toBe(true);
      expect(carries(file, id), `${file} has a test named after ${id}`).toBe(true);
    }
  });
});

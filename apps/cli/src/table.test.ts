import { expect, it } from 'vitest';
import { table } from './table.ts';
import { printable } from './words.ts';

const columns = [
  { title: 'NAME', of: (row: [string, number]) => row[0] },
  { title: 'UNITS', of: (row: [string, number]) => String(row[1]), number: true },
];

it('aligns by places on the terminal, not by code units', () => {
  const rows: [string, number][] = [
    ['Łąka', 7],
    ['La\u0328ka', 120],
    ['株式会社', 3],
    ['two\nlines', 4],
  ];
  expect(table(columns, rows)).toBe(
    ['NAME       UNITS', 'Łąka           7', 'La\u0328ka         120', '株式会社       3', 'two lines      4', ''].join('\n'),
  );
});

it('leaves nothing in a text that steers a terminal', () => {
  expect(printable('a\u001b[2Jb\u202ec\u009bd\re\nf')).toBe('a�[2Jb�c�d�e\nf');
});

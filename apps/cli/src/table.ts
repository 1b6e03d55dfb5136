/** A column: its title, what stands in it, and whether it is a number (written to the right). */
export interface Column<T> {
  title: string;
  of(row: T): string;
  number?: boolean;
}

/** Rows below titles, each column as wide as its widest cell. */
export function table<T>(columns: Column<T>[], rows: readonly T[]): string {
  const cells = [columns.map((column) => column.title), ...rows.map((row) => columns.map((column) => oneLine(column.of(row))))];
  const widths = columns.map((_, i) => cells.reduce((widest, line) => Math.max(widest, widthOf(line[i] ?? '')), 0));
  const lines = cells.map((line) => line.map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.number ?? false)).join('  '));
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}

/** Names and values, one a line, the values below each other. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const width = Math.max(...pairs.map(([name]) => name.length));
  return pairs.map(([name, value]) => `${name.padEnd(width)}  ${oneLine(value)}\n`).join('');
}

function pad(cell: string, width: number, toTheRight: boolean): string {
  const space = ' '.repeat(width - widthOf(cell));
  return toTheRight ? space + cell : cell + space;
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n\t]+/g, ' ');
}

const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uff01-\uff60]/u;

/** Places on a terminal: marks stand on their letter, East Asian letters take two places. */
function widthOf(text: string): number {
  let width = 0;
  for (const letter of text) if (!/[\p{M}\u200b-\u200d]/u.test(letter)) width += wide.test(letter) ? 2 : 1;
  return width;
}

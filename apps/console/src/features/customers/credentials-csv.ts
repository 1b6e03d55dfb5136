import type { Answer, setups } from '@licet/contract';

/** Logins and passwords as CSV. A cell that a spreadsheet would run as a formula is defused, but a password stays as it is. */
export function credentialsCsv(head: readonly [string, string, string], rows: Answer<typeof setups.credentials>): string {
  const lines = [head, ...rows.map(({ customer, login, password }) => [defused(customer), defused(login), password])];
  return `\uFEFF${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`;
}

function defused(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

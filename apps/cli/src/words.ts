// How values are written for people.

/**
 * Text without anything that steers a terminal: names come from portals, and a name must not be able to clear the screen or to
 * turn the direction of writing. Line ends stay.
 */
export function printable(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '�');
}

/** `2026-11-22 14:05:20Z`; a dash for never. */
export function moment(value: string | null): string {
  return value === null
    ? '-'
    : new Date(value)
        .toISOString()
        .replace('T', ' ')
        .replace(/\.\d+Z$/, 'Z');
}

/** A sum over what is known, and a question mark while something is not. */
export function sum(known: number | null, unknown: number): string {
  if (known === null) return '?';
  return unknown > 0 ? `${known} + ?` : String(known);
}

/** `3 licenses`, `1 license`. */
export function counted(count: number, one: string, several = `${one}s`): string {
  return `${count} ${count === 1 ? one : several}`;
}

/** `+5`, `-3`, `0`. */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : String(value);
}

import type { KeyboardEvent } from 'react';

/** Up and down go from row to row of a table whose rows can be focused. */
export function moveBetweenRows(event: KeyboardEvent<HTMLElement>): void {
  const from = event.target;
  if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || !(from instanceof HTMLTableRowElement)) return;
  event.preventDefault();
  let next: Element | null = from;
  do next = event.key === 'ArrowDown' ? next.nextElementSibling : next.previousElementSibling;
  while (next && !next.hasAttribute('tabindex'));
  if (next instanceof HTMLElement) next.focus();
}

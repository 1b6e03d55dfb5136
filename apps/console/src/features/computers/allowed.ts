import type { Computer } from '@licet/contract';

// The server says what may be done with an object; the names of those permissions are gathered here.
export function mayMove(computer: Computer): boolean {
  return computer.can['move'] === true;
}

export function mayDeactivate(computer: Computer): boolean {
  return computer.can['deactivate'] === true;
}

export function mayRemove(computer: Computer): boolean {
  return computer.can['remove'] === true;
}

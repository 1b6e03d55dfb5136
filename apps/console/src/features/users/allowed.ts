import type { User } from '@licet/contract';

// The server says what may be done with a user; the names of those permissions are gathered here.
export function mayChange(user: User): boolean {
  return user.can['change'] === true;
}

export function mayRemove(user: User): boolean {
  return user.can['remove'] === true;
}

export function mayView(user: User): boolean {
  return user.can['view'] === true;
}

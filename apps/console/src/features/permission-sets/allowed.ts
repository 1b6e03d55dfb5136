import type { PermissionSet } from '@licet/contract';

// The server says what may be done with a permission set; the names of those permissions are gathered here.
export function mayChange(set: PermissionSet): boolean {
  return set.can['change'] === true;
}

export function mayRemove(set: PermissionSet): boolean {
  return set.can['remove'] === true;
}

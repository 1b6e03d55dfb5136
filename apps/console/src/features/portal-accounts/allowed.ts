import type { PortalAccount } from '@licet/contract';

// The server says what may be done with an account; the names of those permissions are gathered here.
export function maySynchronize(account: PortalAccount): boolean {
  return account.can['synchronize'] === true;
}

export function mayChange(account: PortalAccount): boolean {
  return account.can['change'] === true;
}

export function mayRemove(account: PortalAccount): boolean {
  return account.can['remove'] === true;
}

import type { Installer } from '@licet/contract';

// The server says what may be done with an object; the names of those permissions are gathered here.
export function mayChange(installer: Installer): boolean {
  return installer.can['change'] === true;
}

export function mayRevoke(installer: Installer): boolean {
  return installer.can['revoke'] === true;
}

export function mayDownload(installer: Installer): boolean {
  return installer.can['download'] === true;
}

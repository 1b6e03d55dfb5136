import type { SavedView } from '@licet/contract';

// The server says what may be done with a view; the names of those permissions are gathered here.
export function mayChange(view: SavedView): boolean {
  return view.can['change'] === true;
}

export function mayRemove(view: SavedView): boolean {
  return view.can['remove'] === true;
}

// Passwords of a setup: sealed until the users are made, or until whoever started it has fetched those that were made up.
import type { Context } from '../../context.ts';

const CONTEXT = 'setup password';

export function sealPassword(ctx: Context, password: string): Buffer {
  return ctx.sealer.seal(password, CONTEXT);
}

export function openPassword(ctx: Context, sealed: Buffer): string {
  return ctx.sealer.open(sealed, CONTEXT);
}

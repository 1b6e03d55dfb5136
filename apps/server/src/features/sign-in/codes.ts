// Codes of authenticator apps (RFC 6238: six digits, half a minute, SHA-1, which is what every app can) and recovery codes.
import { randomInt } from 'node:crypto';
import { hashRaw } from '@node-rs/argon2';
import { Secret, TOTP } from 'otpauth';

const PERIOD_SECONDS = 30;
/** Half minutes by which the clocks of server and telephone may differ, to either side. */
const DRIFT = 1;

/** A new secret in base32: 160 bits. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What the QR code says. */
export function addressOfSecret(secret: string, login: string): string {
  return appOf(secret, login).toString();
}

/** The half minute, counted from 1970, that a code belongs to; null when it is none of now. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  const delta = appOf(secret).validate({ token: code, timestamp: now.getTime(), window: DRIFT });
  return delta === null ? null : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta;
}

function appOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Licet', label, secret: Secret.fromBase32(secret), digits: 6, period: PERIOD_SECONDS, algorithm: 'SHA1' });
}

const RECOVERY_CODES = 10;
/** Without letters and digits that look alike. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Ten codes of ten letters in two halves: 49 bits each. */
export function newRecoveryCodes(): string[] {
  const half = () => Array.from({ length: 5 }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  return Array.from({ length: RECOVERY_CODES }, () => `${half()}-${half()}`);
}

/** argon2id under the salt of the user's own. Spaces, hyphens and the size of letters do not matter. */
export async function hashRecoveryCode(code: string, salt: Buffer): Promise<Buffer> {
  return hashRaw(code.toLowerCase().replaceAll(/[\s-]/g, ''), { salt });
}

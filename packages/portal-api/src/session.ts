import { allCompanyTypes, type Coded, type CompanyType, userStatuses, type UserStatus } from './codes.ts';
import { answer, field, orNull, type Wire } from './read.ts';
import { code, count, filledText, guid, text } from './values.ts';

/** What a login or a renewal gives. */
export interface Ema2TokenPair {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** When the access token runs out, seconds since 1970, out of the token itself; null when it is not a JWT that says so. */
  readonly exp: number | null;
  /** Seconds, when the answer says so (read by one client, not documented). */
  readonly expiresIn: number | null;
}

/** The login and the company that it belongs to. */
export interface Ema2CurrentUser {
  readonly id: string;
  readonly email: string | null;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly status: Coded<UserStatus> | null;
  readonly company: { readonly companyId: string; readonly name: string | null; readonly type: Coded<CompanyType> | null };
}

/** Token/Get and Token/Renew. The documentation gives two lives, a minute and an hour: go by `exp`. */
export function readTokenPair(value: unknown): Ema2TokenPair {
  const body = answer(value);
  const accessToken = filledText(field(body, 'accessToken'));
  return {
    accessToken,
    refreshToken: filledText(field(body, 'refreshToken')),
    exp: decodeExpiry(accessToken),
    expiresIn: orNull(count)(field(body, 'expiresIn')),
  };
}

/** User/Current. The company's id is `companyId` in two clients, `id` in a third. */
export function readCurrentUser(value: unknown): Ema2CurrentUser {
  return readUser(answer(value));
}

export function readUser(body: Wire): Ema2CurrentUser {
  const company = field(body, 'company');
  return {
    id: guid(field(body, 'id', 'publicId', 'userId')),
    email: orNull(text)(field(body, 'email')),
    firstName: orNull(text)(field(body, 'firstName')),
    lastName: orNull(text)(field(body, 'lastName')),
    status: orNull(code(userStatuses))(field(body, 'status')),
    company: {
      companyId: guid(field(company, 'companyId', 'id', 'publicId')),
      name: orNull(text)(field(company, 'name')),
      type: orNull(code(allCompanyTypes))(field(company, 'type', 'companyTypeId')),
    },
  };
}

/** Reads the claim and trusts nothing: the signature is the portal's business. */
function decodeExpiry(token: string): number | null {
  const [, payload, signature] = token.split('.');
  if (payload === undefined || signature === undefined) return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    const exp = typeof claims === 'object' && claims !== null && 'exp' in claims ? claims.exp : null;
    return typeof exp === 'number' && Number.isFinite(exp) ? exp : null;
  } catch {
    return null;
  }
}

import type { Customer, WantedSetup } from '@licet/contract';

export const languages = ['en', 'pl'] as const;

/** What the dialog of one customer asks for, as it is typed. */
export interface Wish {
  withUser: boolean;
  login: string;
  name: string;
  /** Undefined: made up by the server. */
  password: string | undefined;
  language: (typeof languages)[number];
  mustChangePassword: boolean;
  withInstaller: boolean;
  installerName: string;
  /** A license; the first one with units left; or none. */
  license: string;
  /** `YYYY-MM-DD`, or nothing. */
  expires: string;
  limit: string;
}

export function firstWish(customer: Customer, installerName: string, language: Wish['language']): Wish {
  return {
    withUser: true,
    login: customer.proposedLogin,
    name: '',
    password: undefined,
    language,
    mustChangePassword: false,
    withInstaller: true,
    installerName,
    license: 'first',
    expires: '',
    limit: '',
  };
}

/** What is still missing before the wish can be sent; the step that it is asked for in. */
export function missingIn(wish: Wish): 'user' | 'installer' | 'everything' | null {
  if (wish.withUser && (wish.login.trim() === '' || (wish.password !== undefined && wish.password.length < 12))) return 'user';
  if (wish.withInstaller && wish.installerName.trim() === '') return 'installer';
  return wish.withUser || wish.withInstaller ? null : 'everything';
}

export function toWanted(companyId: string, wish: Wish): WantedSetup {
  return {
    companyId,
    user: wish.withUser
      ? {
          login: wish.login.trim(),
          name: wish.name.trim(),
          language: wish.language,
          mustChangePassword: wish.mustChangePassword,
          ...(wish.password === undefined ? {} : { password: wish.password }),
        }
      : null,
    installer: wish.withInstaller
      ? {
          name: wish.installerName.trim(),
          shareId: wish.license === 'none' ? null : wish.license,
          // The whole of that day, where the browser is.
          expiresAt: wish.expires ? new Date(`${wish.expires}T23:59:59`).toISOString() : null,
          useLimit: wish.limit ? Number(wish.limit) : null,
        }
      : null,
  };
}

/** Logins for many customers at once: those proposed, a number after the second and later of the same. */
export function proposeLogins(customers: readonly Customer[]): Map<string, string> {
  const seen = new Map<string, number>();
  return new Map(
    customers.map(({ id, proposedLogin }) => {
      const count = (seen.get(proposedLogin) ?? 0) + 1;
      seen.set(proposedLogin, count);
      return [id, count === 1 ? proposedLogin : `${proposedLogin}-${count}`];
    }),
  );
}

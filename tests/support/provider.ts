// A real identity provider (oidc-provider) on this machine, with its own pages to sign in and to agree.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';

export interface IdentityProvider {
  issuer: string;
  /** Who can sign in there, by subject; a test may change it. */
  people: Map<string, { email?: string; email_verified?: boolean; amr?: string[] }>;
  close(): Promise<void>;
}

export const CLIENT = { id: 'licet', secret: 'a secret between provider and Licet' };

export async function startProvider(redirectUrl: string): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const people: IdentityProvider['people'] = new Map();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUrl],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    cookies: { keys: ['only for tests'] },
    findAccount: (_context, sub) => {
      const claims = people.get(sub);
      return claims && { accountId: sub, claims: () => ({ sub, ...claims }) };
    },
  });
  // How a person was asked (`amr`) is the pages' to know, and these know nothing of factors.
  const { AuthorizationCode } = provider;
  const { save } = AuthorizationCode.prototype as { save: (...given: unknown[]) => Promise<string> };
  AuthorizationCode.prototype.save = function (this: { accountId?: string; amr?: string[] | undefined }, ...given: unknown[]) {
    this.amr = people.get(this.accountId ?? '')?.amr;
    return save.apply(this, given);
  };
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    people,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

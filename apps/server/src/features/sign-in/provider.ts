// The identity provider of single sign-on (OpenID Connect, authorization code with PKCE), by its library.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import type { Configuration } from 'openid-client';
import type { SingleSignOn } from '../../config.ts';

const TIMEOUT_SECONDS = 10;

/** What the server must know again when the browser comes back. */
export interface Journey {
  state: string;
  nonce: string;
  verifier: string;
}

export interface Claims {
  subject: string;
  email: string | undefined;
  emailVerified: boolean;
  /** The provider says that it has asked for more than one factor (`mfa` of RFC 8176). */
  severalFactors: boolean;
}

export interface Provider {
  /** Where to send the browser, and what to remember meanwhile. Throws when the provider cannot be reached. */
  begin(): Promise<{ address: string; journey: Journey }>;
  /** Who came back, out of the address that the browser was sent to. Throws when the answer is not the one to this journey. */
  end(address: URL, journey: Journey): Promise<Claims>;
}

export function createProvider(settings: SingleSignOn): Provider {
  let known: Configuration | undefined;
  // Asked until it has answered once.
  const configuration = async () => (known ??= await discover(settings));
  return {
    begin: async () => {
      const journey = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const address = buildAuthorizationUrl(await configuration(), {
        redirect_uri: settings.redirectUrl,
        scope: settings.loginClaim === 'email' ? 'openid email' : 'openid',
        state: journey.state,
        nonce: journey.nonce,
        code_challenge: await calculatePKCECodeChallenge(journey.verifier),
        code_challenge_method: 'S256',
      });
      return { address: address.href, journey };
    },
    end: async (address, { state, nonce, verifier }) => {
      const config = await configuration();
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
      const tokens = await authorizationCodeGrant(config, address, checks);
      const claims = tokens.claims();
      if (!claims) throw new Error('the provider gave no ID token');
      // Many providers tell the address of a person only when asked for it.
      const { email, email_verified: verified } =
        settings.loginClaim === 'email' && claims['email'] === undefined
          ? await fetchUserInfo(config, tokens.access_token, claims.sub)
          : claims;
      return {
        subject: claims.sub,
        email: typeof email === 'string' ? email : undefined,
        emailVerified: verified === true,
        severalFactors: Array.isArray(claims.amr) && claims.amr.includes('mfa'),
      };
    },
  };
}

function discover({ issuer, clientId, clientSecret }: SingleSignOn): Promise<Configuration> {
  const url = new URL(issuer);
  return discovery(url, clientId, clientSecret, clientSecret === undefined ? None() : undefined, {
    timeout: TIMEOUT_SECONDS,
    // Signatures are checked even of what came straight from the provider. Plain HTTP: the settings allow it on this machine only.
    execute: [enableNonRepudiationChecks, ...(url.protocol === 'http:' ? [allowInsecureRequests] : [])],
  });
}

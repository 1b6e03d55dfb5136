// The browser's passkey functions, by their library, which is fetched when somebody uses one.
import type { Answer, Body, waysIn } from '@licet/contract';

type Options = Answer<typeof waysIn.passkeyOptions>;
type Credential = Body<typeof waysIn.passkey>['credential'];

/** The browser used or made no passkey: cancelled, none there, or one there already. */
export class PasskeyStopped extends Error {}

const stopped = (cause: unknown) => {
  throw new PasskeyStopped('The browser used no passkey.', { cause });
};

export async function makePasskey(options: Options): Promise<Credential> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  return (await startRegistration({ optionsJSON: options as never }).catch(stopped)) as unknown as Credential;
}

export async function askPasskey(options: Options): Promise<Credential> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  return (await startAuthentication({ optionsJSON: options as never }).catch(stopped)) as unknown as Credential;
}

/** Why there can be no passkeys at the address that is open; undefined when there can. */
export function passkeyHindrance(): 'noHost' | 'insecure' | undefined {
  if (/^[\d.]+$|^\[/.test(location.hostname)) return 'noHost';
  return isSecureContext && 'PublicKeyCredential' in window ? undefined : 'insecure';
}

// A device that keeps one passkey and has checked its user, by WebAuthn level 3: what a browser's functions would answer, as JSON.
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

interface Credential {
  [member: string]: unknown;
  id: string;
  response: Record<string, unknown>;
}

export interface Passkey {
  /** What `navigator.credentials.create` answers. */
  register(options: object): Credential;
  /** What `navigator.credentials.get` answers, whatever keys the options allow. */
  answer(options: object): Credential;
}

const USER_PRESENT_AND_VERIFIED = 0x05;
const KEY_INCLUDED = 0x40;
const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();

export function newPasskey(origin: string): Passkey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let counter = 0;
  const head = (flags: number) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE((counter += 1));
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([flags]), count]);
  };
  const clientData = (type: string, options: object) =>
    Buffer.from(JSON.stringify({ type, challenge: (options as { challenge: string }).challenge, origin, crossOrigin: false }));
  const credential = (response: Record<string, Buffer>): Credential => ({
    id: id.toString('base64url'),
    rawId: id.toString('base64url'),
    type: 'public-key',
    clientExtensionResults: {},
    response: Object.fromEntries(Object.entries(response).map(([name, bytes]) => [name, bytes.toString('base64url')])),
  });
  return {
    register: (options) => {
      const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
      // COSE (RFC 9052): kty EC2, alg ES256, crv P-256, x, y.
      const key = Buffer.concat([
        Buffer.from('a501020326200121' + '5820', 'hex'),
        Buffer.from(x, 'base64url'),
        Buffer.from('225820', 'hex'),
        Buffer.from(y, 'base64url'),
      ]);
      const authData = Buffer.concat([
        head(USER_PRESENT_AND_VERIFIED | KEY_INCLUDED),
        Buffer.alloc(16),
        Buffer.from([0, id.length]),
        id,
        key,
      ]);
      // CBOR (RFC 8949): { fmt: "none", attStmt: {}, authData }.
      const attestationObject = Buffer.concat([
        Buffer.from('a3' + '63', 'hex'),
        Buffer.from('fmt'),
        Buffer.from('64', 'hex'),
        Buffer.from('none'),
        Buffer.from('67', 'hex'),
        Buffer.from('attStmt'),
        Buffer.from('a0' + '68', 'hex'),
        Buffer.from('authData'),
        Buffer.from([0x58, authData.length]),
        authData,
      ]);
      return credential({ clientDataJSON: clientData('webauthn.create', options), attestationObject });
    },
    answer: (options) => {
      const authenticatorData = head(USER_PRESENT_AND_VERIFIED);
      const clientDataJSON = clientData('webauthn.get', options);
      const signature = sign('sha256', Buffer.concat([authenticatorData, sha256(clientDataJSON)]), privateKey);
      return credential({ clientDataJSON, authenticatorData, signature });
    },
  };
}

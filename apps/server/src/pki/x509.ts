// X.509 by @peculiar/x509 over the runtime's WebCrypto: authorities, certificates for computers, one for the agents' listener.
import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';

x509.cryptoProvider.set(webcrypto as never);

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY = 86_400_000;
/** Clocks of computers are not exact: what is signed now holds a little earlier. */
const EARLIER = 5 * 60_000;
const AUTHORITY_DAYS = 3650;

export interface Authority {
  /** PEM. */
  certificate: string;
  /** PKCS #8, PEM: to be sealed at once. */
  key: string;
  expiresAt: Date;
}

export interface Issued {
  /** PEM. */
  certificate: string;
  /** Hexadecimal. */
  serial: string;
  /** SHA-256 of the certificate, lower-case hexadecimal without colons. */
  fingerprint: string;
  expiresAt: Date;
}

/** Makes a self-signed certification authority that may sign end certificates and nothing else. Good for ten years. */
export async function makeAuthority(name: string, now: Date): Promise<Authority> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const expiresAt = new Date(now.getTime() + AUTHORITY_DAYS * DAY);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serial(),
    name: [{ O: ['Licet'] }, { CN: [name] }],
    notBefore: new Date(now.getTime() - EARLIER),
    notAfter: expiresAt,
    keys: keys as never,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await exportKey(keys.privateKey), expiresAt };
}

/** The request is no PKCS #10 in PEM, or its signature is not by the key that it names. */
export class BadRequest extends Error {}

/** Signs what a computer asks for. The name in it is ours: whatever the request calls itself is passed over. */
export async function signComputer(
  authority: { certificate: string; key: string },
  given: { request: string; name: string; days: number; now: Date },
): Promise<Issued> {
  const publicKey = await readRequest(given.request);
  return issue(authority, {
    subject: given.name,
    publicKey,
    days: given.days,
    now: given.now,
    extensions: [new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.clientAuth], true)],
  });
}

/** A key and a certificate for the listener that agents speak to. `hosts` are names or IP addresses. */
export async function issueServer(
  authority: { certificate: string; key: string },
  given: { hosts: readonly string[]; days: number; now: Date },
): Promise<Issued & { key: string }> {
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const names = given.hosts.map((host) => ({ type: /^[\d.]+$|:/.test(host) ? ('ip' as const) : ('dns' as const), value: host }));
  const issued = await issue(authority, {
    subject: given.hosts[0] ?? 'licet',
    publicKey: keys.publicKey,
    days: given.days,
    now: given.now,
    extensions: [
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth], true),
      new x509.SubjectAlternativeNameExtension(names),
    ],
  });
  return { ...issued, key: await exportKey(keys.privateKey) };
}

async function readRequest(pem: string): Promise<webcrypto.CryptoKey> {
  let request: x509.Pkcs10CertificateRequest;
  try {
    request = new x509.Pkcs10CertificateRequest(pem);
    if (await request.verify()) return (await request.publicKey.export()) as webcrypto.CryptoKey;
  } catch (error) {
    throw new BadRequest('the certificate request cannot be read', { cause: error });
  }
  throw new BadRequest('the certificate request is not signed by its own key');
}

interface Wanted {
  subject: string;
  publicKey: webcrypto.CryptoKey;
  days: number;
  now: Date;
  extensions: x509.Extension[];
}

async function issue(authority: { certificate: string; key: string }, wanted: Wanted): Promise<Issued> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const signingKey = await importKey(authority.key);
  // Nothing outlives the authority that signed it.
  const expiresAt = new Date(Math.min(wanted.now.getTime() + wanted.days * DAY, issuer.notAfter.getTime()));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial(),
    subject: [{ CN: [wanted.subject] }],
    issuer: issuer.subjectName,
    notBefore: new Date(wanted.now.getTime() - EARLIER),
    notAfter: expiresAt,
    publicKey: wanted.publicKey as never,
    signingKey: signingKey as never,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      ...wanted.extensions,
    ],
  });
  return {
    certificate: certificate.toString('pem'),
    serial: certificate.serialNumber,
    fingerprint: Buffer.from(await certificate.getThumbprint('SHA-256')).toString('hex'),
    expiresAt,
  };
}

/** Sixteen random bytes, positive and not zero at the front (RFC 5280, 4.1.2.2). */
function serial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

async function exportKey(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${der.replaceAll(/(.{64})/g, '$1\n').trimEnd()}\n-----END PRIVATE KEY-----\n`;
}

function importKey(pem: string): Promise<webcrypto.CryptoKey> {
  const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64');
  return webcrypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}

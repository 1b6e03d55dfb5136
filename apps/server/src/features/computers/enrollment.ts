// What computers do: enroll with an installer's token, report in and renew with their certificate (R61 to R63).
import { unitsLeft } from '@licet/domain';
import type { Context } from '../../context.ts';
import { takeMachine } from '../../db/locks.ts';
import { wholeSight } from '../../db/transaction.ts';
import type { Tx } from '../../db/transaction.ts';
import { notFound, Refusal } from '../../http/refusal.ts';
import { BadRequest, signComputer } from '../../pki/x509.ts';
import type { Issued } from '../../pki/x509.ts';
import { recordAudit } from '../audit/record.ts';
import { selectSameChain } from '../audit/store.ts';
import { openAuthority } from '../certificates/ensure.ts';
import { selectAuthorityKey } from '../certificates/store.ts';
import { hashInstallerToken } from '../installers/make.ts';
import { selectInstallers } from '../installers/store.ts';
import type { InstallerRow } from '../installers/store.ts';
import { refuseUnfit } from '../installers/unfit.ts';
import { factsOf } from '../installers/views.ts';
import {
  countUse,
  insertActivation,
  lockComputer,
  lockInstaller,
  replaceCertificate,
  selectCertified,
  selectMachine,
  selectUnits,
  updateSeen,
  upsertComputer,
} from './enrollment-store.ts';
import type { CertifiedRow, MachineFacts } from './enrollment-store.ts';
import { inTurn } from './turns.ts';

const CERTIFICATE_DAYS = 365;
/** A certificate that ends within this time is to be renewed. */
const RENEW_MS = 30 * 86_400_000;

export interface GivenMachine extends MachineFacts {
  token: string;
  request: string;
  machineId: string;
}

/** Enrolls a computer and activates one unit. Everything is decided under locks; of 200 at once for one unit one gets it. */
export async function enroll(ctx: Context, given: GivenMachine): Promise<string> {
  const secretHash = hashInstallerToken(given.token);
  const arrived = performance.now();
  // Refused without a lock where it can be: a crowd that comes too late does not queue.
  const before = await ctx.db.read(wholeSight, async (tx) => {
    const installer = await mustFind(tx, ctx, secretHash);
    const known = await mustFit(ctx, tx, installer, given.machineId);
    const authority = await selectAuthorityKey(tx, installer.authority_id);
    if (!authority) throw new Error(`authority ${installer.authority_id} is gone`);
    return { authority: openAuthority(ctx, authority), installerId: installer.id, known };
  });
  let certificate = '';
  await inTurn({ installerId: before.installerId, arrived, known: before.known !== undefined }, async () => {
    const issued = await sign(before.authority, { request: given.request, name: given.machineId, now: ctx.now() });
    await ctx.db.transaction(wholeSight, (tx) => decide(ctx, tx, before.installerId, secretHash, given, issued));
    certificate = issued.certificate;
  });
  return certificate;
}

async function decide(ctx: Context, tx: Tx, installerId: number, secretHash: Buffer, given: GivenMachine, issued: Issued): Promise<void> {
  await lockInstaller(tx, installerId);
  // Another installer may enroll the same machine at this moment: who comes second finds the computer of the first.
  await takeMachine(tx, given.machineId);
  const installer = await mustFind(tx, ctx, secretHash);
  const known = await mustFit(ctx, tx, installer, given.machineId);
  await settle(ctx, tx, installer, known, given, issued);
}

async function settle(
  ctx: Context,
  tx: Tx,
  installer: InstallerRow,
  known: { id: number } | undefined,
  given: GivenMachine,
  issued: Issued,
): Promise<void> {
  const now = ctx.now();
  if (known) await lockComputer(tx, known.id);
  const computer = await upsertComputer(tx, known, { ...given, groupId: installer.group_id, installerId: installer.id, now });
  const { id, group_id } = computer;
  if (installer.share_id !== null) await insertActivation(tx, { computerId: id, groupId: group_id, shareId: installer.share_id, now });
  if (!known) await countUse(tx, installer.id);
  const { serial, fingerprint, expiresAt } = issued;
  const certificate = { authority_id: installer.authority_id, computer_id: id, group_id, serial, fingerprint, expires_at: expiresAt };
  await replaceCertificate(tx, certificate, now);
  // An installer kept with the manager goes unnamed in the customer's chain.
  const near = await selectSameChain(tx, group_id, [installer.access_group_id]);
  await recordAudit(ctx, tx, null, [
    {
      groupId: group_id,
      function: 'groups-and-computers',
      action: known ? 'computer-enrolled-again' : 'computer-enrolled',
      subject: { kind: 'computer', id, name: given.name },
      after: {
        installer: near.has(installer.access_group_id) ? installer.name : `#${installer.id}`,
        os: given.os,
        product: installer.license?.productName ?? null,
      },
    },
  ]);
}

async function mustFind(tx: Tx, ctx: Context, secretHash: Buffer): Promise<InstallerRow> {
  const [row] = await selectInstallers(tx, { token: { hash: secretHash, now: ctx.now() } });
  if (!row) throw notFound('enrollment token');
  return row;
}

/** Refuses what cannot enroll, with the reason. Answers the computer when the machine is known. */
async function mustFit(ctx: Context, tx: Tx, installer: InstallerRow, machineId: string): Promise<{ id: number } | undefined> {
  const known = await selectMachine(tx, installer, machineId);
  // A machine that it enrolled before takes no further use.
  refuseUnfit(factsOf(installer), ctx.now(), known ? ['used-up'] : [], 'Ask your administrator for a new installer.');
  if (installer.share_id === null) return known;
  const units = await selectUnits(tx, installer.share_id, known?.id ?? null);
  const left = unitsLeft({
    quantity: units.quantity,
    usage: units.usage,
    activated: units.activated,
    activatedSince: units.activated_since,
  });
  if (left === null)
    throw new Refusal('conflict', 'How many units the license has is not known yet.', { remedy: 'Synchronize licenses, then try again.' });
  if (left === 0)
    throw new Refusal('no-units-left', 'All units of the license are in use.', {
      remedy: 'Order more units, or deactivate a computer that no longer needs its unit; then run the installer again.',
    });
  return known;
}

async function sign(authority: { certificate: string; key: string }, given: { request: string; name: string; now: Date }): Promise<Issued> {
  try {
    return await signComputer(authority, { ...given, days: CERTIFICATE_DAYS });
  } catch (error) {
    if (!(error instanceof BadRequest)) throw error;
    const errors = [{ field: 'body.request', message: error.message }];
    throw new Refusal('malformed-request', 'The certificate request cannot be used.', {
      errors,
      remedy: 'Send a PKCS #10 request in PEM.',
    });
  }
}

/** A computer reports in. Answers whether it uses a unit and whether it should renew its certificate. */
export async function heartbeat(ctx: Context, fingerprint: string | undefined, facts: MachineFacts) {
  return ctx.db.transaction(wholeSight, async (tx) => {
    const computer = await mustCertify(ctx, tx, fingerprint);
    await updateSeen(tx, computer.computer_id, facts, ctx.now());
    return { activated: computer.activated, renew: computer.expires_at.getTime() - ctx.now().getTime() < RENEW_MS };
  });
}

/** Signs a new certificate for a computer that comes with one that holds; the old one ends with it. */
export async function renew(ctx: Context, fingerprint: string | undefined, request: string): Promise<string> {
  const { computer, authority } = await ctx.db.read(wholeSight, async (tx) => {
    const found = await mustCertify(ctx, tx, fingerprint);
    const key = await selectAuthorityKey(tx, found.authority_id);
    if (!key) throw new Error(`authority ${found.authority_id} is gone`);
    return { computer: found, authority: openAuthority(ctx, key) };
  });
  const issued = await sign(authority, { request, name: computer.name, now: ctx.now() });
  await ctx.db.transaction(wholeSight, async (tx) => {
    await lockComputer(tx, computer.computer_id);
    const { computer_id, group_id, authority_id, name } = await mustCertify(ctx, tx, fingerprint);
    const { serial, expiresAt } = issued;
    await replaceCertificate(
      tx,
      { authority_id, computer_id, group_id, serial, fingerprint: issued.fingerprint, expires_at: expiresAt },
      ctx.now(),
    );
    const subject = { kind: 'computer' as const, id: computer_id, name };
    await recordAudit(ctx, tx, null, [{ groupId: group_id, function: 'groups-and-computers', action: 'certificate-renewed', subject }]);
  });
  return issued.certificate;
}

async function mustCertify(ctx: Context, tx: Tx, fingerprint: string | undefined): Promise<CertifiedRow> {
  const computer = fingerprint === undefined ? undefined : await selectCertified(tx, fingerprint, ctx.now());
  if (computer) return computer;
  throw new Refusal('not-signed-in', 'The computer came without a certificate that holds.', {
    remedy: 'Enroll it again: it was removed, or its certificate has ended.',
  });
}

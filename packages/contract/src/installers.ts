import { breakages, installerStates } from '@licet/domain';
import { z } from 'zod';
import { can, id, idParams, many, moment, page, pageQuery, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupSegment } from './groups.ts';

const named = z.object({ id, name: z.string() });
const placed = groupSegment.extend({ id });
export const installerFormats = ['shell', 'powershell', 'config'] as const;

/** A license that an installer may name: one product of it, in one pool. */
export const installerLicense = z.object({
  shareId: z.string(),
  licenseId: z.string(),
  publicId: z.string().nullable(),
  productName: z.string(),
  licenseUser: z.string(),
});

export const installer = z.object({
  id,
  name: z.string(),
  accessGroup: placed,
  /** Where its computers go. */
  group: placed,
  /** Null when it names none, or one out of the caller's sight. */
  license: installerLicense.nullable(),
  /** It names a license, whether that is in sight or not. */
  namesLicense: z.boolean(),
  authority: named,
  state: z.enum(installerStates),
  /** Why it is broken. */
  breakage: z.enum(breakages).nullable(),
  /** Until when it works although its license was moved out of reach. */
  graceUntil: moment.nullable(),
  /** Where its license is gone: the one that came in its place (a trial that became full), to point the installer to (R13). */
  successor: installerLicense.nullable(),
  expiresAt: moment.nullable(),
  /** The earliest end of the whole chain: the installer, its license, the authority. */
  effectiveExpiry: z.object({ at: moment, by: z.enum(['installer', 'license', 'authority']) }),
  /** Computers that it may enroll; null: no limit. */
  useLimit: z.number().int().nullable(),
  uses: z.number().int(),
  createdAt: moment,
  createdBy: z.string().nullable(),
  /** Its enrollment tokens, the newest first; after a rotation the older one holds for a while. */
  tokens: z.array(z.object({ id, createdAt: moment, validUntil: moment.nullable() })),
  can: can('change', 'revoke', 'download'),
});
export type Installer = z.infer<typeof installer>;

const limits = {
  expiresAt: moment.nullable(),
  useLimit: z.number().int().min(1).max(1_000_000).nullable(),
};

export const installers = {
  list: endpoint({
    method: 'GET',
    path: '/api/installers',
    summary: 'Installers in sight, by name.',
    query: z.object({
      ...pageQuery,
      q: text().max(200).optional(),
      /** Only those kept in this group or below it. */
      groupId: id.optional(),
      state: many(z.enum(installerStates)),
    }),
    response: page(installer),
  }),
  show: endpoint({ method: 'GET', path: '/api/installers/:id', summary: 'One installer.', params: idParams, response: installer }),
  licenses: endpoint({
    method: 'GET',
    path: '/api/installers/licenses',
    summary: 'Licenses that an installer for a group may name: those in sight of the company that the group belongs to.',
    query: z.object({ groupId: id }),
    response: z.array(installerLicense.extend({ unitsLeft: z.number().int().nullable() })),
  }),
  create: endpoint({
    method: 'POST',
    path: '/api/installers',
    summary: 'Makes an installer for a group.',
    body: z.object({
      name: text().trim().min(1).max(200),
      groupId: id,
      /** Where it is kept; the group itself when not given. */
      accessGroupId: id.optional(),
      shareId: z
        .string()
        .regex(/^\d{1,15}$/)
        .nullable()
        .default(null),
      expiresAt: limits.expiresAt.default(null),
      useLimit: limits.useLimit.default(null),
    }),
    response: installer,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/installers/:id',
    summary: 'Changes name, limits or license of an installer. Scripts that are out already follow.',
    params: idParams,
    body: z.object({
      name: text().trim().min(1).max(200).optional(),
      shareId: z
        .string()
        .regex(/^\d{1,15}$/)
        .nullable()
        .optional(),
      expiresAt: limits.expiresAt.optional(),
      useLimit: limits.useLimit.optional(),
    }),
    response: installer,
  }),
  rotate: endpoint({
    method: 'POST',
    path: '/api/installers/:id/rotate',
    summary: 'Gives the installer a new enrollment token; the old one holds for as many hours as asked.',
    params: idParams,
    body: z.object({
      overlapHours: z
        .number()
        .min(0)
        .max(24 * 365)
        .default(24),
    }),
    response: installer,
  }),
  revoke: endpoint({
    method: 'POST',
    path: '/api/installers/:id/revoke',
    summary: 'Ends the installer; computers that it enrolled stay.',
    params: idParams,
    response: installer,
  }),
  download: endpoint({
    method: 'GET',
    path: '/api/installers/:id/download',
    summary:
      'The installer as a shell script (Linux, macOS), a PowerShell script (Windows) or a configuration file for mass deployment. Holds the enrollment token.',
    params: idParams,
    query: z.object({ format: z.enum(installerFormats).default('shell') }),
    produces: 'text/plain',
  }),
};

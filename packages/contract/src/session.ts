import { functions, levels } from '@licet/domain';
import { z } from 'zod';
import { id, idParams, moment, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { groupSegment } from './groups.ts';

export const languages = ['en', 'pl'] as const;
export const themes = ['auto', 'light', 'dark'] as const;

const named = z.object({ id, name: z.string() });

export const me = z.object({
  user: z.object({ id, login: z.string(), name: z.string(), language: z.enum(languages), theme: z.enum(themes) }),
  homeGroup: groupSegment.extend({ id }),
  /** What the user holds; an API token can be limited to one of them. */
  permissionSets: z.array(named),
  /** Highest level held anywhere, a function; absent when none. Decides what the navigation shows. */
  rights: z.partialRecord(z.enum(functions), z.enum(levels)),
  /** True for an administrator: home group All and write on licenses there. */
  administrator: z.boolean(),
  /** True once an eligible account has been linked: MSP functions are shown from then on. */
  msp: z.boolean(),
  /** Set while somebody looks through this user's eyes: who it is. Nothing can be changed meanwhile. */
  viewedBy: z.object({ id, login: z.string() }).nullable(),
  /** A new password must be set before anything else is answered. */
  mustChangePassword: z.boolean(),
  /** A second step must be set up before anything else is answered: this installation asks the user for one. */
  secondStepOwed: z.boolean(),
  /** Minutes without a request after which the session ends; null: the server's own limit. */
  autoLogoutMinutes: z.number().int().nullable(),
  version: z.string(),
});
export type Me = z.infer<typeof me>;

export const token = z.object({
  id,
  name: z.string(),
  /** The one permission set that the token carries; null: everything that its user holds. */
  permissionSet: named.nullable(),
  createdAt: moment,
  expiresAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
});
export type Token = z.infer<typeof token>;

export const session = {
  signIn: endpoint({
    method: 'POST',
    path: '/api/session',
    summary: 'Signs in with login and password; the answer sets the session cookie.',
    body: z.object({ login: text().min(1).max(200), password: text().min(1).max(1000) }),
    response: me,
  }),
  current: endpoint({ method: 'GET', path: '/api/session', summary: 'Who is signed in, and with which rights.', response: me }),
  signOut: endpoint({ method: 'DELETE', path: '/api/session', summary: 'Ends the session.' }),
  endView: endpoint({
    method: 'DELETE',
    path: '/api/session/view',
    summary: 'Ends looking through the eyes of another user.',
    response: me,
  }),
  changePassword: endpoint({
    method: 'POST',
    path: '/api/session/password',
    summary: 'Changes the password of the signed-in user; ends all other sessions and the tokens.',
    body: z.object({ current: text().min(1).max(1000), next: text().min(12, 'a password has at least 12 characters').max(1000) }),
    response: me,
  }),
  prefer: endpoint({
    method: 'PATCH',
    path: '/api/session/preferences',
    summary: 'Changes language or theme of the signed-in user.',
    body: z.object({ language: z.enum(languages).optional(), theme: z.enum(themes).optional() }),
    response: me,
  }),
};

export const tokens = {
  create: endpoint({
    method: 'POST',
    path: '/api/tokens',
    summary: 'Makes an API token for the signed-in user; the secret is shown this once.',
    body: z.object({
      name: text().trim().min(1).max(100),
      expiresAt: moment.nullable().default(null),
      /** A permission set that the user holds: the token carries no more. */
      permissionSetId: id.nullable().default(null),
    }),
    response: token.extend({ secret: z.string() }),
  }),
  list: endpoint({ method: 'GET', path: '/api/tokens', summary: 'The API tokens of the signed-in user.', response: z.array(token) }),
  revoke: endpoint({ method: 'DELETE', path: '/api/tokens/:id', summary: 'Revokes an API token.', params: idParams }),
};

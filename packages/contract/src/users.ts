import { functions, levels } from '@licet/domain';
import { z } from 'zod';
import { id, idParams, text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { languages } from './session.ts';

const right = z.object({ function: z.enum(functions), level: z.enum(levels) });

export const permissionSet = z.object({
  id,
  name: z.string(),
  accessGroup: z.object({ id, name: z.string() }),
  groups: z.array(z.object({ id, name: z.string() })),
  rights: z.array(right),
});

export const user = z.object({
  id,
  login: z.string(),
  name: z.string(),
  homeGroup: z.object({ id, name: z.string() }),
  permissionSets: z.array(z.object({ id, name: z.string() })),
  enabled: z.boolean(),
});

export const users = {
  list: endpoint({ method: 'GET', path: '/api/users', summary: 'Users in sight.', response: z.array(user) }),
  create: endpoint({
    method: 'POST',
    path: '/api/users',
    summary: 'Makes a user.',
    body: z.object({
      login: text().trim().min(1).max(200),
      name: text().max(200).default(''),
      password: text().min(12, 'a password has at least 12 characters').max(1000),
      homeGroupId: id,
      permissionSetIds: z.array(id).max(50).default([]),
      language: z.enum(languages).default('en'),
    }),
    response: user,
  }),
  change: endpoint({
    method: 'PATCH',
    path: '/api/users/:id',
    summary: 'Changes permission sets, password or whether the user may sign in.',
    params: idParams,
    body: z.object({
      enabled: z.boolean().optional(),
      password: text().min(12).max(1000).optional(),
      permissionSetIds: z.array(id).max(50).optional(),
    }),
    response: user,
  }),
};

export const permissionSets = {
  list: endpoint({ method: 'GET', path: '/api/permission-sets', summary: 'Permission sets in sight.', response: z.array(permissionSet) }),
  create: endpoint({
    method: 'POST',
    path: '/api/permission-sets',
    summary: 'Makes a permission set.',
    body: z.object({
      name: text().trim().min(1).max(200),
      accessGroupId: id,
      groupIds: z.array(id).min(1).max(1000),
      rights: z.array(right).min(1).max(functions.length),
    }),
    response: permissionSet,
  }),
};

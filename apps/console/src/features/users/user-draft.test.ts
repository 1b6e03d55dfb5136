import type { User } from '@licet/contract';
import { expect, it } from 'vitest';
import { changesOf, type UserDraft } from './user-draft.ts';

const home = { id: '5', name: 'Mill' };
const user = {
  name: 'Anna',
  homeGroup: home,
  permissionSets: [
    { id: '2', name: 'Helpdesk' },
    { id: '7', name: 'Audit' },
  ],
  tags: ['night'],
  autoLogoutMinutes: null,
  mustChangePassword: false,
} as User;
const draft = { ...user, permissionSetIds: ['7', '2'] } as unknown as UserDraft;

it('sends only what differs', () => {
  expect(changesOf(user, draft)).toEqual({});
  expect(changesOf(user, { ...draft, permissionSetIds: ['2'], autoLogoutMinutes: 15 })).toEqual({
    permissionSetIds: ['2'],
    autoLogoutMinutes: 15,
  });
  expect(changesOf(user, { ...draft, homeGroup: { id: '1', name: 'All' }, tags: [] })).toEqual({ homeGroupId: '1', tags: [] });
});

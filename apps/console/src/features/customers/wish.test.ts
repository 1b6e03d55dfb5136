import type { Customer } from '@licet/contract';
import { describe, expect, it } from 'vitest';
import { firstWish, missingIn, proposeLogins, toWanted } from './wish.ts';

const customer = (id: string, proposedLogin: string) => ({ id, proposedLogin }) as Customer;

describe('what a setup asks for', () => {
  const wish = firstWish(customer('7', 'baker'), 'Installer', 'pl');

  it('has a user and an installer to begin with, with nothing missing', () => {
    expect(missingIn(wish)).toBeNull();
    expect(toWanted('7', wish)).toEqual({
      companyId: '7',
      user: { login: 'baker', name: '', language: 'pl', mustChangePassword: false },
      installer: { name: 'Installer', shareId: 'first', expiresAt: null, useLimit: null },
    });
  });

  it('says what is missing, and leaves out what is not wanted', () => {
    expect(missingIn({ ...wish, login: ' ' })).toBe('user');
    expect(missingIn({ ...wish, password: 'short' })).toBe('user');
    expect(missingIn({ ...wish, installerName: '' })).toBe('installer');
    expect(missingIn({ ...wish, withUser: false, withInstaller: false })).toBe('everything');
    expect(toWanted('7', { ...wish, withUser: false, license: 'none', limit: '3' })).toMatchObject({
      user: null,
      installer: { shareId: null, useLimit: 3 },
    });
  });

  it('proposes no login twice', () => {
    const given = [customer('1', 'baker'), customer('2', 'florist'), customer('3', 'baker')];
    expect([...proposeLogins(given).values()]).toEqual(['baker', 'florist', 'baker-2']);
  });
});

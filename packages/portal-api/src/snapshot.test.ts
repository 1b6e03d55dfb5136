import { describe, expect, test } from 'vitest';
import { readSnapshot, readSnapshotKind, samples, SnapshotError, withCasing } from './index.ts';

const customer = '6f1c0a52-3b1e-4f0d-9a77-0c2f4f3d1a02';
const document = {
  kind: 'ema2',
  takenAt: '2026-11-22T10:00:00Z',
  user: samples.camel.currentUser,
  companies: [
    { companyId: customer, parentId: null, name: 'Piekarnia Młyn', type: 1007, status: 1, customIdentifier: null },
    { companyId: 'nonsense', name: 'Nobody' },
  ],
  licenses: [
    { publicLicenseKey: '3a5-vaj-94c', customerId: customer, productCode: 2015, type: '4', state: 77, quantity: '12', usage: null },
    { publicLicenseKey: '3A5-VAJ-94D', customerId: customer, productCode: '107', type: 9, quantity: 5e9, usage: 1 },
    { publicLicenseKey: '3A5-VAJ-94E', productCode: '107' },
    null,
  ],
};

describe('a snapshot file', () => {
  test('is read as tolerantly as the portal’s answers: casing, numbers as text, unknown codes', () => {
    const read = readSnapshot(document);
    const shape = ({ bad, ...snapshot }: typeof read) => ({ ...snapshot, bad: bad.map(({ list, index, id }) => [list, index, id]) });
    const pascal = readSnapshot(withCasing(document, 'pascal'));
    const plain = (snapshot: typeof read) => JSON.stringify(shape(snapshot)).toLowerCase();
    expect(plain(pascal)).toBe(plain(read));
    expect(read.takenAt).toBe('2026-11-22T10:00:00.000Z');
    expect(read.licenses).toMatchObject([
      { publicId: '3A5-VAJ-94C', productCode: '2015', trial: true, quantity: 12, usage: null, state: { code: 77, word: 'unknown' } },
      { publicId: '3A5-VAJ-94D', trial: null, quantity: null, usage: 1, unread: [{ path: 'quantity' }] },
    ]);
  });

  test('names rows that cannot be read and reads the others', () => {
    expect(readSnapshot(document).bad.map(({ list, index, id, error }) => [list, index, id, error.path])).toEqual([
      ['companies', 1, 'nonsense', 'companyId'],
      ['licenses', 2, '3A5-VAJ-94E', 'customerId'],
      ['licenses', 3, null, ''],
    ]);
  });

  test.each([
    [null, ['']],
    [[], ['']],
    [{}, ['kind', 'takenAt', 'user', 'companies', 'licenses']],
    [{ ...document, takenAt: 'yesterday', licenses: {} }, ['takenAt', 'licenses']],
    [{ ...document, kind: 'eba', user: { id: 'x' } }, ['kind', 'user.id']],
  ])('that is none is refused with every field at fault: %#', (value, paths) => {
    try {
      readSnapshot(value);
      expect.unreachable();
    } catch (error) {
      if (!(error instanceof SnapshotError)) throw error;
      expect(error.faults.map((fault) => fault.path)).toEqual(paths);
    }
  });

  test('says its kind before it is read', () => {
    expect([readSnapshotKind({ Kind: ' EBA ' }), readSnapshotKind({ kind: 1 }), readSnapshotKind('eba')]).toEqual(['eba', null, null]);
  });
});

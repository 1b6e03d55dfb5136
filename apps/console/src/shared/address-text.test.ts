import { describe, expect, it } from 'vitest';
import { countText, dayText, idText, present, readAddress, someOf, writeAddress } from './address-text.ts';

describe('the address', () => {
  it('comes back as it was written', () => {
    const values = { scope: '12', state: ['error', 'warning'], q: 'Łęczna & "syn"', tag: ['a,b'] };
    expect(readAddress(writeAddress(values))).toEqual({ ...values, tag: 'a,b' });
  });

  it('keeps ids text and leaves out what is not set', () => {
    expect(readAddress('?open=007')).toEqual({ open: '007' });
    expect(writeAddress({ a: undefined, b: '', c: null, d: [] })).toBe('');
  });

  it('takes only what it understands', () => {
    expect(idText('12')).toBe('12');
    expect(idText('12; drop')).toBeUndefined();
    expect(dayText('2026-13-40')).toBeUndefined();
    expect(countText('0')).toBeUndefined();
    expect(countText('3')).toBe(3);
    expect(someOf(['b', 'x', 'b'], ['a', 'b'])).toEqual(['b']);
    expect(someOf('x', ['a'])).toBeUndefined();
    expect(present({ a: 1, b: undefined })).toEqual({ a: 1 });
  });
});

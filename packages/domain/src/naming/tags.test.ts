// R4, S6: tags out of names.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanTags, replaceTag, TAG_LENGTH_MAX, tagOfName } from './tags.ts';

describe('the tag of a company name', () => {
  it('drops commas and quotation marks and keeps everything else exactly', () => {
    expect(tagOfName('Smith, Jones, and "Sons", Inc.')).toBe('Smith Jones and Sons Inc.');
    expect(tagOfName('   leading blanks')).toBe('   leading blanks');
    expect(tagOfName("O'Brien's; DROP TABLE <b>x</b>\n🍕 שלום")).toBe("O'Brien's; DROP TABLE <b>x</b>\n🍕 שלום");
  });

  it('is none when nothing is left', () => {
    expect([tagOfName('",,"'), tagOfName('  '), tagOfName('')]).toEqual([null, null, null]);
  });

  it('is the name without these two characters, up to its length', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), (name) => {
        const rest = [...name].filter((character) => character !== ',' && character !== '"').join('');
        expect(tagOfName(name)).toBe(rest.trim() === '' ? null : rest);
      }),
    );
    expect(tagOfName('ab'.repeat(300))).toHaveLength(TAG_LENGTH_MAX);
    expect(tagOfName(`a${'🍕'.repeat(600)}`)).toBe(`a${'🍕'.repeat(TAG_LENGTH_MAX - 1)}`);
  });
});

describe('tags typed by a person', () => {
  it('are trimmed, cleaned, and kept once in their order', () => {
    expect(cleanTags([' gold ', 'a, "b"', '', ' ', 'gold', 'Gold'])).toEqual(['gold', 'a b', 'Gold']);
  });
});

describe('replacing a tag', () => {
  it('changes that one in its place, and neither repeats nor invents any', () => {
    expect(replaceTag(['a', 'old', 'b'], 'old', 'new')).toEqual(['a', 'new', 'b']);
    expect(replaceTag(['new', 'old'], 'old', 'new')).toEqual(['new']);
    expect(replaceTag(['a', 'old'], 'old', null)).toEqual(['a']);
    expect(replaceTag(['a', 'older'], 'old', 'new')).toEqual(['a', 'older']);
  });
});

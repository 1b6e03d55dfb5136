/** What went wrong, by `code/subCode`. Documented; the wording is ours. */
export const errorMeanings: Readonly<Record<string, string>> = {
  '2/6': 'the two new passwords differ',
  '8/17': 'the license type is not valid',
  '8/18': 'the quantity is not valid',
  '8/19': 'the license is a full one already',
  '8/20': 'the license is ordered already',
  '8/21': 'the license is suspended already',
  '8/22': 'the license is not suspended any more',
  '8/23': 'the license is not active',
  '8/24': 'the license is not a trial',
  '8/27': 'the product is not available',
  '8/30': 'the quantity is out of range',
  '8/31': 'the trial was extended as often as it may be',
  '8/32': 'a trial is not allowed',
  '8/33': 'the state could not be changed',
  '8/36': 'the license is not suspended',
  '8/37': 'the license has expired',
  '8/40': 'the terms of use must be accepted first',
  '8/45': 'the product cannot be changed to that one',
  '8/47': 'the company is neither an MSP nor a customer',
  '8/48': 'the quantity is what it was before',
  '99/1': 'there is no such page',
  '99/2': 'the portal is under maintenance',
};

/** Meaning of an error's codes, or null when the pair is not documented. */
export function errorMeaning(code: number | null, subCode: number | null): string | null {
  return errorMeanings[`${code}/${subCode}`] ?? null;
}

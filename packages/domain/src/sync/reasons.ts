/** Why a reading, or a part of it, could not be had: each code with the parameters that a sentence about it is made of. */
export const readingReasons = {
  // What the portal answered: the status with the portal's own words, and the call.
  'credentials-refused': ['answer', 'call'],
  forbidden: ['answer', 'call'],
  'not-found': ['answer', 'call'],
  unavailable: ['answer', 'call'],
  maintenance: ['answer', 'call'],
  faulty: ['answer', 'call'],
  'bad-answer': ['answer', 'call'],
  throttled: ['call'],
  'token-refused': ['call'],
  'token-missing': ['call'],
  'web-page': ['call'],
  garbled: ['call'],
  'unknown-form': ['place', 'call'],
  // What the network did.
  'connection-refused': ['call'],
  'address-unknown': ['call'],
  'address-unresolved': ['call'],
  'connection-lost': ['call'],
  'connection-slow': ['call'],
  'answer-late': ['call'],
  'answer-cut': ['call'],
  'answer-too-large': ['call'],
  'no-answer': ['fault', 'call'],
  aborted: [],
  // What the answers said together.
  'row-unreadable': ['place', 'call'],
  'list-changing': ['call'],
  'search-empty': [],
  'companies-missing': [],
  'place-unknown': ['company'],
  'other-license': ['publicId', 'answered'],
  'value-unreadable': ['publicId', 'place'],
  'company-not-readable': ['publicId'],
  'page-missing': ['publicId'],
  // What a file in the place of a portal held.
  'file-row-unreadable': ['row', 'id', 'place'],
  'file-row-twice': ['id'],
  'file-rows-more': ['rows'],
} as const;

/** One member for each code, so that a code picks its parameters. */
export type ReasonOf<Reasons extends Record<string, readonly string[]>> = {
  [Code in keyof Reasons]: { code: Code; parameters: Record<Reasons[Code][number], string | number> };
}[keyof Reasons];
export type ReadingReason = ReasonOf<typeof readingReasons>;

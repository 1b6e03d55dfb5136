/** Longest tag kept, in characters. */
export const TAG_LENGTH_MAX = 500;

/**
 * The tag that a license gets from the name of its company. Commas and quotation marks are dropped because tag lists are
 * separated by them; everything else is kept exactly, leading blanks included.
 * Null when nothing is left to tag with.
 */
export function tagOfName(name: string): string | null {
  // By characters, not by code units: half an emoji is no text that a database takes.
  const tag = [...name.replaceAll(/[,"]/g, '')].slice(0, TAG_LENGTH_MAX).join('');
  return tag.trim() === '' ? null : tag;
}

/** Tags with one of them replaced (null: taken away) in its place; one that is there already is not repeated. */
export function replaceTag(tags: readonly string[], before: string, after: string | null): string[] {
  return [...new Set(tags.flatMap((tag) => (tag === before ? (after ?? []) : tag)))];
}

/** Tags typed by a person: trimmed, cleaned like `tagOfName`, empty ones and repetitions dropped, order kept. */
export function cleanTags(tags: readonly string[]): string[] {
  const cleaned = tags.map((tag) => tagOfName(tag.trim())).filter((tag) => tag !== null);
  return [...new Set(cleaned)];
}

/** Names come from portals: none may begin a line of its own in a message, or turn the direction of writing. */
export function onOneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '�');
}

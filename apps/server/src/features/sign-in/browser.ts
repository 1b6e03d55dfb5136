// A browser in two words, out of what it calls itself: enough to know one's own again, and no more than a hint.

/** What says it first counts: many call themselves by the names of those before them as well. */
const browsers: [name: string, sign: RegExp][] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS|HeadlessChrome)\//],
  ['Safari', /\bVersion\/[\d.]+.* Safari\//],
  ['curl', /^curl\//],
  ['Node.js', /^(?:node|undici)\b/],
];

const systems: [name: string, sign: RegExp][] = [
  ['Android', /\bAndroid\b/],
  ['iPadOS', /\biPad\b/],
  ['iOS', /\biPhone\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMacintosh\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Linux', /\bLinux\b/],
];

/** Name of the browser and of the system; null for what is not known. */
export function browserOf(agent: string): { name: string | null; system: string | null } {
  return { name: known(browsers, agent), system: known(systems, agent) };
}

function known(signs: [string, RegExp][], agent: string): string | null {
  return signs.find(([, sign]) => sign.test(agent))?.[0] ?? null;
}

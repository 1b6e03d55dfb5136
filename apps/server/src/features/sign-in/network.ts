// Where a request comes from, as guessing is counted: an IPv4 address, or the 64 bits of an IPv6 address that one household or
// company is given as a whole.
import { isIPv6 } from 'node:net';

const GROUPS = 4;

export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  const four = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (four !== undefined || !isIPv6(plain)) return four ?? plain;
  const [front = '', back] = plain.split('::');
  const [head, tail] = [front, back ?? ''].map((half) => half.split(':').filter(Boolean));
  const zeros = back === undefined ? 0 : 8 - (head?.length ?? 0) - (tail?.length ?? 0);
  const groups = [...(head ?? []), ...Array<string>(Math.max(0, zeros)).fill('0'), ...(tail ?? [])];
  return `${groups
    .slice(0, GROUPS)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

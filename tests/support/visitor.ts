// Somebody before a browser: keeps the cookies that it is given, and follows where it is led when asked to.
import { addressOf, ApiError } from '@licet/contract';
import type { Client, Problem } from '@licet/contract';

export interface Visitor {
  call: Client;
  /** Goes to an address of any host, without following; cookies are kept by host and path. */
  go(address: string, init?: RequestInit): Promise<Response>;
  /** The session cookie, as it is sent. */
  session(): string;
}

interface Cookie {
  host: string;
  path: string;
  pair: string;
}

export function newVisitor(url: string): Visitor {
  const jar = new Map<string, Cookie>();
  const go = async (address: string, init: RequestInit = {}) => {
    const { host, pathname } = new URL(address);
    const mine = [...jar.values()].filter((one) => one.host === host && pathname.startsWith(one.path));
    const headers = new Headers(init.headers);
    if (mine.length > 0) headers.set('cookie', mine.map(({ pair }) => pair).join('; '));
    const answer = await fetch(address, { ...init, headers, redirect: 'manual' });
    for (const line of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/;\s*/);
      const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/';
      const key = `${host} ${path} ${pair.split('=')[0] ?? ''}`;
      const past = attributes.some((one) => /^(max-age=0|expires=Thu, 01 Jan 1970)/i.test(one));
      if (past) jar.delete(key);
      else jar.set(key, { host, path, pair });
    }
    return answer;
  };
  const call = async (endpoint: Parameters<Client>[0], given: { params?: unknown; query?: unknown; body?: unknown } = {}) => {
    const answer = await go(url + addressOf(endpoint, given), {
      method: endpoint.method,
      ...(given.body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(given.body) }),
    });
    if (!answer.ok) throw new ApiError((await answer.json()) as Problem);
    return answer.status === 204 ? undefined : await answer.json();
  };
  return {
    call: call as Client,
    go,
    session: () => [...jar.values()].map(({ pair }) => pair).find((pair) => pair.startsWith('licet_session=')) ?? '',
  };
}

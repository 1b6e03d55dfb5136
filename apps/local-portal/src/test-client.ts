import type { Portal } from './portal.ts';

/** What came back; the body is parsed where it is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Calls the API with one login's token. GET without a body, else POST. */
export type Caller = (path: string, body?: object) => Promise<Answer>;

export async function send(url: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json');
  return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as unknown) : text };
}

export function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  return send(url, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
}

export function withToken(portal: Portal, token: string): Caller {
  const headers = { authorization: `Bearer ${token}` };
  return (path, body) => (body ? post(`${portal.url}/api${path}`, body, headers) : send(`${portal.url}/api${path}`, { headers }));
}

/** Logs in with one of the demonstration logins. */
export async function signIn(portal: Portal, email: string, password: string): Promise<Caller> {
  const { body } = await post(`${portal.url}/api/Token/Get`, { username: email, password });
  return withToken(portal, (body as { accessToken: string }).accessToken);
}

// A session as a browser holds one: what a token's client cannot do (views, own password, automatic log-out).
import { ApiError, createClient, session } from '@licet/contract';
import type { Client, Problem } from '@licet/contract';

/** Signs in and answers a client that carries the session cookie, whatever it becomes. */
export async function openSession(url: string, login: string, password: string): Promise<Client> {
  let cookie = '';
  const keep = async (answer: Response) => {
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie;
    if (!answer.ok) throw new ApiError((await answer.json()) as Problem);
    return answer;
  };
  const post = (path: string, body: unknown) =>
    fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) },
      body: JSON.stringify(body),
    }).then(keep);
  await post(session.signIn.path, { login, password });
  return (async (endpoint, given) => {
    // A new password gives the session a new id.
    if (endpoint.path === session.changePassword.path)
      return (await post(endpoint.path, (given as unknown as { body: unknown }).body)).json();
    return createClient({ baseUrl: url, headers: { cookie } })(endpoint, given);
  }) as Client;
}

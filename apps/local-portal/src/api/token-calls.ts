import { invalid } from '../refusal.ts';
import type { Switches } from '../switches.ts';
import type { World } from '../world/model.ts';
import type { Input } from './input.ts';
import { unauthorized, type Sessions, type Tokens } from './sessions.ts';

/** A call that needs no token. */
interface OpenCall {
  readonly world: World;
  readonly sessions: Sessions;
  readonly input: Input;
  readonly now: number;
  readonly switches: Switches;
}

export interface OpenEndpoint {
  readonly method: 'POST';
  readonly path: string;
  readonly answer: (call: OpenCall) => Promise<Tokens>;
}

async function get({ world, sessions, input, now, switches }: OpenCall): Promise<Tokens> {
  const login = world.loginsByEmail.get(input.requiredText('username').toLowerCase());
  const password = input.requiredText('password');
  if (!login?.enabled || login.password !== password) throw unauthorized('Wrong user name or password.');
  return sessions.open(login, now, switches);
}

/** Listed as needing authorization; whether a token that ran out would do is unknown, so none is asked for. */
async function renew({ sessions, input, now, switches }: OpenCall): Promise<Tokens> {
  const refreshToken = input.text('refreshToken');
  if (!refreshToken) throw invalid('refreshToken', 'The refreshToken field is required.');
  return sessions.renew(refreshToken, now, switches);
}

export const tokenCalls: readonly OpenEndpoint[] = [
  { method: 'POST', path: '/Token/Get', answer: get },
  { method: 'POST', path: '/Token/Renew', answer: renew },
];

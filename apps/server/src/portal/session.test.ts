import { describe, expect, test } from 'vitest';
import type { Answer, Exchange, Question } from './exchange.ts';
import { openLimiter } from './limiter.ts';
import { manualClock } from './manual-clock.ts';
import { openSession } from './session.ts';
import { readingPatience } from './settings.ts';

const closed = new AbortController().signal;
const options = { signal: closed, patience: { ...readingPatience, tries: 2, firstWait: 1 } };
const secret = 'correct horse battery staple';

interface Behaviour {
  /** Seconds of an access token's life. */
  life?: number | null;
  expiresIn?: number;
  /** Milliseconds that the portal's clock is ahead of ours. */
  ahead?: number;
  answer?: (question: Question) => Partial<Answer> | undefined;
}

function open(behaviour: Behaviour = {}) {
  const { life = 60, expiresIn, ahead = 0 } = behaviour;
  const clock = manualClock();
  const asked: string[] = [];
  const bodies: unknown[] = [];
  const exchange: Exchange = {
    async send(question) {
      asked.push(question.path);
      bodies.push(question.body);
      await new Promise<void>((resolve) => clock.after(20, resolve));
      const date = clock.now() + ahead;
      const claims = life === null ? {} : { exp: Math.floor(date / 1000) + life };
      const accessToken = `${asked.length}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;
      const text = JSON.stringify({ accessToken, refreshToken: `r${asked.length}`, ...(expiresIn === undefined ? {} : { expiresIn }) });
      return { status: 200, retryAfter: null, date, text, ...behaviour.answer?.(question) };
    },
    close: () => Promise.resolve(),
  };
  const limiter = openLimiter({ rate: Infinity, concurrency: 8, clock, random: Math.random });
  const counts = { requests: 0, retries: 0, throttled: 0 };
  const logged: unknown[] = [];
  const log = (...line: unknown[]): void => void logged.push(line);
  const session = openSession({ exchange, limiter, counts, clock, log, login: 'anna@msp.example', password: secret, closed });
  /** A token, after the time that it takes to get one. */
  async function fetch(): Promise<string> {
    const fetching = session.fetch(options);
    fetching.catch(() => undefined);
    await clock.pass(100);
    return fetching;
  }
  return { clock, session, asked, bodies, logged, fetch };
}

test('many callers share one login', async () => {
  const { clock, session, asked } = open();
  const tokens = Array.from({ length: 50 }, () => session.fetch(options));
  await clock.pass(100);
  expect(new Set(await Promise.all(tokens)).size).toBe(1);
  expect(asked).toEqual(['Token/Get']);
});

describe('a token that runs out', () => {
  test('is renewed shortly before, while the old one is still given out', async () => {
    const { clock, asked, session, bodies, fetch } = open({ life: 60 });
    const first = await fetch();
    await clock.pass(48_000);
    expect(await fetch()).toBe(first);
    expect(asked).toHaveLength(1);
    await clock.pass(3_000);
    expect(await session.fetch(options)).toBe(first);
    await clock.pass(100);
    const second = await fetch();
    expect(second).not.toBe(first);
    expect(asked).toEqual(['Token/Get', 'Token/Renew']);
    expect(bodies[1]).toEqual({ refreshToken: 'r1' });
  });

  test('is waited for when nobody asked in time', async () => {
    const { clock, asked, fetch } = open({ life: 60 });
    const first = await fetch();
    await clock.pass(100_000);
    expect(await fetch()).not.toBe(first);
    expect(asked).toEqual(['Token/Get', 'Token/Renew']);
  });

  test.each([-3_600_000, 3_600_000])('by a clock %i ms ahead of ours has the same life', async (ahead) => {
    const { clock, asked, fetch } = open({ life: 60, ahead });
    await fetch();
    await clock.pass(45_000);
    await fetch();
    expect(asked).toHaveLength(1);
    await clock.pass(10_000);
    await fetch();
    expect(asked).toHaveLength(2);
  });

  test.each([
    ['expiresIn', { life: null, expiresIn: 3000 }, 2_900_000],
    ['nothing, so a minute is assumed', { life: null }, 45_000],
  ])('says so by %s', async (_, behaviour, good) => {
    // The session's own end would hide the end of a long token.
    const { clock, asked, fetch } = open(behaviour);
    await fetch();
    await clock.pass(good);
    await fetch();
    expect(asked).toHaveLength(1);
  });

  test('is fetched by a new login when the session has lasted thirty minutes', async () => {
    const { clock, asked, fetch } = open({ life: 60 });
    for (let minute = 0; minute < 33; minute += 1) {
      await fetch();
      await clock.pass(60_000);
    }
    expect(asked.filter((path) => path === 'Token/Get')).toHaveLength(2);
    expect(asked.lastIndexOf('Token/Get')).toBeGreaterThan(25);
  });

  test.each([
    ['is refused', { status: 401, text: '' }],
    ['is not understood', { status: 400, text: '{"refreshToken":["?"]}' }],
    ['is cut', { text: '{"accessTok' }],
    ['fails', { status: 500, text: '' }],
  ])('is fetched by a new login when renewing %s', async (_, answer) => {
    const { clock, asked, fetch } = open({ answer: ({ path }) => (path === 'Token/Renew' ? answer : undefined) });
    const first = await fetch();
    await clock.pass(100_000);
    const fetching = fetch();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await clock.pass(200);
    expect(await fetching).not.toBe(first);
    expect(asked.at(-1)).toBe('Token/Get');
  });
});

describe('a token that the portal refuses', () => {
  test('is renewed once, whoever noticed', async () => {
    const { session, asked, fetch } = open();
    const first = await fetch();
    session.refuse(first);
    session.refuse(first);
    const second = await fetch();
    session.refuse(first);
    expect(await fetch()).toBe(second);
    expect(asked).toEqual(['Token/Get', 'Token/Renew']);
  });

  test('after a renewal means a new login', async () => {
    const { session, asked, fetch } = open();
    session.refuse(await fetch());
    session.refuse(await fetch());
    await fetch();
    expect(asked).toEqual(['Token/Get', 'Token/Renew', 'Token/Get']);
  });
});

describe('a login that fails', () => {
  test.each([
    ['credentials-refused', { status: 401, text: `{"message":"${secret} is wrong"}` }],
    ['bad-answer', { status: 400, text: `{"password":["${secret}"]}` }],
    ['forbidden', { status: 403, text: `{"message":"${secret}"}` }],
    ['bad-answer', { text: JSON.stringify(secret) }],
    ['bad-answer', { text: `{"accessToken":7,"refreshToken":"${secret}"}` }],
    ['bad-answer', { text: `<html>${secret}</html>` }],
  ])('ends the run as %s and repeats no secret', async (code, answer) => {
    const { clock, session, logged } = open({ answer: () => answer });
    const failing = session.fetch(options).catch((error: unknown) => error);
    for (let step = 0; step < 5; step += 1) {
      await clock.pass(100);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const error = await failing;
    expect(error).toMatchObject({ code, scope: 'run' });
    expect(`${String(error)} ${JSON.stringify(error)} ${JSON.stringify(logged)}`).not.toContain(secret);
  });
});

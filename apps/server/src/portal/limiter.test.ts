import { describe, expect, test } from 'vitest';
import { openLimiter, type Pass } from './limiter.ts';
import { manualClock } from './manual-clock.ts';

const never = new AbortController().signal;

function open(rate: number, concurrency: number) {
  const clock = manualClock();
  const begin = clock.now();
  const limiter = openLimiter({ rate, concurrency, clock, random: () => 1 });
  const starts: number[] = [];
  /** Makes calls of `ms` milliseconds that the portal takes. */
  const calls = (count: number, ms: number): void => {
    for (let call = 0; call < count; call += 1) {
      void limiter.enter(never, 'bulk').then((pass) => {
        starts.push(clock.now() - begin);
        clock.after(ms, () => {
          limiter.accepted();
          pass.leave();
        });
      });
    }
  };
  return { clock, limiter, starts, calls };
}

/** The most starts in any second. */
function densest(starts: number[]): number {
  return Math.max(...starts.map((at) => starts.filter((other) => other >= at && other < at + 1000).length));
}

describe('pace', () => {
  test.each([5, 10, 40])('%i a second are never exceeded and nearly reached', async (rate) => {
    const { clock, starts, calls } = open(rate, 8);
    calls(rate * 10, 20);
    await clock.pass(20_000);
    expect(starts).toHaveLength(rate * 10);
    expect(densest(starts)).toBeLessThanOrEqual(rate);
    expect(starts.at(-1)).toBeLessThan(10_000 * 1.05);
  });

  test('a pause is not made up for by a burst', async () => {
    const { clock, starts, calls } = open(10, 8);
    calls(3, 20);
    await clock.pass(30_000);
    calls(30, 20);
    await clock.pass(30_000);
    expect(densest(starts)).toBeLessThanOrEqual(10);
  });

  test('without a rate only the concurrency limits', async () => {
    const { clock, starts, calls } = open(Infinity, 4);
    calls(12, 100);
    await clock.pass(1000);
    expect(starts).toEqual([0, 0, 0, 0, 100, 100, 100, 100, 200, 200, 200, 200]);
  });
});

describe('429', () => {
  test('all wait as long as the portal says, then go slower, then as fast as before', async () => {
    const { clock, limiter, starts, calls } = open(10, 8);
    calls(20, 20);
    await clock.pass(2200);
    const pass = await limiter.enter(never, 'bulk');
    expect(limiter.throttled(pass.startedAt, 5000)).toBe(5000);
    pass.leave();
    expect(limiter.rate).toBeLessThan(8);
    expect(limiter.concurrency).toBe(4);
    const before = starts.length;
    calls(200, 20);
    await clock.pass(4900);
    expect(starts).toHaveLength(before);
    await clock.pass(200);
    expect(starts.length).toBeGreaterThan(before);
    await clock.pass(25_000);
    expect(limiter.rate).toBe(10);
    expect(limiter.concurrency).toBe(8);
  });

  test('calls that were refused together slow down once', async () => {
    const { clock, limiter } = open(100, 8);
    const passes: Pass[] = [];
    for (let call = 0; call < 8; call += 1) void limiter.enter(never, 'bulk').then((pass) => passes.push(pass));
    await clock.pass(200);
    for (const pass of passes) limiter.throttled(pass.startedAt, 1000);
    expect(passes).toHaveLength(8);
    expect(limiter.concurrency).toBe(4);
    expect(limiter.rate).toBeGreaterThan(20);
  });

  test('a wait that the portal does not name grows with each refusal', async () => {
    const { clock, limiter } = open(Infinity, 1);
    const waits: number[] = [];
    for (let call = 0; call < 4; call += 1) {
      const entering = limiter.enter(never, 'bulk');
      await clock.pass(60_000);
      const pass = await entering;
      waits.push(limiter.throttled(pass.startedAt, null));
      pass.leave();
    }
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  test('an unlimited rate becomes a limited one and then unlimited again', async () => {
    const { clock, limiter, calls } = open(Infinity, 4);
    calls(100, 100);
    await clock.pass(1000);
    const entering = limiter.enter(never, 'ahead');
    await clock.pass(200);
    const pass = await entering;
    limiter.throttled(pass.startedAt, 1000);
    pass.leave();
    expect(limiter.rate).toBeGreaterThan(20);
    expect(limiter.rate).toBeLessThan(45);
    calls(5000, 1);
    await clock.pass(60_000);
    expect(limiter.rate).toBe(Infinity);
  });
});

test('a token call passes the others and needs no place', async () => {
  const { clock, calls, limiter, starts } = open(Infinity, 1);
  calls(1, 1000);
  calls(1, 1000);
  const order: string[] = [];
  void limiter.enter(never, 'bulk').then(() => order.push('bulk'));
  void limiter.enter(never, 'ahead').then(() => order.push('ahead'));
  void limiter.enter(never, 'token').then((pass) => {
    order.push('token');
    pass.leave();
  });
  await clock.pass(500);
  expect(order).toEqual(['token']);
  await clock.pass(3000);
  expect(order).toEqual(['token', 'ahead']);
  expect(starts).toEqual([0]);
});

test('who gives up leaves the line, the others stay', async () => {
  const { clock, calls, limiter, starts } = open(Infinity, 1);
  calls(1, 100);
  const leaving = new AbortController();
  const left = limiter.enter(leaving.signal, 'bulk').catch((error: unknown) => error);
  calls(1, 100);
  leaving.abort();
  expect(await left).toMatchObject({ code: 'aborted', scope: 'run' });
  await expect(limiter.enter(leaving.signal, 'bulk')).rejects.toMatchObject({ code: 'aborted' });
  await clock.pass(300);
  expect(starts).toEqual([0, 100]);
});

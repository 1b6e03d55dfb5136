/** Median and spread of several timings, milliseconds. */
export interface Timing {
  median: number;
  least: number;
  most: number;
}

/** How long both are warmed up first, ms: a server that has been up for a while has its code compiled and its plans kept. */
const WARM_UP = 400;

/** For how long two ways race at the least, ms: a hundredth of it is a mood of the machine's, and many a query takes less than that. */
const RACE = 1000;

/** Times two ways of doing the same thing alternately, so that the machine's mood falls on both alike. */
export async function race(
  leastRounds: number,
  ours: () => Promise<unknown>,
  theirs: () => Promise<unknown>,
): Promise<{ ours: Timing; theirs: Timing }> {
  for (const warm = performance.now() + WARM_UP; performance.now() < warm;) {
    await ours();
    await theirs();
  }
  const times: [number[], number[]] = [[], []];
  const end = performance.now() + RACE;
  for (let round = 0; round < leastRounds || performance.now() < end; round++) {
    times[0].push(await time(ours));
    times[1].push(await time(theirs));
  }
  return { ours: timingOf(times[0]), theirs: timingOf(times[1]) };
}

export async function time(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

export function timingOf(times: number[]): Timing {
  const sorted = [...times].sort((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, least: sorted[0] ?? Number.NaN, most: sorted.at(-1) ?? Number.NaN };
}

/** Allows so many calls a second for each login; bursts up to one second's worth. */
export interface RateLimit {
  /** Zero when the call may go on, else the seconds to wait. */
  take(login: string, rate: number | null): number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

/** Goes by the steady clock, not by the one that the control API sets. */
export function createRateLimit(): RateLimit {
  const buckets = new Map<string, Bucket>();
  return {
    take: (login, rate) => {
      if (rate === null) return 0;
      const now = performance.now();
      const capacity = Math.max(1, rate);
      const bucket = buckets.get(login) ?? { tokens: capacity, filledAt: now };
      bucket.tokens = Math.min(capacity, bucket.tokens + ((now - bucket.filledAt) / 1000) * rate);
      bucket.filledAt = now;
      buckets.set(login, bucket);
      if (bucket.tokens < 1) return (1 - bucket.tokens) / rate;
      bucket.tokens -= 1;
      return 0;
    },
  };
}

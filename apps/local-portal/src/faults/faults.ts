import { z } from 'zod';
import type { Random } from '../random.ts';

/** What can go wrong. Several may hit one call: the first that replaces the answer wins, those that damage it add up. */
const faultKinds = [
  'latency',
  'throttle',
  'status',
  'maintenance',
  'reset',
  'cut',
  'html',
  'empty',
  'missing-fields',
  'wrong-types',
  'shift',
  'expire-tokens',
  'drip',
] as const;

export const faultSchema = z.strictObject({
  kind: z.enum(faultKinds),
  path: z.string().default('*').describe('Path below /api as documented, * for any part of it; without regard to case'),
  nth: z.int().positive().default(1).describe('First matching call that is hit'),
  count: z.int().positive().nullable().default(null).describe('How many calls are hit; empty: until cleared'),
  probability: z.number().min(0).max(1).default(1).describe('Chance of each, by the seed'),
  ms: z.number().nonnegative().default(1000).describe('latency: delay; drip: time over which the body comes'),
  status: z.int().min(400).max(599).default(500).describe('status: which'),
  retryAfter: z.number().nonnegative().nullable().default(1).describe('throttle: seconds in Retry-After; empty: none'),
  fields: z.array(z.string()).default([]).describe('missing-fields, wrong-types: which, in camel case'),
});

export type FaultInput = z.input<typeof faultSchema>;
type FaultRule = z.output<typeof faultSchema>;

/** A fault that was set, with what it did so far. */
export interface Fault extends FaultRule {
  readonly id: number;
  /** Matching calls. */
  seen: number;
  /** Calls that were hit. */
  hit: number;
}

export interface Faults {
  add(input: FaultInput): Fault;
  list(): Fault[];
  remove(id: number): boolean;
  clear(): void;
  /** Counts a call and gives the faults that hit it. */
  take(path: string): Fault[];
}

/** The seed's random numbers decide about faults with a probability, so that a run can be repeated. */
export function createFaults(random: Random): Faults {
  let faults: Fault[] = [];
  let lastId = 0;
  return {
    add: (input) => {
      const fault: Fault = { ...faultSchema.parse(input), id: (lastId += 1), seen: 0, hit: 0 };
      faults.push(fault);
      return fault;
    },
    list: () => faults.map((fault) => ({ ...fault })),
    remove: (id) => {
      const before = faults.length;
      faults = faults.filter((fault) => fault.id !== id);
      return faults.length < before;
    },
    clear: () => {
      faults = [];
    },
    take: (path) => faults.filter((fault) => matches(fault.path, path) && strikes(fault, random)),
  };
}

function strikes(fault: Fault, random: Random): boolean {
  fault.seen += 1;
  if (fault.seen < fault.nth || fault.hit >= (fault.count ?? Infinity)) return false;
  if (fault.probability < 1 && random() >= fault.probability) return false;
  fault.hit += 1;
  return true;
}

function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(path);
}

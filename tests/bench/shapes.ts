// The four shapes of caller that lists are measured for.
import { COMPANIES } from './world.ts';

export interface Shape {
  name: string;
  /** Groups that the caller's rights are held in. */
  tops: number[];
  companies: number;
}

const spread = Array.from({ length: 103 }, (_, i) => 1001 + i * 48);
export const shapes: Shape[] = [
  { name: 'customer user', tops: [1042], companies: 1 },
  { name: 'user with 103 companies', tops: spread, companies: 103 },
  { name: 'MSP with 2,500', tops: [12], companies: COMPANIES / 2 },
  { name: 'administrator', tops: [1], companies: COMPANIES },
];

export const PAGE = 50;

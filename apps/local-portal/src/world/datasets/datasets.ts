import type { World } from '../model.ts';
import { hardWorld } from './hard.ts';
import { largeWorld, type LargeOptions } from './large.ts';
import { smallWorld } from './small.ts';

export type DatasetName = keyof typeof datasets;

const datasets = { small: smallWorld, large: largeWorld, hard: hardWorld } satisfies Record<
  string,
  (seed: number, now: number, options: LargeOptions) => World
>;

export const datasetNames = Object.keys(datasets) as DatasetName[];

/** Builds a data set; the same seed and day give the same world. */
export function loadDataset(name: DatasetName, seed: number, now: number, options: LargeOptions): World {
  return datasets[name](seed, now, options);
}

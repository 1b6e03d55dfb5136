import { createRateLimit, type RateLimit } from './api/rate-limit.ts';
import { createSessions, type Sessions } from './api/sessions.ts';
import { createRequestLog, type RequestLog } from './control/request-log.ts';
import { createFaults, type Faults } from './faults/faults.ts';
import { seededRandom } from './random.ts';
import type { Switches } from './switches.ts';
import { settle } from './world/company-rules.ts';
import { loadDataset, type DatasetName } from './world/datasets/datasets.ts';
import type { Change } from './world/license-rules.ts';
import type { World } from './world/model.ts';

/** Which data the world is made of. */
export interface WorldOptions {
  readonly dataset: DatasetName;
  readonly seed: number;
  /** Customers, in the large data set. */
  readonly companies: number;
  /** In the large data set. */
  readonly licensesPerCompany: number;
}

/** Everything of a running portal that changes. */
export interface Runtime {
  options: WorldOptions;
  world: World;
  switches: Switches;
  /** Added to the machine's clock, in milliseconds. */
  clockOffset: number;
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly sessions: Sessions;
  readonly limit: RateLimit;
}

export function createRuntime(options: WorldOptions, switches: Switches): Runtime {
  return {
    options,
    world: loadDataset(options.dataset, options.seed, Date.now(), options),
    switches,
    clockOffset: 0,
    faults: createFaults(seededRandom(options.seed)),
    log: createRequestLog(),
    sessions: createSessions(),
    limit: createRateLimit(),
  };
}

/** The present moment of the portal with its world brought up to it, in the hands of a login (its id) or of the control page (null). */
export function present(runtime: Runtime, by: string | null): Change {
  const change: Change = { world: runtime.world, now: Date.now() + runtime.clockOffset, by, switches: runtime.switches };
  settle(change);
  return change;
}

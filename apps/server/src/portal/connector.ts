import type { Details, Structure } from '@licet/domain';
import type { AccountCheck } from './check.ts';
import type { Progress } from './structure.ts';

export interface ReadOptions {
  onProgress?(progress: Progress): void;
  signal?: AbortSignal;
}

export interface StructureOptions extends ReadOptions {
  /** YYYY-MM-DD: the day whose orders are wanted. */
  today: string;
}

export interface DetailsReadOptions extends ReadOptions {
  /** Takes readings in portions while the reading goes on. Portions come one after the other, each when the one before is done. */
  onPortion?(portion: Details): void | Promise<void>;
  /** Readings, missing ids and problems in a portion; 200 when not given. */
  portion?: number;
  /** Called once, when the last license is being asked for: the time to say by `readAhead` what comes after it. */
  onLast?(): unknown;
}

/**
 * One EMA 2 account, at its portal or in a file. All methods may run side by side: they share the pace, the connections and
 * the token. Each fails with a `PortalError` when it cannot go on; what concerns single objects is in the `problems` of the
 * reading.
 */
export interface PortalConnector {
  /** Whether the account may be linked, within seconds. */
  check(signal?: AbortSignal): Promise<AccountCheck>;
  /** Companies, license keys and orders, in bulk. */
  readStructure(options: StructureOptions): Promise<Structure>;
  /** Licenses one by one. With `onPortion` everything is handed over there, and the answer is empty. */
  readDetails(publicIds: readonly string[], options?: DetailsReadOptions): Promise<Details>;
  /** Begins to read licenses that `readDetails` will be asked for soon. */
  readAhead(publicIds: readonly string[], signal?: AbortSignal): void;
  /** Sums since the opening; `rate` (requests a second) and `concurrency` are what the portal bears at the moment. */
  statistics(): { requests: number; retries: number; throttled: number; rate: number; concurrency: number };
  /** Stops everything under way. */
  close(): Promise<void>;
}

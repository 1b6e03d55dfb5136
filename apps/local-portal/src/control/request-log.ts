const KEPT = 500;

/** One call of the API. */
export interface LoggedRequest {
  readonly at: string;
  readonly path: string;
  login: string | null;
  /** Null while it runs, and when the connection broke before an answer. */
  status: number | null;
  ms: number | null;
  readonly faults: readonly string[];
}

/** What the tests count and the page shows. */
export interface RequestSummary {
  readonly total: number;
  readonly byPath: Readonly<Record<string, number>>;
  readonly byStatus: Readonly<Record<string, number>>;
  /** The most calls that ever ran at the same time. */
  readonly mostAtOnce: number;
  /** Newest first, the last 500. */
  readonly recent: readonly LoggedRequest[];
}

export interface RequestLog {
  begin(path: string, faults: readonly string[]): LoggedRequest;
  end(request: LoggedRequest, status: number | null): void;
  summary(): RequestSummary;
  reset(): void;
}

/** Counts every call, of which it keeps the last ones. */
export function createRequestLog(): RequestLog {
  const starts = new WeakMap<LoggedRequest, number>();
  let recent: LoggedRequest[] = [];
  let byPath = new Map<string, number>();
  let byStatus = new Map<string, number>();
  let running = 0;
  let mostAtOnce = 0;
  return {
    begin: (path, faults) => {
      const request: LoggedRequest = { at: new Date().toISOString(), path, login: null, status: null, ms: null, faults };
      starts.set(request, performance.now());
      recent = [request, ...recent.slice(0, KEPT - 1)];
      byPath.set(path, (byPath.get(path) ?? 0) + 1);
      running += 1;
      mostAtOnce = Math.max(mostAtOnce, running);
      return request;
    },
    end: (request, status) => {
      request.status = status;
      request.ms = Math.round(performance.now() - (starts.get(request) ?? 0));
      const name = status === null ? 'broken' : String(status);
      byStatus.set(name, (byStatus.get(name) ?? 0) + 1);
      running -= 1;
    },
    summary: () => ({
      total: [...byPath.values()].reduce((sum, count) => sum + count, 0),
      byPath: Object.fromEntries(byPath),
      byStatus: Object.fromEntries(byStatus),
      mostAtOnce,
      recent,
    }),
    reset: () => {
      recent = [];
      byPath = new Map();
      byStatus = new Map();
      mostAtOnce = running;
    },
  };
}

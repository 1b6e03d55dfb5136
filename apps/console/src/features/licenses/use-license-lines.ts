import type { LicenseRow, PoolRow } from '@licet/contract';
import { useQueries, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { licenseListQuery, type Page, POOL_STEP, poolLicensesQuery, poolListQuery } from './licenses-queries.ts';
import type { LicenseFilter, LicenseSearch } from './search-params.ts';

/** A row of the table: a pool, a license (inside its pool or by itself), or the end of a pool that has more. */
export type Line =
  | { kind: 'pool'; id: string; pool: PoolRow; open: boolean }
  | { kind: 'license'; id: string; row: LicenseRow; inPool: boolean }
  | { kind: 'waiting'; id: string }
  | { kind: 'failed'; id: string; error: Error; retry: () => void }
  | { kind: 'more'; id: string; poolId: string; left: number };

interface PoolPart extends Page<LicenseRow> {
  error: Error | null;
  retry: () => void;
  pending: boolean;
}

/** The lines of the list as the address describes it; `opened` says how many steps of which pools are shown. */
export function useLicenseLines(filter: LicenseFilter, search: LicenseSearch, opened: ReadonlyMap<string, number>, enabled: boolean) {
  const flat = search.view === 'licenses';
  const licenses = useQuery({ ...licenseListQuery(filter, search), enabled: enabled && flat });
  const pools = useQuery({ ...poolListQuery(filter, search), enabled: enabled && !flat });
  const shownPools = flat ? [] : (pools.data?.rows ?? []);
  const steps = shownPools.flatMap((pool) => Array.from({ length: opened.get(pool.id) ?? 0 }, (_, step) => ({ poolId: pool.id, step })));
  const parts = useQueries({ queries: steps.map(({ poolId, step }) => poolLicensesQuery(filter, poolId, step)) });

  // The results of `useQueries` are new objects at each render, their data are not: `signature` stands for `parts` and `steps`.
  const signature = parts.map((part) => `${part.dataUpdatedAt}${part.status}`).join();
  const lines = useMemo((): Line[] => {
    if (flat) return (licenses.data?.rows ?? []).map((row) => licenseLine(row, false));
    const byPool = new Map<string, PoolPart[]>();
    steps.forEach(({ poolId }, at) => {
      const part = parts[at];
      if (!part) return;
      const list = byPool.get(poolId) ?? [];
      list.push({
        rows: part.data?.rows ?? [],
        total: part.data?.total ?? 0,
        error: part.error,
        retry: () => void part.refetch(),
        pending: part.isPending,
      });
      byPool.set(poolId, list);
    });
    return shownPools.flatMap((pool) => poolLines(pool, byPool.get(pool.id)));
  }, [flat, licenses.data, pools.data, signature]);

  const active = flat ? licenses : pools;
  return {
    lines,
    total: active.data?.total,
    error: active.error,
    refetch: active.refetch,
    isPending: active.isPending,
    isOld: active.isPlaceholderData,
  };
}

function licenseLine(row: LicenseRow, inPool: boolean): Line {
  return { kind: 'license', id: `license-${row.id}`, row, inPool };
}

function poolLines(pool: PoolRow, parts: PoolPart[] | undefined): Line[] {
  const head: Line = { kind: 'pool', id: `pool-${pool.id}`, pool, open: parts !== undefined };
  if (!parts) return [head];
  const rows = parts.flatMap((part) => part.rows);
  const failed = parts.find((part) => part.error && part.rows.length === 0);
  const total = parts.at(-1)?.total ?? 0;
  return [
    head,
    ...rows.map((row) => licenseLine(row, true)),
    ...(failed?.error ? [{ kind: 'failed' as const, id: `failed-${pool.id}`, error: failed.error, retry: failed.retry }] : []),
    ...(parts.some((part) => part.pending) ? [{ kind: 'waiting' as const, id: `waiting-${pool.id}` }] : []),
    ...(total > parts.length * POOL_STEP
      ? [{ kind: 'more' as const, id: `more-${pool.id}`, poolId: pool.id, left: total - rows.length }]
      : []),
  ];
}

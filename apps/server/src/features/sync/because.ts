// Why a run or an account stands as it does: the English sentences, and the same as codes for other languages.
import { reason } from '@licet/contract';
import type { Reason, SentReason } from '@licet/contract';

export interface Because {
  /** A sentence for each of the reasons. */
  says: string;
  reasons: Reason[];
}

/** Reasons as they were stored; what this version does not know is left to its sentence. */
export function storedReasons(stored: unknown): SentReason[] {
  return reason.array().safeParse(stored).data ?? [];
}

/** The columns that keep why a run stands as it does. */
export function reasonColumns(why: Because | null): { reason: string | null; reasons: string } {
  return { reason: why?.says ?? null, reasons: JSON.stringify(why?.reasons ?? []) };
}

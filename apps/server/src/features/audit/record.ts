// What every action writes down in its own transaction: who did what to what, from what to what.
import type { AuditAction, AuditSubject } from '@licet/contract';
import type { AccessFunction } from '@licet/domain';
import type { Context } from '../../context.ts';
import type { Tx } from '../../db/transaction.ts';
import type { Actor } from '../../http/actor.ts';
import { appendAudit } from './store.ts';
import type { NearGroup } from './store.ts';

/** One thing done. `before` and `after` are plain values that name what is meant; never a secret. */
export interface Done {
  /** The access group of the subject: the entry is kept in the chain of the company that the group belongs to. */
  groupId: number;
  /** The function that decides who may see the subject, and so the entry. */
  function: AccessFunction;
  action: AuditAction;
  subject: { kind: AuditSubject; id: number | null; name: string };
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
}

/** Who did it: a caller, a run, or the program by itself. */
export type Doer = Pick<Actor, 'userId' | 'login' | 'requestId'> | { run: number; userId: number | null; login: string | null } | null;

/** Writes entries, in order. Call it last in a transaction: it holds the ends of the chains until the commit. */
export async function recordAudit(ctx: Pick<Context, 'now'>, tx: Tx, doer: Doer, done: readonly Done[]): Promise<void> {
  if (done.length === 0) return;
  const at = ctx.now().toISOString();
  const userId = doer?.userId ?? null;
  const by = doer && doer.userId !== null ? { id: String(doer.userId), login: doer.login ?? '' } : null;
  const source = {
    request: doer && 'requestId' in doer ? doer.requestId : null,
    run: doer && 'run' in doer ? String(doer.run) : null,
  };
  await appendAudit(
    tx,
    done.map(({ groupId, function: fn, action, subject, before = null, after = null }) => ({
      group: groupId,
      function: fn,
      user: userId,
      at,
      action,
      subject: subject.name,
      // The text that is hashed: its members stay in this order.
      body: JSON.stringify({
        at,
        by,
        action,
        subject: { ...subject, id: subject.id === null ? null : String(subject.id) },
        before,
        after,
        ...source,
      }),
    })),
  );
}

const madeByProgram = ['all', 'lost-and-found', 'companies', 'shared-objects'];

/**
 * A group as an entry names it: by its name; one that the program makes for itself by its kind, too, so that each reader reads it
 * in a language of their own; one out of the chain's company by its number alone.
 */
export function tellGroup(near: ReadonlyMap<number, NearGroup>, id: number): string | { kind: string; name: string } {
  const { kind, name } = near.get(id) ?? { kind: null, name: null };
  if (name === null) return `#${id}`;
  return kind !== null && madeByProgram.includes(kind) ? { kind, name } : name;
}

/** Whose eyes a thing has, by number: its readers may not know the user. */
export function tellOwner(userId: number | null): string | null {
  return userId === null ? null : `#${userId}`;
}

/** The members of two values that differ, each with what was and what is; null when nothing differs. */
export function difference(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): { before: Record<string, unknown>; after: Record<string, unknown> } | null {
  const unlike = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  if (unlike.length === 0) return null;
  const pick = (value: Record<string, unknown>) => Object.fromEntries(unlike.map((key) => [key, value[key] ?? null]));
  return { before: pick(before), after: pick(after) };
}

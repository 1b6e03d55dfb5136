// Computers that enroll with one installer at once take turns. They would wait for its lock anyway: so they do not each hold a
// connection meanwhile, and a crowd of computers does not keep people waiting.
import { Refusal } from '../../http/refusal.ts';
import { createTurns } from '../../turns.ts';

const turns = createTurns();
/** Of each installer the last refusal for want of units, and when it was decided. */
const refusals = new Map<number, { at: number; refusal: Refusal }>();

export interface Waiting {
  installerId: number;
  /** When it came, by the clock of `performance`. */
  arrived: number;
  /** A machine that may have its unit already. */
  known: boolean;
}

/**
 * One after the other for each installer. Who came before somebody was told that no unit is left, and still waits, is told the
 * same without asking the database again: its turn might as well have been at that moment.
 */
export async function inTurn({ installerId, arrived, known }: Waiting, work: () => Promise<void>): Promise<void> {
  await turns.take(String(installerId), async () => {
    const last = refusals.get(installerId);
    if (!known && last && last.at >= arrived) throw last.refusal;
    try {
      await work();
    } catch (error) {
      if (error instanceof Refusal && error.code === 'no-units-left') refusals.set(installerId, { at: performance.now(), refusal: error });
      throw error;
    }
  });
}

// Computers that enroll with one installer at once take turns. They would wait for its lock anyway: so they do not each hold a
// connection meanwhile, and a crowd of computers does not keep people waiting.
import { Refusal } from '../../http/refusal.ts';

interface Queue {
  last: Promise<void>;
  /** The last refusal for want of units, and when it was decided. */
  full: { at: number; refusal: Refusal } | undefined;
}
const queues = new Map<number, Queue>();

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
  const queue = queues.get(installerId) ?? { last: Promise.resolve(), full: undefined };
  queues.set(installerId, queue);
  const turn = async () => {
    if (!known && queue.full && queue.full.at >= arrived) throw queue.full.refusal;
    try {
      await work();
    } catch (error) {
      if (error instanceof Refusal && error.code === 'no-units-left') queue.full = { at: performance.now(), refusal: error };
      throw error;
    }
  };
  const mine = queue.last.then(turn, turn);
  queue.last = mine;
  await mine.finally(() => {
    if (queue.last === mine) queues.delete(installerId);
  });
}

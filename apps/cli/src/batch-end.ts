import { setTimeout as sleep } from 'node:timers/promises';
import { setups } from '@licet/contract';
import type { Client, Setup } from '@licet/contract';

/** A batch is worked on in the background; each customer is done whole or not at all. */
export async function batchEnd(client: Client, started: Setup): Promise<Setup> {
  let now = started;
  while (now.done + now.failed < now.total) {
    await sleep(250);
    now = await client(setups.show, { params: { id: started.id } });
  }
  return now;
}

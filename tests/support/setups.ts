// Customers and batches of their setup, as tests ask for them.
import { setTimeout as sleep } from 'node:timers/promises';
import { customers, setups } from '@licet/contract';
import type { Client, Customer, Setup } from '@licet/contract';

/** The customer of a name; throws unless it is in sight. */
export async function customerOf(client: Client, name: string): Promise<Customer> {
  const { rows } = await client(customers.list, { query: { q: name } });
  const found = rows.find((row) => row.name === name);
  if (!found) throw new Error(`there is no customer ${name} in sight`);
  return found;
}

/** Waits until every step of a batch has ended. */
export async function batchEnd(client: Client, id: string, patienceMs = 30_000): Promise<Setup> {
  for (let waited = 0; waited < patienceMs; waited += 25) {
    const now = await client(setups.show, { params: { id } });
    if (now.done + now.failed === now.total) return now;
    await sleep(25);
  }
  throw new Error('the batch did not end');
}

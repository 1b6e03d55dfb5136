import pg from 'pg';
import type { Config } from '../config.ts';
import { reachEmbedded, startEmbedded } from '../db/embedded/supervisor.ts';

/** Runs work on the database as its owner: on `DATABASE_URL`, on the embedded one that runs, or on one started for the time being. */
export async function withOwner<T>(config: Config, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  return withEmbedded(config, reachEmbedded, work);
}

/** The same on a database that no server runs on; an embedded one is made when there is none. */
export async function withNewOwner<T>(config: Config, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  return withEmbedded(config, startEmbedded, work);
}

async function withEmbedded<T>(config: Config, reach: typeof reachEmbedded, work: (ownerUrl: string) => Promise<T>): Promise<T> {
  if (config.databaseUrl) return work(config.databaseUrl);
  const embedded = await reach(config.dataDir);
  try {
    return await work(embedded.ownerUrl);
  } finally {
    await embedded.stop();
  }
}

/** A connection that ends with the work. Moments, dates and texts are written alike on every server. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'licet operator' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(`set timezone = 'UTC'; set datestyle = 'ISO'; set client_encoding = 'UTF8'; set row_security = off`);
    return await work(client);
  } finally {
    await client.end();
  }
}

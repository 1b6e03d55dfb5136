import { parseArgs } from 'node:util';
import { startPortal, type PortalOptions } from './portal.ts';
import { datasetNames } from './world/datasets/datasets.ts';

const USAGE = `Usage: licet portal [options]

  --dataset NAME    ${datasetNames.join(', ')} (small)
  --port N          port on 127.0.0.1 (8081)
  --seed N          the same seed gives the same data (1)
  --companies N     customers of the large data set (5000)
  --licenses N      licenses of each of them (3)
  --latency MS      time that each call takes at least (0)
  --rate N          calls a second for each login, 0 for no limit (10)
  --help`;

function readOptions(): PortalOptions | null {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      dataset: text,
      port: text,
      seed: text,
      companies: text,
      licenses: text,
      latency: text,
      rate: text,
      help: { type: 'boolean' },
    },
  });
  if (values.help) return null;
  const dataset = datasetNames.find((name) => name === (values.dataset ?? 'small'));
  if (!dataset) throw new Error(`There is no data set ${values.dataset}; there are ${datasetNames.join(', ')}.`);
  const number = (name: Exclude<keyof typeof values, 'help' | 'dataset'>, fallback: number): number => {
    const value = Number(values[name] ?? fallback);
    if (!Number.isInteger(value) || value < 0) throw new Error(`--${name} must be a whole number, zero or more.`);
    return value;
  };
  return {
    dataset,
    port: number('port', 8081),
    seed: number('seed', 1),
    companies: number('companies', 5000),
    licensesPerCompany: number('licenses', 3),
    latencyMs: number('latency', 0),
    rate: number('rate', 10) || null,
  };
}

async function main(): Promise<void> {
  const options = readOptions();
  if (options === null) return console.log(USAGE);
  const portal = await startPortal(options);
  const { counts, dataset } = portal.control.state();
  console.log(`Local portal – not the vendor's. Data set ${dataset}: ${counts.companies} companies, ${counts.licenses} licenses.\n`);
  console.log(`  page  ${portal.url}/\n  API   ${portal.url}/api\n\nLogins to try:`);
  for (const { email, password, note } of portal.control.logins()) console.log(`  ${email.padEnd(30)} ${password.padEnd(18)} ${note}`);

  const stop = (): void => {
    void portal.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  // The launcher's channel closes when the launcher is killed without a chance to pass a signal on.
  process.once('disconnect', stop);
}

await main().catch((error: unknown) => {
  console.error(`licet portal: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});

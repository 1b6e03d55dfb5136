import { between, pick, type Random } from '../../random.ts';
import type { Company, World } from '../model.ts';
import { catalogue } from '../products.ts';
import { company, license, login, startBuilder, type LicensePlan } from './build.ts';

const CUSTOMERS_PER_MSP = 250;

const kinds = [
  'Piekarnia',
  'Stolarnia',
  'Apteka',
  'Kancelaria',
  'Przychodnia',
  'Hurtownia',
  'Bakery',
  'Dental',
  'Legal',
  'Logistics',
  'Garage',
  'Clinic',
] as const;
const words = [
  'Młyn',
  'Łąka',
  'Wzgórze',
  'Żuraw',
  'Dąb',
  'Światło',
  'Northwind',
  'Harbour',
  'Greenfield',
  'Riverside',
  'Oak & Ash',
  'Lighthouse',
] as const;
const places = [
  'Gdańsk',
  'Łódź',
  'Kraków',
  'Wrocław',
  'Rzeszów',
  'Leeds',
  'Bristol',
  'York',
  'Galway',
  'Dover',
  'Zażółć',
  'Inverness',
] as const;
const forms = ['Sp. z o.o.', 'S.A.', 'Ltd', 'LLP', 's.c.', 'plc'] as const;

export interface LargeOptions {
  /** Customers; managed MSPs come on top, one for each 250. */
  readonly companies: number;
  readonly licensesPerCompany: number;
}

/** Many customers with realistic names, all under one MSP manager, the same for the same seed. */
export function largeWorld(seed: number, now: number, options: LargeOptions): World {
  const builder = startBuilder(seed, now);
  const { random } = builder.world;
  const headquarters = company(builder, 'headquarters', 'Portal headquarters', null);
  const distributor = company(builder, 'distributor', 'Północ Distribution', headquarters);
  const manager = company(builder, 'msp-manager', 'Wielki MSP', distributor);
  const used = new Set<string>();
  let first: Company | undefined;
  let msp: Company | undefined;
  for (let index = 0; index < options.companies; index += 1) {
    if (index % CUSTOMERS_PER_MSP === 0) {
      msp = company(
        builder,
        'managed-msp',
        `Serwis ${places[(index / CUSTOMERS_PER_MSP) % places.length]} ${index / CUSTOMERS_PER_MSP + 1}`,
        manager,
      );
      first ??= msp;
    }
    const customer = company(builder, 'customer', freshName(random, used), msp ?? manager, { customIdentifier: `C-${index + 1}` });
    const offset = between(random, 0, catalogue.length - 1);
    for (let number = 0; number < options.licensesPerCompany; number += 1) {
      const product = catalogue[(offset + number) % catalogue.length] ?? catalogue[0];
      license(builder, customer, product.code, randomPlan(random, product.trial));
    }
  }
  login(builder, 'manager@large.example', 'demo-manager', manager, 'write', 'MSP manager: everything');
  if (first) login(builder, 'msp@large.example', 'demo-msp', first, 'write', 'managed MSP: the first of them');
  return builder.world;
}

function freshName(random: Random, used: Set<string>): string {
  const base = `${pick(random, kinds)} ${pick(random, words)} ${pick(random, places)} ${pick(random, forms)}`;
  let name = base;
  for (let number = 2; used.has(name); number += 1) name = `${base} ${number}`;
  used.add(name);
  return name;
}

/** Mostly healthy licenses: a few over-used, suspended, on trial, or changed on the way. */
function randomPlan(random: Random, trialAllowed: boolean): LicensePlan {
  const quantity = Math.max(1, Math.round(between(random, 1, 15) ** 2 * random()));
  const usage = random() < 0.03 ? quantity + between(random, 1, 3) : Math.floor(quantity * random());
  return {
    quantity,
    usage,
    orderedDaysAgo: between(random, 1, 300),
    ...(trialAllowed && random() < 0.04 ? { trialDaysLeft: between(random, -10, 30) } : {}),
    ...(random() < 0.02 ? { suspended: true } : {}),
    ...(random() < 0.1 ? { quantityBefore: quantity + between(random, 1, 5) } : {}),
  };
}

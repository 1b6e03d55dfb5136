import type { Company, World } from '../model.ts';
import { company, license, login, startBuilder, type LicensePlan } from './build.ts';

/**
 * A demonstration with a story: one MSP manager with two managed MSPs, an MSP beside it, thirteen customers. One customer is
 * suspended, one has no licenses, one license is over-used, one trial runs out in five days, one license is a bundle.
 */
export function smallWorld(seed: number, now: number): World {
  const builder = startBuilder(seed, now);
  const headquarters = company(builder, 'headquarters', 'Portal headquarters', null);
  const distributor = company(builder, 'distributor', 'Północ Distribution', headquarters);
  const manager = company(builder, 'msp-manager', 'Wzgórze IT', distributor, { email: 'biuro@wzgorze.example' });
  const meadow = company(builder, 'managed-msp', 'Łąka Serwis', manager, { email: 'serwis@laka.example' });
  const harbour = company(builder, 'managed-msp', 'Harbour Systems', manager, { email: 'hello@harbour.example' });
  const hill = company(builder, 'msp', 'Hillside Computing', distributor, { email: 'hello@hillside.example' });

  const customer = (parent: Company, name: string, more: Partial<Company>, ...licenses: readonly [string, LicensePlan][]): Company => {
    const added = company(builder, 'customer', name, parent, more);
    for (const [code, plan] of licenses) license(builder, added, code, plan);
    return added;
  };

  const mill = customer(
    meadow,
    'Piekarnia Młyn',
    { customIdentifier: 'K-101' },
    ['2015', { quantity: 25, usage: 21 }],
    ['9104', { quantity: 10, usage: 4 }],
  );
  const flowers = customer(meadow, 'Kwiaciarnia Łąka', {}, ['2015', { quantity: 5, usage: 7 }]);
  customer(meadow, 'Stolarnia Dąb', {}, ['9102', { quantity: 12, usage: 6, trialDaysLeft: 5, orderedDaysAgo: 25 }]);
  customer(
    meadow,
    'Kino Światło',
    { status: 'suspended' },
    ['2015', { quantity: 18, usage: 15, suspended: true }],
    ['9105', { quantity: 18, usage: 9, suspended: true }],
  );
  customer(meadow, 'Żeglarz – wypożyczalnia jachtów', {}, ['9101', { quantity: 8, usage: 3, quantityBefore: 5 }]);

  customer(
    harbour,
    'Northwind Dental',
    { customIdentifier: 'C-7' },
    ['9201', { quantity: 30, usage: [26, 11] }],
    ['9108', { quantity: 30, usage: 12 }],
  );
  customer(harbour, 'Old Mill Bakery', {});
  customer(
    harbour,
    'River & Sons Solicitors',
    { tags: ['gold'] },
    ['9016', { quantity: 40, usage: 22 }],
    ['9104', { quantity: 40, usage: 20 }],
  );
  customer(harbour, 'Lighthouse Clinic', {}, ['9017', { quantity: 55, usage: 31 }], ['9105', { quantity: 55, usage: 51 }]);
  customer(harbour, 'Przedszkole Żabka', {}, ['2015', { quantity: 6, usage: 2 }]);

  customer(hill, 'Greenfield School', {}, ['2015', { quantity: 120, usage: 96 }], ['9103', { quantity: 4, usage: 2 }]);
  customer(hill, 'Apteka Pod Lwem', {}, ['9102', { quantity: 9, usage: 5 }]);
  customer(hill, 'Hilltop Garage', {}, ['9101', { quantity: 3, usage: 1 }]);

  login(builder, 'manager@wzgorze.example', 'demo-manager', manager, 'write', 'MSP manager: both managed MSPs and all their customers');
  login(builder, 'msp@hillside.example', 'demo-msp', hill, 'write', 'MSP: its three customers');
  login(builder, 'managed@laka.example', 'demo-managed', meadow, 'read', 'managed MSP, reads only');
  login(
    builder,
    'reader@wzgorze.example',
    'demo-reader',
    manager,
    'no-access',
    'reads one customer, Piekarnia Młyn, and nothing above it',
    [[mill, 'read']],
  );
  login(
    builder,
    'hole@wzgorze.example',
    'demo-hole',
    manager,
    'read',
    'a tree with a hole: no access to Łąka Serwis, but to two of its customers',
    [
      [meadow, 'no-access'],
      [mill, 'read'],
      [flowers, 'read'],
    ],
  );
  login(builder, 'distributor@polnoc.example', 'demo-distributor', distributor, 'write', 'distributor: cannot be imported');
  login(builder, 'nobody@wzgorze.example', 'demo-nobody', manager, 'no-access', 'can read nothing');
  return builder.world;
}

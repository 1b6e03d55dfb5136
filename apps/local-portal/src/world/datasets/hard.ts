import type { World } from '../model.ts';
import { company, license, login, startBuilder } from './build.ts';
import { hardNames } from './hard-names.ts';

/**
 * Everything odd at once: names, siblings alike under different parents, holes, bundles, codes that nobody knows, nulls in
 * optional fields, numbers where texts belong and texts where numbers belong.
 */
export function hardWorld(seed: number, now: number): World {
  const builder = startBuilder(seed, now);
  const headquarters = company(builder, 'headquarters', 'Portal headquarters', null);
  const distributor = company(builder, 'distributor', 'Distributor', headquarters);
  const division = company(builder, 'division', 'Division', distributor);
  const manager = company(builder, 'msp-manager', '<b>Odd</b> Manager', division);
  const names = company(builder, 'managed-msp', 'Odd names', manager);
  const codes = company(builder, 'managed-msp', 'Odd codes', manager);
  const closed = company(builder, 'managed-msp', 'Closed', manager);

  for (const [oddity, name] of hardNames) {
    const customer = company(builder, 'customer', name, names, { description: oddity });
    license(builder, customer, '2015', { quantity: 5, usage: 2 });
  }
  for (const parent of [names, codes, closed]) {
    license(builder, company(builder, 'customer', 'Twin', parent), '2015', { quantity: 3, usage: 1 });
  }
  const bundles = company(builder, 'customer', 'Bundles', codes);
  license(builder, bundles, '9201', { quantity: 10, usage: [4, 12] });
  license(builder, bundles, '9202', { quantity: 7, usage: [7, 0] });

  const odd = (name: string, code: string, wire: Readonly<Record<string, unknown>>): void => {
    license(builder, company(builder, 'customer', name, codes), code, { quantity: 8, usage: 3, wire });
  };
  odd('Unknown state', '9101', { state: 77 });
  odd('Unknown product', '9102', { productCode: '424242', productName: 'Something new', code: '424242', name: 'Something new' });
  odd('Product code as number', '9103', { productCode: 9103, code: 9103 });
  odd('Numbers as text', '9104', { quantity: '8', usage: '3', state: '1', trial: 'false' });
  odd('Quantity and usage null', '9105', { quantity: null, usage: null });
  odd('Everything optional null', '9108', {
    productName: null,
    state: null,
    trial: null,
    trialExtensions: null,
    lastUpdate: null,
    name: null,
  });
  odd('Lower-case public id', '2015', { publicLicenseKey: (id: string) => id.toLowerCase() });
  odd('Unit count beyond 32 bits', '9016', { quantity: 5_000_000_000, usage: 4_999_999_999 });
  const unknownType = company(builder, 'customer', 'Unknown company type', codes, { wire: { type: 1099, companyTypeId: 99 } });
  license(builder, unknownType, '2015', { quantity: 1, usage: 0 });
  company(builder, 'customer', 'Unknown status', codes, { wire: { status: 9, statusId: 9 } });
  company(builder, 'customer', 'Status as word', codes, { wire: { status: 'Suspended', statusId: 'Suspended' } });
  company(builder, 'customer', 'Nothing but a name', codes, {
    wire: { email: null, status: null, statusId: null, type: null, companyTypeId: null },
  });

  const seen = company(builder, 'customer', 'Seen through a hole', closed);
  license(builder, seen, '9017', { quantity: 2, usage: 2 });
  const hidden = company(builder, 'customer', 'Hidden in a readable MSP', codes);
  license(builder, hidden, '9017', { quantity: 2, usage: 1 });

  login(builder, 'manager@hard.example', 'demo-manager', manager, 'write', 'MSP manager: everything');
  login(
    builder,
    'hole@hard.example',
    'demo-hole',
    manager,
    'no-access',
    'several roots: two managed MSPs and a customer below a closed one, without one customer',
    [
      [names, 'read'],
      [codes, 'write'],
      [seen, 'read'],
      [hidden, 'no-access'],
    ],
  );
  return builder.world;
}

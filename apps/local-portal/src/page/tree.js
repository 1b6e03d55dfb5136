import { askNumber, button, call, make } from './dom.js';

/** Companies that are open, so that a redraw leaves them so. */
const closed = new Set();
const opened = new Set();
/** Below this many children a company is open from the start. */
const FEW = 30;

let products = [];

export function useProducts(list) {
  products = list;
}

/** Draws the tree anew. Children are fetched as companies are opened, since a data set may have thousands. */
export async function drawTree() {
  const roots = await call('GET', '/companies');
  document.querySelector('#tree').replaceChildren(...(await Promise.all(roots.map(companyItem))));
}

async function companyItem(company) {
  const item = make('li', { className: company.status });
  item.append(
    make(
      'div',
      { className: 'row' },
      toggle(company),
      make('strong', { textContent: company.name }),
      badge(company.type),
      ...companyState(company),
      companyActions(company),
    ),
  );
  if (company.licenses.length > 0) item.append(make('ul', { className: 'licenses' }, ...company.licenses.map(licenseItem)));
  if (isOpen(company)) {
    const children = await call('GET', `/companies?parent=${company.id}`);
    item.append(make('ul', {}, ...(await Promise.all(children.map(companyItem)))));
  }
  return item;
}

function isOpen(company) {
  return company.children > 0 && !closed.has(company.id) && (company.children <= FEW || opened.has(company.id));
}

function toggle(company) {
  if (company.children === 0) return make('span', { className: 'toggle' });
  const open = isOpen(company);
  const flip = () => {
    (open ? closed : opened).add(company.id);
    (open ? opened : closed).delete(company.id);
    void drawTree();
  };
  const label = `${open ? 'Close' : 'Open'} ${company.name}`;
  return button(open ? '▾' : '▸', flip, { className: 'toggle', ariaLabel: label, title: `${company.children} below` });
}

function badge(text) {
  return make('span', { className: 'badge', textContent: text });
}

function companyState({ status }) {
  return status === 'active' ? [] : [make('span', { className: 'state suspended', textContent: status })];
}

function companyActions(company) {
  const path = `/companies/${company.id}`;
  const act = (method, suffix, body) => void call(method, path + suffix, body).then(drawTree, () => undefined);
  const rename = () => {
    const name = prompt('New name', company.name);
    if (name !== null) act('PATCH', '', { name });
  };
  const addCustomer = () => {
    const name = prompt(`New customer under ${company.name}`);
    if (name !== null) void call('POST', '/companies', { parentId: company.id, name }).then(drawTree, () => undefined);
  };
  const move = () => {
    const parentId = prompt('Move under which company? Its name or id');
    if (parentId !== null) act('PATCH', '', { parentId });
  };
  const remove = () => {
    if (confirm(`Remove ${company.name} with everything below it?`)) act('DELETE', '');
  };
  const suspended = company.status === 'suspended';
  return make(
    'span',
    { className: 'actions' },
    button('Rename', rename),
    ['msp', 'managed-msp'].includes(company.type) ? button('Add customer', addCustomer) : null,
    company.type === 'customer' ? button('Order license', () => order(company)) : null,
    button('Move', move),
    button(suspended ? 'Unsuspend' : 'Suspend', () => act('POST', suspended ? '/unsuspend' : '/suspend')),
    button('Remove', remove, { className: 'danger' }),
  );
}

function order(company) {
  const list = products.map(({ code, name }) => `${code}  ${name}`).join('\n');
  const productCode = prompt(`Product code\n\n${list}`, products[0]?.code);
  const quantity = productCode === null ? null : askNumber('Units', 10);
  if (quantity !== null)
    void call('POST', '/licenses', { company: company.id, productCode: productCode.trim(), quantity }).then(drawTree, () => undefined);
}

function licenseItem(license) {
  const trial =
    license.trialExpiresAt === null
      ? null
      : make('span', { className: 'badge', textContent: `trial to ${license.trialExpiresAt.slice(0, 10)}` });
  const bundle =
    license.products.length > 1 ? license.products.map(({ name, usage, quantity }) => `${name}: ${usage} of ${quantity}`).join(', ') : '';
  return make(
    'li',
    { className: 'row' },
    make('code', { textContent: license.publicId }),
    make('span', { textContent: license.name }),
    make('span', { className: 'units', textContent: `${license.usage} / ${license.quantity}`, title: bundle || 'activated / ordered' }),
    make('span', { className: `state ${license.state}`, textContent: license.state }),
    trial,
    bundle ? make('span', { className: 'badge', textContent: 'bundle', title: bundle }) : null,
    licenseActions(license),
  );
}

function licenseActions(license) {
  const path = `/licenses/${license.publicId}`;
  const act = (method, suffix, body) => void call(method, path + suffix, body).then(drawTree, () => undefined);
  const set = (property, question) => () => {
    const number = askNumber(question, license[property]);
    if (number !== null) act('PATCH', '', { [property]: number });
  };
  const convert = () => {
    const quantity = askNumber('Units of the full license', license.quantity);
    if (quantity !== null) act('POST', '/convert', { quantity });
  };
  const remove = () => {
    if (confirm(`Remove license ${license.publicId}?`)) act('DELETE', '');
  };
  const suspended = license.state === 'suspended';
  return make(
    'span',
    { className: 'actions' },
    button('Quantity', set('quantity', 'Ordered units')),
    button('Usage', set('usage', 'Activated units')),
    license.type === 'trial' ? button('Extend', () => act('POST', '/extend-trial')) : null,
    license.type === 'trial' ? button('To full', convert) : null,
    button(suspended ? 'Unsuspend' : 'Suspend', () => act('POST', suspended ? '/unsuspend' : '/suspend')),
    button('Remove', remove, { className: 'danger' }),
  );
}

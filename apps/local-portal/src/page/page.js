import { button, call, make, say } from './dom.js';
import { drawFaults, drawForm, drawLogins, drawRequests } from './panels.js';
import { drawTree, useProducts } from './tree.js';

const one = (selector) => document.querySelector(selector);

async function drawState() {
  const { dataset, counts } = await call('GET', '/state');
  one('#counts').textContent = `(${counts.companies} and ${counts.licenses})`;
  one('#reset select').value = dataset;
}

async function drawSwitches(schema) {
  const change = (name, value) =>
    void call('PATCH', '/switches', { [name]: value }).then(
      () => say(`${name} is ${value === null ? 'off' : value}`),
      () => undefined,
    );
  drawForm(one('#switches'), schema, await call('GET', '/switches'), change);
}

function prepareFaultForm(schema) {
  const form = one('#fault');
  const draft = {};
  const defaults = Object.fromEntries(Object.entries(schema.properties).map(([name, property]) => [name, property.default]));
  drawForm(form, schema, defaults, (name, value) => (draft[name] = value));
  const add = () => void call('POST', '/faults', { kind: schema.properties.kind.enum[0], ...draft }).then(drawFaults, () => undefined);
  form.append(button('Add fault', add));
}

async function start() {
  const { switches, fault, products, datasets } = await call('GET', '/forms');
  useProducts(products);
  one('#reset select').append(...datasets.map((name) => make('option', { value: name, textContent: name })));
  one('#reset').onsubmit = (event) => {
    event.preventDefault();
    void call('POST', '/reset', { dataset: one('#reset select').value }).then(drawAll);
  };
  one('#reset-requests').onclick = () => void call('DELETE', '/requests').then(drawRequests);
  one('#clear-faults').onclick = () => void call('DELETE', '/faults').then(drawFaults);
  for (const form of [one('#fault'), one('#switches')]) form.onsubmit = (event) => event.preventDefault();
  prepareFaultForm(fault);
  await drawSwitches(switches);
  await drawAll();
  watchRequests();
}

async function drawAll() {
  await Promise.all([drawState(), drawTree(), drawLogins(), drawFaults(), drawRequests()]);
}

/** The next look comes after the last one was answered, and none while nobody looks. */
async function watchRequests() {
  if (!document.hidden) await fetchQuietly();
  setTimeout(watchRequests, 1500);
}

async function fetchQuietly() {
  try {
    await Promise.all([drawRequests(), drawFaults(), drawState()]);
  } catch {
    say('The portal does not answer.');
  }
}

await start();

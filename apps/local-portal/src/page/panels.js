import { button, call, make } from './dom.js';

const one = (selector) => document.querySelector(selector);

/** Calls so far and the last ones, newest first. */
export async function drawRequests() {
  const { total, byPath, recent } = await call('GET', '/requests');
  one('#request-total').textContent = `(${total})`;
  one('#request-counts').textContent = Object.entries(byPath)
    .map(([path, count]) => `${path} ${count}`)
    .join(' · ');
  one('#requests').replaceChildren(...recent.slice(0, 100).map(requestRow));
}

function requestRow({ at, path, login, status, ms, faults }) {
  const hit = faults.length > 0 ? ` ⚡ ${faults.join(', ')}` : '';
  const cells = [at.slice(11, 19), path + hit, login ?? '', status ?? (ms === null ? '…' : 'broken'), ms ?? ''];
  return make(
    'tr',
    { className: status !== null && status < 400 ? '' : 'failed' },
    ...cells.map((text) => make('td', { textContent: text })),
  );
}

export async function drawLogins() {
  const logins = await call('GET', '/logins');
  one('#logins').replaceChildren(...logins.map(loginItem));
}

function loginItem({ email, password, enabled, note, company, grants }) {
  const act = (method, suffix, body) =>
    void call(method, `/logins/${encodeURIComponent(email)}${suffix}`, body).then(drawLogins, () => undefined);
  const changePassword = () => {
    const changed = prompt(`New password of ${email}`, password);
    if (changed) act('PATCH', '', { password: changed });
  };
  const permit = () => {
    const where = prompt('On which company? Its name or id', company.name);
    const permission = where === null ? null : prompt('write, read, no-access, or nothing to inherit', 'read');
    if (permission !== null) act('PUT', `/permissions/${encodeURIComponent(where)}`, { permission: permission.trim() || null });
  };
  const revoke = () => {
    if (confirm(`Take all access from ${email}?`)) act('POST', '/revoke');
  };
  return make(
    'li',
    { className: enabled ? '' : 'suspended' },
    make('div', { className: 'row' }, make('code', { textContent: email }), make('code', { textContent: password })),
    make('div', {
      className: 'note',
      textContent: `${note}. ${grants.map((grant) => `${grant.company}: ${grant.permission}`).join(', ')}`,
    }),
    make(
      'span',
      { className: 'actions' },
      button('Permission', permit),
      button('Password', changePassword),
      button(enabled ? 'Disable' : 'Enable', () => act('PATCH', '', { enabled: !enabled })),
      make('a', { href: `/control/logins/${encodeURIComponent(email)}/snapshot`, download: '', textContent: 'Snapshot file' }),
      button('Revoke access', revoke, { className: 'danger' }),
    ),
  );
}

export async function drawFaults() {
  const faults = await call('GET', '/faults');
  one('#faults').replaceChildren(...faults.map(faultItem));
}

function faultItem({ id, kind, path, seen, hit, count }) {
  const remove = () => void call('DELETE', `/faults/${id}`).then(drawFaults);
  const text = `${kind} on ${path}: hit ${hit}${count === null ? '' : ` of ${count}`}, seen ${seen}`;
  return make('li', { className: 'row' }, make('span', { textContent: text }), button('Remove', remove));
}

/** A form out of a JSON schema: one field for each property. `onChange` gets the property and its new value. */
export function drawForm(form, schema, values, onChange) {
  const fields = Object.entries(schema.properties).map(([name, property]) =>
    make(
      'label',
      { title: property.description ?? '' },
      make('span', { textContent: name }),
      field(name, property, values[name], onChange),
      make('small', { textContent: property.description ?? '' }),
    ),
  );
  form.replaceChildren(...fields);
}

function field(name, property, value, onChange) {
  const variants = property.anyOf ?? [property];
  const words = variants.flatMap((variant) => variant.enum ?? (variant.const === undefined ? [] : [variant.const]));
  const properties = { name, onchange: (event) => onChange(name, readField(event.target, variants, words)) };
  if (words.length > 0) {
    const options = words.map((word) => make('option', { value: String(word), textContent: String(word), selected: word === value }));
    return make('select', properties, ...options);
  }
  if (property.type === 'boolean') return make('input', { ...properties, type: 'checkbox', checked: value });
  const type = variants.some((variant) => ['number', 'integer'].includes(variant.type)) ? 'number' : 'text';
  return make('input', { ...properties, type, step: 'any', value: Array.isArray(value) ? value.join(' ') : (value ?? '') });
}

/** The value of a field in the type that the schema wants; an empty number is null, a list is words with blanks between. */
function readField(input, variants, words) {
  if (input.type === 'checkbox') return input.checked;
  if (words.length > 0) return words.find((word) => String(word) === input.value);
  if (variants.some((variant) => variant.type === 'array')) return input.value.split(/\s+/).filter(Boolean);
  if (input.type === 'number') return input.value === '' ? null : Number(input.value);
  return input.value;
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPortal, type Portal } from '../index.ts';
import { post, send, signIn } from '../test-client.ts';

let portal: Portal;

beforeEach(async () => {
  portal = await startPortal({ rate: null });
});
afterEach(() => portal.close());

const at = (path: string): string => `${portal.url}/control${path}`;
const change = (method: string, path: string, body?: object) => send(at(path), { method, ...(body ? { body: JSON.stringify(body) } : {}) });
const named = (name: string): string => encodeURIComponent(name);

test('companies are renamed, moved, suspended, created and removed', async () => {
  expect((await change('PATCH', `/companies/${named('Piekarnia Młyn')}`, { name: 'Młyn i Syn' })).body).toMatchObject({
    name: 'Młyn i Syn',
  });
  const harbour = portal.control.company('Harbour Systems').id;
  expect((await change('PATCH', `/companies/${named('Młyn i Syn')}`, { parentId: harbour })).body).toMatchObject({ parentId: harbour });
  expect(await change('PATCH', `/companies/${named('Wzgórze IT')}`, { parentId: harbour })).toMatchObject({ status: 400 });
  expect((await change('POST', `/companies/${named('Młyn i Syn')}/suspend`)).body).toMatchObject({ status: 'suspended' });
  expect((await change('POST', `/companies/${named('Młyn i Syn')}/unsuspend`)).body).toMatchObject({ status: 'active' });
  const created = await post(at('/companies'), { parentId: harbour, name: 'Nowa' });
  expect(created.body).toMatchObject({ name: 'Nowa', type: 'customer', licenses: [] });
  expect((await change('DELETE', `/companies/${named('Łąka Serwis')}`)).body).toMatchObject({ counts: { companies: 15 } });
  expect(await change('DELETE', '/companies/nowhere')).toMatchObject({ status: 404 });
  expect((await send(at(`/companies?parent=${harbour}`))).body).toHaveLength(7);
});

test('licenses are ordered, changed and removed', async () => {
  const order = { company: 'Old Mill Bakery', productCode: '2015', quantity: 4, type: 'trial' };
  const { publicId } = (await post(at('/licenses'), order)).body as { publicId: string };
  const license = `/licenses/${publicId.toLowerCase()}`;
  expect((await change('PATCH', license, { quantity: 6, usage: 9 })).body).toMatchObject({ quantity: 6, usage: 9, state: 'error' });
  expect((await change('POST', `${license}/suspend`)).body).toMatchObject({ state: 'suspended' });
  expect((await change('POST', `${license}/unsuspend`)).body).toMatchObject({ state: 'error' });
  expect(await change('POST', `${license}/extend-trial`)).toMatchObject({ status: 200 });
  const full = (await change('POST', `${license}/convert`, { quantity: 10 })).body as { publicId: string };
  expect((await change('POST', `/licenses/${full.publicId}/change-product`, { productCode: '9016', quantity: 10 })).body).toMatchObject({
    code: '9016',
  });
  expect(await change('DELETE', `/licenses/${full.publicId}`)).toMatchObject({ status: 200 });
  expect(portal.control.company('Old Mill Bakery').licenses).toEqual([]);
  const bundle = portal.control.company('Northwind Dental').licenses[0]?.publicId;
  expect((await change('PATCH', `/licenses/${bundle}`, { usage: 5, productCode: '9106' })).body).toMatchObject({
    usage: 26,
    products: [{}, { usage: 5 }],
  });
});

test('logins, switches, faults and the clock are changed, and what is wrong is refused in words', async () => {
  const login = `/logins/${named('nobody@wzgorze.example')}`;
  const granted = await change('PUT', `${login}/permissions/${named('Łąka Serwis')}`, { permission: 'read' });
  expect(granted.body).toMatchObject({ grants: [{}, { company: 'Łąka Serwis', permission: 'read' }] });
  expect(await change('PUT', `${login}/permissions/${named('Hillside Computing')}`, { permission: 'read' })).toMatchObject({ status: 400 });
  expect((await change('POST', `${login}/revoke`)).body).toMatchObject({ grants: [{ permission: 'no-access' }] });
  expect((await change('PATCH', login, { password: 'x', enabled: false })).body).toMatchObject({ password: 'x', enabled: false });
  expect((await change('PATCH', '/switches', { tokenSeconds: 5 })).body).toMatchObject({ tokenSeconds: 5, bundleRows: 'per-key' });
  const wrong = await change('PATCH', '/switches', { bundleRows: 'sideways' });
  expect(wrong).toMatchObject({ status: 400, body: { message: expect.stringContaining('bundleRows') } });
  expect((await post(at('/faults'), { kind: 'html', count: 1 })).body).toMatchObject({ id: 1, path: '*' });
  expect((await change('DELETE', '/faults/1')).body).toEqual({ removed: true });
  expect((await change('PUT', '/clock', { offsetSeconds: 60 })).body).toMatchObject({ clockOffsetSeconds: 60 });
  expect((await post(at('/reset'), { dataset: 'large', companies: 10, licensesPerCompany: 1 })).body).toMatchObject({
    counts: { licenses: 10 },
  });
});

test('requests are counted by path and status, and the count starts over', async () => {
  const call = await signIn(portal, 'manager@wzgorze.example', 'demo-manager');
  await call('/search/LICENSES', { take: 1 });
  await call('/Search/Licenses', { take: 1000 });
  expect((await send(at('/requests'))).body).toMatchObject({
    total: 3,
    byPath: { '/Token/Get': 1, '/Search/Licenses': 2 },
    byStatus: { 200: 2, 400: 1 },
    recent: [{ status: 400, login: 'manager@wzgorze.example' }, {}, {}],
  });
  expect((await change('DELETE', '/requests')).body).toMatchObject({ total: 0, recent: [] });
});

test('the page comes from this machine alone, and so does what it loads', async () => {
  const page = await send(`${portal.url}/`);
  expect(page.body).toContain("not the vendor's");
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const sources = [...String(page.body).matchAll(/(?:src|href)="(\/[^"]+)"/g)].map((match) => match[1]);
  for (const source of sources) expect((await send(portal.url + source)).status).toBe(200);
});

test('another site cannot use the control API', async () => {
  expect(await send(at('/state'), { headers: { origin: 'http://elsewhere.example' } })).toMatchObject({ status: 403 });
  const foreign = request(at('/state'), { headers: { host: 'elsewhere.example' } }).end();
  const [response] = (await once(foreign, 'response')) as [{ statusCode: number; resume: () => void }];
  response.resume();
  expect(response.statusCode).toBe(403);
});

test('the program starts, prints its logins and ends when its launcher goes', async () => {
  const main = fileURLToPath(new URL('../main.ts', import.meta.url));
  const child = spawn(process.execPath, [main, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  let output = '';
  child.stdout?.on('data', (text: Buffer) => (output += text.toString()));
  await expect.poll(() => output, { timeout: 8000 }).toContain('demo-nobody');
  expect(output).toMatch(/page {2}http:\/\/127\.0\.0\.1:\d+\//);
  child.disconnect();
  expect(await once(child, 'exit')).toEqual([0, null]);
});

test('a login has a snapshot file of what it sees, and of nothing else', async () => {
  const answer = await fetch(at(`/logins/${named('hole@wzgorze.example')}/snapshot`));
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="hole@wzgorze\.example-\d{4}-\d\d-\d\d\.json"$/);
  const file = (await answer.json()) as { companies: { name: string; parentId: string | null }[] };
  expect(file).toMatchObject({ kind: 'ema2', user: { email: 'hole@wzgorze.example' } });
  const names = file.companies.map(({ name }) => name);
  expect(names).toContain('Piekarnia Młyn');
  expect(names).not.toContain('Łąka Serwis');
  // Below the hole, they hang under the nearest company that may be read.
  const own = portal.control.company('Wzgórze IT').id;
  expect(file.companies.find(({ name }) => name === 'Piekarnia Młyn')?.parentId).toBe(own);
  expect((await send(at('/logins/nobody/snapshot'))).status).toBe(404);
});

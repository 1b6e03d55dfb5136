// What a browser has to fetch before the first page of the console stands.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import type { Measurement } from './report.ts';

const dist = join(import.meta.dirname, '..', '..', 'apps', 'console', 'dist');

/** JavaScript of the sign-in page and of License Management, gzipped, as a browser really asks for it; and requests to other hosts. */
export async function benchConsole(url: string, browser: string): Promise<Measurement[]> {
  const sizes = new Map(readdirSync(join(dist, 'assets')).map((name) => [name, gzipSync(readFileSync(join(dist, 'assets', name))).length]));
  const page = await (
    await chromium.launch({ executablePath: browser, args: ['--no-sandbox', '--disable-background-networking'] })
  ).newPage();
  const scripts = new Set<string>();
  const foreign: string[] = [];
  page.on('request', (request) => {
    const address = new URL(request.url());
    if (address.origin !== url) foreign.push(request.url());
    else if (address.pathname.endsWith('.js')) scripts.add(address.pathname.split('/').at(-1) ?? '');
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  await page.context().browser()?.close();
  const bytes = [...scripts].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0);
  return [
    {
      work: 'console, first page: JavaScript gzipped',
      against: '',
      measured: `${scripts.size} files`,
      ratio: bytes / 1000,
      bar: 250,
      unit: 'kB',
    },
    {
      work: 'console: requests to other hosts',
      against: '',
      measured: `${foreign.length}`,
      ratio: foreign.length,
      bar: 0,
      unit: 'requests',
    },
  ];
}

// What a browser has to fetch before the first page of the console stands.
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import type { Measurement } from './report.ts';

/** JavaScript of the sign-in page and of License Management, gzipped, as a browser really asks for it; and requests to other hosts. */
export async function benchConsole(url: string, browser: string): Promise<Measurement[]> {
  const page = await (
    await chromium.launch({ executablePath: browser, args: ['--no-sandbox', '--disable-background-networking'] })
  ).newPage();
  const scripts = new Map<string, Promise<number>>();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== url) foreign.push(request.url());
  });
  page.on('response', (response) => {
    const { origin, pathname } = new URL(response.url());
    if (origin === url && pathname.endsWith('.js'))
      scripts.set(
        pathname,
        response.body().then((body) => gzipSync(body).length),
      );
  });
  await page.goto(url, { waitUntil: 'networkidle' });
  const bytes = (await Promise.all(scripts.values())).reduce((sum, size) => sum + size, 0);
  await page.context().browser()?.close();
  if (bytes < 1000) throw new Error('the first page fetched no scripts');
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

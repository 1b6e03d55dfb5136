// The browser itself, and the console that it is shown.
import { join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

export const CONSOLE_DIR = join(import.meta.dirname, '..', '..', 'apps', 'console', 'dist');

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env['LICET_CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

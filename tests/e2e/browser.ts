// A browser before the console of a test's Licet, and what it finds there.
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { session } from '@licet/contract';
import { startLicet, ADMIN_PASSWORD, type Licet, type LicetOptions } from '../support/licet.ts';
import { CONSOLE_DIR } from './chromium.ts';
import { wordsOf, type Language, type Say } from './words.ts';

export const MANAGER = { login: 'manager@wzgorze.example', password: 'demo-manager' };

export interface Visit {
  page: Page;
  say: Say;
  /** What a person would not see and a developer has to: console errors, faults of scripts, requests to other hosts. */
  trouble: string[];
  close(): Promise<void>;
}

export interface VisitOptions {
  language?: Language;
  theme?: 'light' | 'dark';
  /** Who is signed in already; nobody when null, the administrator unless said otherwise. */
  as?: { login: string; password: string } | null;
  browser?: BrowserContextOptions;
}

/** Licet with its console. */
export function startLicetWithConsole(options: LicetOptions = {}): Promise<Licet> {
  return startLicet({ ...options, server: { consoleDir: CONSOLE_DIR, ...options.server } });
}

/** A window of its own with a person of its own, signed in already. */
export async function visit(browser: Browser, licet: Licet, path = '/', options: VisitOptions = {}): Promise<Visit> {
  const { language = 'en', theme = 'light', as = { login: 'admin', password: ADMIN_PASSWORD } } = options;
  const context = await browser.newContext({
    baseURL: licet.url,
    viewport: { width: 1280, height: 720 },
    locale: language === 'pl' ? 'pl-PL' : 'en-GB',
    colorScheme: theme,
    reducedMotion: 'reduce',
    ...options.browser,
  });
  context.setDefaultTimeout(20_000);
  if (as) {
    const answer = await context.request.post(session.signIn.path, { data: as });
    expect(answer.status()).toBe(200);
    await context.request.patch(session.prefer.path, { data: { language, theme } });
  }
  const page = await context.newPage();
  const trouble = watch(page, licet.url);
  await page.goto(path);
  return { page, say: wordsOf(language), trouble, close: () => context.close() };
}

function watch(page: Page, origin: string): string[] {
  const trouble: string[] = [];
  page.on('pageerror', (error) => trouble.push(`fault: ${error.message}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith('http') && url.origin !== origin) trouble.push(`request to another host: ${url.href}`);
  });
  page.on('console', (message) => {
    // A refusal that the console shows to the user is also in the browser's log, by the browser's own hand.
    const refused = message.text().startsWith('Failed to load resource') && new URL(message.location().url).pathname.startsWith('/api/');
    if (['error', 'warning'].includes(message.type()) && !refused) trouble.push(`${message.type()}: ${message.text()}`);
  });
  return trouble;
}

/** Waits until it is in sight. */
export function seen(locator: Locator): Promise<void> {
  return locator.first().waitFor({ state: 'visible' });
}

/** Waits until it is not in sight any more. */
export function unseen(locator: Locator): Promise<void> {
  return locator.first().waitFor({ state: 'hidden' });
}

/** Several things that are asked for by their role and name all over the suites. */
export function parts({ page, say }: Visit) {
  const button = (key: string) => page.getByRole('button', { name: say(key), exact: true });
  return {
    button,
    dialog: (name: string) => page.getByRole('dialog', { name, exact: true }),
    place: (key: string) =>
      page.getByRole('navigation', { name: say('frame.navigation') }).getByRole('link', { name: say(`places.${key}`) }),
    heading: (name: string) => page.getByRole('heading', { name, exact: true }),
    tree: (key: string) => page.getByRole('tree', { name: say(key) }),
    /** The row of a pool or license, by its pool's name or its public id. */
    row: (name: string) =>
      page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: say('selection.one', { name }), exact: true }) }),
    /** Opens Actions and takes one of them. */
    act: async (key: string) => {
      await button('actions.label').click();
      await page.getByRole('menuitem', { name: say(key) }).click();
    },
  };
}

// What can only be measured inside the page. In text: the types of a browser are not those of the programs here.
import type { Page } from 'playwright-core';

/** Width of the page and of its window, in pixels. */
export function widths(page: Page): Promise<[page: number, window: number]> {
  return page.evaluate('[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
}

/** Paths of everything that the page has fetched. */
export function fetched(page: Page): Promise<string[]> {
  return page.evaluate(`performance.getEntriesByType('resource').map((entry) => new URL(entry.name).pathname)`);
}

/** The name in the row of the tree that the arrow keys have reached. */
export function reached(page: Page): Promise<string> {
  return page.evaluate(`(() => {
    const active = document.querySelector('[role=tree]').getAttribute('aria-activedescendant');
    return document.getElementById(active)?.querySelector('[title]')?.title ?? '';
  })()`);
}

/** Waits until a tree stands at its top and its last drawn row has a text in its name. */
export async function filtered(page: Page, text: string): Promise<void> {
  // Asked from outside: a text that the page itself evaluates again and again is refused by its content policy.
  const standing = `(() => {
    const last = [...document.querySelectorAll('[role=treeitem] [title]')].at(-1);
    return (last?.title.toLowerCase().includes(${JSON.stringify(text)}) ?? false) && document.querySelector('[role=tree]').scrollTop === 0;
  })()`;
  for (let waited = 0; !(await page.evaluate<boolean>(standing)); waited += 10) {
    if (waited > 30_000) throw new Error(`no row of the tree came to hold ${text}`);
    await page.waitForTimeout(10);
  }
}

/** Scrolls a tree from top to bottom; the longest time between two frames, in milliseconds. */
export function longestFrame(page: Page): Promise<number> {
  return page.evaluate(`(async () => {
    const scroller = document.querySelector('[role=tree]');
    let longest = 0;
    let last = performance.now();
    for (let step = 0; step < 60; step += 1) {
      scroller.scrollTop += scroller.scrollHeight / 60;
      await new Promise(requestAnimationFrame);
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }
    return longest;
  })()`);
}

/** Notes from now on how long things move; read by `longestMotion`. */
export async function noteMotion(page: Page): Promise<void> {
  await page.evaluate(`(() => {
    window.longestMotion = 0;
    const note = ({ target }) => {
      for (const one of target.getAnimations()) window.longestMotion = Math.max(window.longestMotion, one.effect.getComputedTiming().duration);
    };
    document.addEventListener('transitionrun', note);
    document.addEventListener('animationstart', note);
  })()`);
}

/** Milliseconds. */
export function longestMotion(page: Page): Promise<number> {
  return page.evaluate('window.longestMotion');
}

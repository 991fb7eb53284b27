/** axe-core in a page: what it finds against WCAG 2.2 A and AA, and against its own good practice. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, Page } from 'playwright-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** One line for each violation: the rule, and the elements. Evaluated from outside, so the page's policy stays as it is. */
export async function axeFaults(page: Page | Frame): Promise<readonly string[]> {
  await page.evaluate(`${SOURCE}; undefined`);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 100)).join(' | ')}`,
    );
  });
}

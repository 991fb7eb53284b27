/** Pictures of what people see, for eyes: kept under `.output/pictures/` by `npm run pictures`, and not by the tests. */
import type { Page, PageScreenshotOptions } from 'playwright-core';

const FOLDER = '.output/pictures';
const isWanted = process.env['SOTTO_PICTURES'] !== undefined;

/** `name`: of the file, without its ending. */
export async function picture(page: Page, name: string, options: PageScreenshotOptions = {}): Promise<void> {
  if (isWanted) await page.screenshot({ ...options, path: `${FOLDER}/${name}.png` });
}

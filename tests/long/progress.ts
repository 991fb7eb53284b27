/** What of the long run has been done, one line a part in `.output/long/progress.log`: it may be cut off. */
import { appendFileSync, mkdirSync } from 'node:fs';

const FOLDER = '.output/long';

/** Runs one part and notes it, with its seconds; also when it fails, which the test then does. */
export function noted(part: string, run: () => void): void {
  mkdirSync(FOLDER, { recursive: true });
  const begun = Date.now();
  const note = (how: string) =>
    appendFileSync(
      `${FOLDER}/progress.log`,
      `${new Date().toISOString()} ${how} ${part}, ${Math.round((Date.now() - begun) / 1000)} s\n`,
    );
  try {
    run();
  } catch (error) {
    note('FAILED');
    throw error;
  }
  note('passed');
}

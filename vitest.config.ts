import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take a minute or more, though they are short: begun late, they would be waited for alone. */
const LONG = ['libotr', 'conversation', 'gallery-looks', 'demo', 'worker-death', 'editors'];

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification): boolean =>
      LONG.some((name) => moduleId.endsWith(`/tests/e2e/${name}.test.ts`));
    const sorted = await super.sort(files);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: { name: 'unit', include: ['src/**/*.test.{ts,tsx}'], testTimeout: 60_000, hookTimeout: 60_000 },
      },
      { test: { name: 'interop', include: ['tests/interop/**/*.test.ts'], testTimeout: 60_000 } },
      {
        test: {
          name: 'long',
          include: ['tests/long/**/*.test.ts'],
          testTimeout: 6 * 3_600_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'vault',
          include: ['tests/vault/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          testTimeout: 240_000,
          hookTimeout: 120_000,
          expect: { poll: { timeout: 45_000, interval: 50 } },
          // Mostly waiting, for servers and browsers: two at once take little more than half the time.
          maxWorkers: 2,
        },
      },
    ],
  },
});

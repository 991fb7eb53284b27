import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
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

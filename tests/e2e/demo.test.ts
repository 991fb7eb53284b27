/** What `npm start -- --headless` plays, from the first line to the last. */
import { readdirSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { play } from '#scripts/demo/play.mjs';
import { openStage } from '#scripts/demo/stage.mjs';

const FOLDER = '.output/test/demo';
const ends: (() => Promise<unknown>)[] = [];

afterAll(async () => {
  for (const end of ends.reverse()) await end();
});

test('the demo plays to its end and leaves its pictures', async () => {
  const lines: string[] = [];
  const stage = await openStage({ headless: true }, ends);
  await play(stage, { folder: FOLDER, tell: (line) => lines.push(line) });
  expect(lines).toHaveLength(8);
  expect(readdirSync(FOLDER).sort()).toEqual([
    'alice-1-not-private-dark.png',
    'alice-1-not-private.png',
    'alice-2-setting-up-dark.png',
    'alice-2-setting-up.png',
    'alice-3-private-dark.png',
    'alice-3-private.png',
    'alice-4-verified-dark.png',
    'alice-4-verified.png',
    'alice-5-locked-dark.png',
    'alice-5-locked.png',
    'alice-6-ended-dark.png',
    'alice-6-ended.png',
    'bob-1-not-private.png',
    'bob-3-private.png',
    'bob-6-ended.png',
    'both.png',
  ]);
});

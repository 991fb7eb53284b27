// @ts-check
/**
 * `npm start`: two people, two browsers, one private conversation, all on this machine.
 *
 * With a display the windows are the user's to play with. Without one, or with `-- --headless`, the conversation
 * plays by itself and leaves pictures under .output/demo/.
 */
import { fileURLToPath } from 'node:url';
import { endAll, endOnSignals, run, useOwnTemporaryFolder } from './children.mjs';
import { SetupError, setUp } from './setup.mjs';
import { tool } from './steps.mjs';

const PICTURES = '.output/demo';

function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

async function build() {
  const { code, output } = await run(tool('wxt'), ['build', '-b', 'chrome', '-m', 'e2e'], { quiet: true });
  if (code !== 0) throw new SetupError(`${output.trimEnd()}\nThe extension does not build.`);
}

/** @param {import('./demo/stage.mjs').Stage} stage */
async function showWindows({ alice, bob }) {
  console.log(
    [
      'Two windows are open: alice on the left, bob on the right, each with a browser and a Sotto of their own.',
      '  1. Click the padlock in the header of the chat, on either side.',
      '  2. Write in the panel that opens; read on the other side.',
      '  3. End it from the menu in the panel.',
      'Close both windows, or press Ctrl-C here, to end the servers as well.',
    ].join('\n'),
  );
  await Promise.all(
    [alice, bob].map(({ sotto }) => new Promise((resolve) => sotto.context.once('close', resolve))),
  );
}

/** @type {(() => Promise<unknown>)[]} */
const ends = [];

async function main() {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  endOnSignals(closeStage);
  const headless = process.argv.includes('--headless') || !hasDisplay();
  await setUp('start');
  useOwnTemporaryFolder();
  console.log('Building the extension');
  await build();
  console.log('Starting Prosody, Converse.js and two browsers');
  // Only now are the npm packages sure to be there.
  const { openStage } = await import('./demo/stage.mjs');
  const stage = await openStage({ headless }, ends);
  if (headless) {
    const { play } = await import('./demo/play.mjs');
    await play(stage, { folder: PICTURES, tell: (line) => console.log(`- ${line}`) });
    console.log(`Pictures of every step: ${PICTURES}/`);
  } else {
    await showWindows(stage);
  }
}

async function closeStage() {
  for (let end = ends.pop(); end !== undefined; end = ends.pop()) await end().catch(() => undefined);
}

await main().catch((error) => {
  console.error(error instanceof SetupError ? error.message : error);
  process.exitCode = 1;
});
await closeStage();
await endAll();
process.exit();

// @ts-check
/** Compiles small C programs over libotr into `.output/`. */
import { execFile } from 'node:child_process';
import { mkdir, rename, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const FOLDER = fileURLToPath(new URL('../../.output/libotr-programs/', import.meta.url));

const run = promisify(execFile);

/** @param {string} path */
async function modified(path) {
  const found = await stat(path).catch(() => undefined);
  return found?.mtimeMs ?? 0;
}

/**
 * Compiles when the source is newer. Two at once do no harm: the finished program is moved into place.
 *
 * @param {string} source path of a C file
 * @returns {Promise<string>} path of the program
 * @throws {Error} when it does not compile
 */
export async function compileWithLibotr(source) {
  const program = FOLDER + basename(source, '.c');
  if ((await modified(program)) > (await modified(source))) return program;
  await mkdir(FOLDER, { recursive: true });
  const { stdout } = await run('pkg-config', ['--cflags', '--libs', 'libotr']);
  const fresh = `${program}.${process.pid}`;
  const flags = ['-Wall', '-Wextra', '-O2', '-o', fresh, source, ...stdout.trim().split(/\s+/), '-lgcrypt'];
  await run('cc', flags);
  await rename(fresh, program);
  return program;
}

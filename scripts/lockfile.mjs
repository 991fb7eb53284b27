// @ts-check
/**
 * Keeps package-lock.json usable everywhere: no addresses of a registry, and every platform's optional packages.
 *
 * npm leaves out optional binaries that the registry at hand does not offer, and `npm ci` then refuses the lockfile
 * on any machine. So a missing one is entered with the exact version its parent asks for and the platform its name
 * tells; npm skips it wherever the platform differs.
 *
 *     node scripts/lockfile.mjs           complains, exit code 1
 *     node scripts/lockfile.mjs --write   puts it right; run it after each `npm install` of a new package
 */
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = new URL('../package-lock.json', import.meta.url);
const PLATFORM =
  /-(?<os>android|darwin|freebsd|linux|openharmony|win32)-(?<cpu>[a-z0-9]+)(?:-(?<abi>[a-z]+))?$/;
const EXACT = /^\d+\.\d+\.\d+$/;

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [resolved]
 * @property {boolean} [link]
 * @property {string} [license]
 * @property {Record<string, string>} [optionalDependencies]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 */

/** @type {{ packages: Record<string, LockedPackage> }} */
const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const problems = [...addresses(), ...missing()];
if (process.argv.includes('--write')) {
  for (const { repair } of problems) repair();
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: sorted(lock.packages) }, null, 2)}\n`);
} else {
  for (const { text } of problems) console.log(text);
  if (problems.length > 0) console.log('To put it right: node scripts/lockfile.mjs --write');
  process.exitCode = problems.length > 0 ? 1 : 0;
}

function addresses() {
  return Object.entries(lock.packages)
    .filter(([, { resolved, link }]) => resolved !== undefined && link !== true)
    .map(([path, entry]) => ({ text: `${path} has an address`, repair: () => delete entry.resolved }));
}

function missing() {
  return Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.entries(entry.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(path, name))
      .map(([name, range]) => ({
        text: `${name} is missing, which ${path} may need on another platform`,
        repair: () => enter(name, range, entry.license),
      })),
  );
}

/**
 * Whether Node would find `name` from the package at `path`, according to the lockfile.
 *
 * @param {string} path
 * @param {string} name
 * @returns {boolean}
 */
function isLocked(path, name) {
  if (`${path === '' ? '' : `${path}/`}node_modules/${name}` in lock.packages) return true;
  return path !== '' && isLocked(path.slice(0, Math.max(0, path.lastIndexOf('/node_modules/'))), name);
}

/**
 * @param {string} name
 * @param {string} range
 * @param {string | undefined} license
 */
function enter(name, range, license) {
  const { os, cpu, abi } = PLATFORM.exec(name)?.groups ?? {};
  if (os === undefined || cpu === undefined || !EXACT.test(range)) {
    throw new Error(`${name}@${range} does not tell its platform or version; enter it by hand.`);
  }
  lock.packages[`node_modules/${name}`] = {
    version: range,
    cpu: [cpu],
    dev: true,
    ...(license !== undefined && { license }),
    ...(abi?.startsWith('musl') && { libc: ['musl'] }),
    ...(abi?.startsWith('gnu') && { libc: ['glibc'] }),
    optional: true,
    os: [os],
  };
}

/** @param {Record<string, LockedPackage>} packages */
function sorted(packages) {
  return Object.fromEntries(
    Object.entries(packages).sort(([one], [other]) => one.localeCompare(other, 'en')),
  );
}

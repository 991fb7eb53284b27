// @ts-check
/**
 * Set-up for `npm start` and `npm test`: finds out what is missing, installs it where it may, says so where it may not.
 *
 * Nothing here needs an npm package, since on a fresh clone there is none. What is there is left alone, in silence.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { findBrowser, findFirefox, findProgram } from '#tests/e2e/browser/find-browser.mjs';
import { run } from './children.mjs';

const ROOT = new URL('../', import.meta.url);
const OLDEST_NODE = [20, 19];
/** Debian keeps some of what root runs out of other users' PATH. */
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin'];
/** What Debian's packages start by themselves. */
const SERVICES = ['prosody', 'ngircd'];

/**
 * @typedef {object} Need
 * @property {string} what in words
 * @property {() => Promise<boolean> | boolean} isThere
 * @property {readonly string[]} apt packages of Debian
 * @property {readonly string[]} dnf packages of Fedora
 * @property {readonly string[]} brew packages of Homebrew
 */

/** @type {readonly Need[]} */
const NEEDS_OF_START = [
  {
    what: 'Chromium, Google Chrome or Edge: the browser Sotto runs in',
    isThere: () => findBrowser() !== undefined,
    apt: ['chromium', 'chromium-sandbox', 'fonts-liberation'],
    dnf: ['chromium'],
    brew: ['--cask', 'google-chrome'],
  },
  {
    what: 'Prosody: a chat server to try it with',
    isThere: () => findProgram('prosody') !== undefined,
    apt: ['prosody'],
    dnf: ['prosody'],
    brew: ['prosody'],
  },
];
/** @type {readonly Need[]} */
const NEEDS_OF_TEST = [
  {
    what: 'Firefox: the other browser Sotto runs in',
    isThere: () => findFirefox() !== undefined,
    apt: ['firefox-esr'],
    dnf: ['firefox'],
    brew: ['--cask', 'firefox'],
  },
  {
    what: 'a C compiler and pkg-config: they build the libotr peer of the tests',
    isThere: () => findProgram('cc') !== undefined && findProgram('pkg-config') !== undefined,
    apt: ['gcc', 'libc6-dev', 'pkg-config'],
    dnf: ['gcc', 'pkgconf-pkg-config'],
    brew: ['pkgconf'],
  },
  {
    what: 'libotr 4 and libgcrypt, with their headers',
    isThere: async () =>
      (await run('pkg-config', ['--exists', 'libotr', 'libgcrypt'], { quiet: true })).code === 0,
    apt: ['libotr5-dev', 'libgcrypt20-dev'],
    dnf: ['libotr-devel', 'libgcrypt-devel'],
    brew: ['libotr', 'libgcrypt'],
  },
  {
    what: 'ngIRCd: an IRC server for the tests with The Lounge',
    isThere: () => findProgram('ngircd') !== undefined,
    apt: ['ngircd'],
    dnf: ['ngircd'],
    brew: ['ngircd'],
  },
  {
    what: 'irssi with its OTR module: the other side of those tests',
    isThere: () => findProgram('irssi') !== undefined && hasIrssiOtr(),
    apt: ['irssi', 'irssi-plugin-otr'],
    dnf: ['irssi'],
    brew: ['irssi'],
  },
];

/**
 * Resolves when everything is there.
 *
 * @param {'start' | 'test'} purpose
 * @returns {Promise<void>}
 * @throws {SetupError} with everything that is missing and the command to get it, before anything has been started
 */
export async function setUp(purpose) {
  checkNode();
  process.env['PATH'] = [process.env['PATH'], ...SYSTEM_FOLDERS].join(delimiter);
  const needs = purpose === 'start' ? NEEDS_OF_START : [...NEEDS_OF_START, ...NEEDS_OF_TEST];
  let missing = await missingOf(needs);
  if (missing.length > 0) {
    await installPrograms(missing);
    missing = await missingOf(needs);
    if (missing.length > 0) throw new SetupError(advice(missing));
  }
  if (!packagesAreFresh()) await installPackages();
}

/** Its message is for people, and all they need: no stack. */
export class SetupError extends Error {}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return;
  throw new SetupError(
    `Sotto needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node}.`,
  );
}

/** @param {readonly Need[]} needs */
async function missingOf(needs) {
  const there = await Promise.all(needs.map((need) => need.isThere()));
  return needs.filter((_, index) => there[index] !== true);
}

/** Debian keeps the module in a package of its own; elsewhere it comes with irssi, or cannot be had. */
function hasIrssiOtr() {
  const libraries = ['/usr/lib', '/usr/lib64', '/usr/local/lib', '/opt/homebrew/lib'];
  const architectures = readdirSync('/usr/lib').filter((name) => name.endsWith('-linux-gnu'));
  return [...libraries, ...architectures.map((name) => `/usr/lib/${name}`)].some((folder) =>
    existsSync(`${folder}/irssi/modules/libotr_core.so`),
  );
}

/**
 * Through apt-get, as root or by sudo without a password; where that is not possible nothing happens.
 *
 * @param {readonly Need[]} missing
 */
async function installPrograms(missing) {
  if (findProgram('apt-get') === undefined) return;
  const sudo = await rootCommand();
  if (sudo === undefined) return;
  const packages = missing.flatMap(({ apt }) => apt);
  console.log(`Installing ${packages.join(' ')} (apt-get)`);
  // RUNLEVEL=1 asks Debian's maintainer scripts not to start services; systemd does not listen, see below.
  const apt = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get', '-q', '-y'];
  const options = ['-o', 'DPkg::Lock::Timeout=300', '--no-install-recommends'];
  const before = SERVICES.filter((name) => findProgram(name) !== undefined);
  await runOrShow([...apt, 'update']);
  await runOrShow([...apt, ...options, 'install', ...packages]);
  // The packages start servers that are open to the network; we run some of our own, on localhost.
  if (!existsSync('/run/systemd/system')) return;
  for (const name of SERVICES.filter((one) => !before.includes(one) && findProgram(one) !== undefined)) {
    await runOrShow([...sudo, 'systemctl', 'disable', '--now', `${name}.service`]);
  }
}

/** @returns {Promise<readonly string[] | undefined>} what to put before a command that needs root */
async function rootCommand() {
  if (process.getuid?.() === 0) return [];
  if (findProgram('sudo') === undefined) return undefined;
  return (await run('sudo', ['-n', 'true'], { quiet: true })).code === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * Whether node_modules holds what package-lock.json says; npm keeps its own account of what it installed.
 *
 * Optional packages are not counted: which of them are there depends on the platform.
 */
function packagesAreFresh() {
  const installed = lockedPackages('node_modules/.package-lock.json');
  if (installed === undefined) return false;
  const wanted = Object.entries(lockedPackages('package-lock.json') ?? {});
  return wanted.every(
    ([path, { version, integrity, optional }]) =>
      path === '' ||
      optional === true ||
      (installed[path]?.version === version && installed[path]?.integrity === integrity),
  );
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean }> | undefined}
 */
function lockedPackages(file) {
  const url = new URL(file, ROOT);
  return existsSync(url) ? JSON.parse(readFileSync(url, 'utf8')).packages : undefined;
}

async function installPackages() {
  console.log('Installing npm packages (npm ci)');
  const { code, output } = await run('npm', ['ci', '--include=dev'], { quiet: true });
  if (code !== 0) throw new SetupError(`${output}\nnpm ci failed; its own words are above.`);
}

/** @param {readonly string[]} command */
async function runOrShow([program = '', ...args]) {
  const { code, output } = await run(program, args, { quiet: true });
  if (code !== 0) console.error(output.trimEnd());
}

/** @param {readonly Need[]} missing */
function advice(missing) {
  const command = installCommand(missing);
  return [
    'Sotto needs programs that are not installed here:',
    ...missing.map(({ what }) => `  - ${what}`),
    ...(command === undefined ? [] : ['', 'Install them with', `  ${command}`]),
    '',
    'then run the same command again. A browser in an unusual place can be named by CHROMIUM_PATH.',
  ].join('\n');
}

/**
 * @param {readonly Need[]} missing
 * @returns {string | undefined}
 */
function installCommand(missing) {
  if (findProgram('apt-get') !== undefined) {
    const packages = missing.flatMap(({ apt }) => apt).join(' ');
    return `sudo apt-get update && sudo apt-get install ${packages}`;
  }
  if (findProgram('dnf') !== undefined)
    return `sudo dnf install ${missing.flatMap(({ dnf }) => dnf).join(' ')}`;
  if (findProgram('brew') !== undefined) {
    return missing.map(({ brew }) => `brew install ${brew.join(' ')}`).join(' && ');
  }
  return undefined;
}

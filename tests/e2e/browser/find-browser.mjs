// @ts-check
/**
 * Where the browsers of this machine are: its Chromium, Google Chrome or Edge, and its Firefox.
 *
 * Without npm packages, since set-up asks before they are installed.
 */
import { accessSync, constants } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const MAC_APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const FIREFOX_NAMES = ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];

/** @returns {string | undefined} an absolute path; CHROMIUM_PATH goes before everything else */
export const findBrowser = () => find(process.env['CHROMIUM_PATH'], [...NAMES, ...MAC_APPLICATIONS]);

/** @returns {string | undefined} an absolute path; FIREFOX_PATH goes before everything else */
export const findFirefox = () => find(process.env['FIREFOX_PATH'], FIREFOX_NAMES);

/**
 * @param {string | undefined} wanted
 * @param {readonly string[]} names
 */
function find(wanted, names) {
  if (wanted !== undefined && wanted !== '') return findProgram(wanted);
  return names.map(findProgram).find((path) => path !== undefined);
}

/**
 * @param {string} name a program's name, or its absolute path
 * @returns {string | undefined} its absolute path, if this user may run it
 */
export function findProgram(name) {
  const folders = isAbsolute(name) ? ['/'] : (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  return folders.map((folder) => (isAbsolute(name) ? name : join(folder, name))).find(isExecutable);
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

// @ts-check
/**
 * Where the Chromium, Google Chrome or Edge of this machine is.
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

/** @returns {string | undefined} an absolute path; CHROMIUM_PATH goes before everything else */
export function findBrowser() {
  const wanted = process.env['CHROMIUM_PATH'];
  if (wanted !== undefined && wanted !== '') return findProgram(wanted);
  return [...NAMES, ...MAC_APPLICATIONS].map(findProgram).find((path) => path !== undefined);
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

/** The browser's permission for a site. Firefox knows no ports in match patterns, so it covers all ports of the host. */
import browser from 'webextension-polyfill';
import { hostPattern } from './host-pattern.ts';

export interface Sites {
  /** Match patterns, for example `https://chat.example.org/*`. */
  list(): Promise<readonly string[]>;
  /** To be called from a click, before anything is awaited. False when it was refused. */
  add(origin: string): Promise<boolean>;
  /** False when the browser keeps the permission. */
  remove(pattern: string): Promise<boolean>;
  /** Told when the browser's permissions changed; returns what ends it. */
  onChange(listener: () => void): () => void;
}

/** Asks the user. To be called from a click and before anything is awaited; false when refused. */
export async function requestSite(origin: string): Promise<boolean> {
  const pattern = hostPattern(origin);
  if (pattern === undefined) return false;
  return browser.permissions.request({ origins: [pattern] });
}

/** Gives the permission back; false when the browser, or a rule of an administrator, keeps it. */
export async function releaseSite(origin: string): Promise<boolean> {
  const pattern = hostPattern(origin);
  if (pattern === undefined) return false;
  return browser.permissions.remove({ origins: [pattern] });
}

const { permissions } = browser;

export const browserSites: Sites = {
  list: async () => (await permissions.getAll()).origins ?? [],
  add: requestSite,
  remove: releaseSite,
  onChange: (listener) => {
    permissions.onAdded.addListener(listener);
    permissions.onRemoved.addListener(listener);
    return () => {
      permissions.onAdded.removeListener(listener);
      permissions.onRemoved.removeListener(listener);
    };
  },
};

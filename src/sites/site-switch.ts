/** Runs a tab with one site adapter after another: what the page turns out to be may show late. */
import type { Site } from './site.ts';

export type Take = (raw: unknown) => unknown;
/** Runs the tab with a site until its signal; returns what takes the background's messages. */
export type RunTab = (site: Site, signal: AbortSignal) => Take;

export class SiteSwitch {
  readonly #run: RunTab;
  readonly #signal: AbortSignal;
  #stop = new AbortController();
  #take: Take;

  constructor(first: Site, run: RunTab, signal: AbortSignal) {
    this.#run = run;
    this.#signal = signal;
    this.#take = this.#begin(first);
  }

  change(site: Site): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#take = this.#begin(site);
  }

  take: Take = (raw) => this.#take(raw);

  #begin = (site: Site): Take => this.#run(site, AbortSignal.any([this.#signal, this.#stop.signal]));
}

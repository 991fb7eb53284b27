import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Ledger } from './ledger.ts';

test('a count covers ours up to it, and is smaller by them for the page', () => {
  const ledger = new Ledger();
  ledger.countPage();
  ledger.countOurs('a');
  ledger.countOurs('b');
  ledger.countPage();
  expect(ledger.acknowledge(2)).toEqual({ pageCount: 1, handled: ['a'] });
  expect(ledger.acknowledge(4)).toEqual({ pageCount: 2, handled: ['b'] });
});

test('a count that goes back covers nothing', () => {
  const ledger = new Ledger();
  for (const id of ['a', 'b', 'c']) ledger.countOurs(id);
  ledger.acknowledge(2);
  expect(ledger.acknowledge(1).handled).toEqual([]);
  expect(ledger.pending).toEqual(['c']);
});

test('counts wrap at 2^32', () => {
  const near = 2 ** 32 - 1;
  const ledger = new Ledger({ sent: near, handled: near, oursHandled: 5, pending: [] });
  ledger.countOurs('a');
  ledger.countPage();
  expect(ledger.acknowledge(0)).toEqual({ pageCount: 2 ** 32 - 6, handled: ['a'] });
  expect(ledger.acknowledge(1)).toEqual({ pageCount: 2 ** 32 - 5, handled: [] });
});

/** A server that counts, and a page and a ledger that count with it. */
class Model {
  readonly ledger = new Ledger();
  readonly handled: string[] = [];
  /** What the server has got, or will get when no connection breaks: names of ours, or 'page'. */
  log: string[] = [];

  act(act: string | number, name: string): void {
    if (typeof act === 'number') this.resume(act);
    else if (act === 'count') this.count(this.log.length);
    else this.send(act === 'page' ? act : name);
  }

  send(name: string): void {
    if (name === 'page') this.ledger.countPage();
    else this.ledger.countOurs(name);
    this.log.push(name);
  }

  count(count: number): void {
    const { pageCount, handled } = this.ledger.acknowledge(count);
    this.handled.push(...handled);
    expect(pageCount).toBe(this.log.slice(0, count).filter((name) => name === 'page').length);
  }

  /** The server handled all but the last few; after the resumption these are sent again. */
  resume(lost: number): void {
    const count = Math.max(this.ledger.state.handled, this.log.length - lost);
    this.count(count);
    const pages = this.log.splice(count).filter((name) => name === 'page');
    for (const name of [...this.ledger.rewind(), ...pages]) this.send(name);
  }
}

test('the page always gets the count of its own, and each of ours is handled once, over any run', () => {
  const step = fc.oneof(fc.constantFrom('page', 'ours', 'count'), fc.nat(5));
  const run = fc.array(step, { maxLength: 80 });
  fc.assert(
    fc.property(run, (steps) => {
      const model = new Model();
      for (const [index, act] of steps.entries()) model.act(act, `ours ${index}`);
      model.count(model.log.length);
      const ours = model.log.filter((name) => name !== 'page');
      expect(model.handled).toEqual(ours);
      expect(ours).toHaveLength(steps.filter((act) => act === 'ours').length);
    }),
  );
});

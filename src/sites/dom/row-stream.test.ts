import { beforeEach, describe, expect, test } from 'vitest';
import { RowStream, type Signed } from './row-stream.ts';

const rows = (...signs: string[]): Signed[] =>
  signs.map((sign) => ({ sign: sign.replace('*', ''), fleeting: sign.startsWith('*') }));

/** Each in an element of its own: `words@element`. */
const placed = (...said: string[]): Signed[] =>
  said.map((one) => {
    const [sign = '', element = ''] = one.split('@');
    return { sign, fleeting: false, element: elementNamed(element) };
  });
/** Nothing but which it is counts. */
const elements = new Map<string, Element>();
function elementNamed(name: string): Element {
  const element = elements.get(name) ?? ({} as Element);
  elements.set(name, element);
  return element;
}

let stream: RowStream<Signed>;
let now: number;
beforeEach(() => {
  stream = new RowStream();
  now = 1_000_000;
});

/** What is told, `~` before what was there when the chat was opened. `*` marks our own rows of a moment ago. */
function see(...signs: string[]): string[] {
  return stream.take(rows(...signs), true, now).map(({ row, live }) => (live ? row.sign : `~${row.sign}`));
}
function seeScrolledBack(...signs: string[]): string[] {
  return stream.take(rows(...signs), false, now).map(({ row }) => row.sign);
}
function open(...signs: string[]): void {
  see(...signs);
  now += 5000;
  expect(see(...signs)).toEqual([]);
}

describe('opening', () => {
  test('what is there is told as late, until it stays as it is', () => {
    expect(see('a', 'b')).toEqual(['~a', '~b']);
    now += 100;
    expect(see('a', 'b', 'c')).toEqual(['~a', '~b', '~c']);
    now += 250;
    expect(see('a', 'b', 'c', 'd')).toEqual(['d']);
  });

  test('in an empty chat the first row is news, once it was empty for a while', () => {
    expect(see()).toEqual([]);
    now += 200;
    expect(see('a')).toEqual(['~a']);
    stream = new RowStream();
    see();
    now += 2000;
    expect(see('a')).toEqual(['a']);
  });

  test('where a page shows at once what it has, the first row of an empty chat is news at any time', () => {
    stream = new RowStream(true);
    expect(see()).toEqual([]);
    expect(see('a')).toEqual(['a']);
    stream = new RowStream(true);
    expect(see('a', 'b')).toEqual(['~a', '~b']);
    expect(see('a', 'b', 'c')).toEqual(['c']);
    expect(see('older', 'a', 'b', 'c')).toEqual([]);
  });

  test('several first rows at once are a history that took its time', () => {
    see();
    now += 2000;
    expect(see('a', 'b', 'c')).toEqual(['~a', '~b', '~c']);
    now += 500;
    expect(see('a', 'b', 'c', 'd')).toEqual(['d']);
  });

  test('a history that comes after our own first row is no news', () => {
    see();
    now += 2000;
    see('*request');
    expect(see('a', 'b', '*request')).toEqual([]);
    expect(see('a', 'b', '*request', 'c')).toEqual(['c']);
  });

  test('an answer to what we have sent since is news at once', () => {
    expect(see('a')).toEqual(['~a']);
    now += 50;
    expect(see('a', '*request', 'answer')).toEqual(['~a', '~request', 'answer']);
  });

  test('a chat that never stands still is taken as it is after a while', () => {
    for (let n = 0; n < 60; n += 1) {
      see('a', `b${n}`);
      now += 100;
    }
    expect(see('a', 'b59', 'c')).toEqual(['c']);
  });
});

describe('news', () => {
  beforeEach(() => open('a', 'b', 'c'));

  test('is what stands behind the newest known row, each once', () => {
    expect(see('a', 'b', 'c', 'd', 'e')).toEqual(['d', 'e']);
    expect(see('a', 'b', 'c', 'd', 'e')).toEqual([]);
    expect(see('b', 'c', 'd', 'e', 'f')).toEqual(['f']);
  });

  test('the same words again are news', () => {
    expect(see('a', 'b', 'c', 'c')).toEqual(['c']);
  });

  test('older rows that join in front are not', () => {
    expect(see('x', 'y', 'a', 'b', 'c')).toEqual([]);
    expect(see('x', 'y', 'a', 'b', 'c', 'd')).toEqual(['d']);
  });

  test('corrections are not', () => {
    expect(see('a', 'B', 'c')).toEqual([]);
    expect(see('a', 'B', 'c', 'd')).toEqual(['d']);
  });

  test('where the last row is another, nobody knows: nothing is lost, and nothing passes for news', () => {
    expect(see('a', 'b', 'C')).toEqual(['~C']);
    expect(see('a', 'b', 'C', 'd')).toEqual(['d']);
    expect(see('a', 'b', 'C', 'D', 'e')).toEqual(['~D', '~e']);
    expect(see('a', 'b', 'C', 'D', 'e', 'f')).toEqual(['f']);
  });

  describe('beside a correction, in one look:', () => {
    const told = (...said: string[]): string[] =>
      stream.take(placed(...said), true, now).map(({ row, live }) => (live ? row.sign : `~${row.sign}`));
    beforeEach(() => {
      stream = new RowStream();
      told('a@1', 'b@2', 'c@3');
      now += 5000;
      expect(told('a@1', 'b@2', 'c@3')).toEqual([]);
    });

    test('what stands behind a row that says something else in its place is news, once', () => {
      expect(told('a@1', 'b@2', 'C@3', 'd@4', 'e@5')).toEqual(['~C', 'd', 'e']);
      expect(told('a@1', 'b@2', 'C@3', 'd@4', 'e@5')).toEqual([]);
    });

    test('several corrections', () => {
      expect(told('a@1', 'B@2', 'C@3', 'd@4')).toEqual(['~B', '~C', 'd']);
    });

    test('a list that was made anew says nothing of which row is which', () => {
      expect(told('a@6', 'b@7', 'C@8', 'd@9')).toEqual(['~C', '~d']);
    });

    test('a row that was put between, or took over another place, is not behind', () => {
      expect(told('a@1', 'b@2', 'x@9', 'C@3')).toEqual(['~x', '~C']);
      stream = new RowStream();
      told('a@1', 'b@2', 'c@3');
      now += 5000;
      told('a@1', 'b@2', 'c@3');
      expect(told('older@1', 'a@2', 'b@3', 'C@4')).toEqual(['~C']);
    });

    test('a row that went away leaves what came in its place unknown', () => {
      expect(told('a@1', 'b@2', 'd@4')).toEqual(['~d']);
    });
  });

  test('rows that are taken away do not make others news', () => {
    expect(see('a', 'b')).toEqual([]);
    expect(see('a', 'b', 'd')).toEqual(['d']);
  });

  test('a list that is scrolled back and forth shows none', () => {
    expect(seeScrolledBack('q', 'r', 's')).toEqual([]);
    expect(seeScrolledBack('s', 'a', 'b')).toEqual([]);
    expect(see('a', 'b', 'c')).toEqual([]);
    expect(see('a', 'b', 'c', 'd')).toEqual(['d']);
  });

  test('a list that is emptied for a moment shows none', () => {
    expect(see()).toEqual([]);
    expect(see('other')).toEqual(['~other']);
    expect(see('a', 'b', 'c', 'd')).toEqual(['d']);
  });

  test('where all rows are others, they are late; then news is news again', () => {
    expect(see('p', 'q')).toEqual(['~p', '~q']);
    now += 500;
    expect(see('p', 'q', 'r')).toEqual(['r']);
  });

  test('what crosses our own row of this moment is news, though it stands in front of it', () => {
    expect(see('a', 'b', 'c', '*ours')).toEqual(['ours']);
    expect(see('a', 'b', 'c', 'theirs', '*ours')).toEqual(['theirs']);
    expect(see('a', 'b', 'c', 'theirs', 'ours')).toEqual([]);
    expect(see('a', 'b', 'c', 'theirs', 'late', 'ours')).toEqual([]);
  });

  test('our own row may get another name when the server has it', () => {
    expect(see('a', 'b', 'c', '*temporary')).toEqual(['temporary']);
    expect(see('a', 'b', 'c', '*lasting', 'd')).toEqual(['lasting', 'd']);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENTITIES } from './entities.ts';
import { habitSeen, learnHabit, writeFor } from './habit.ts';
import { htmlToText } from './html-to-text.ts';

describe('HTML to text', () => {
  it.each([
    ['a &lt; b &amp; c &gt; d', 'a < b & c > d'],
    ['one<br>two<br/>three<BR />four', 'one\ntwo\nthree\nfour'],
    ['<p>one</p><p>two</p>', 'one\ntwo'],
    ['<div>one</div><div>two<div>three</div></div>four', 'one\ntwo\nthree\nfour'],
    ['<b><i><u>deep</u></i></b> <font color="#ff0000" face=\'x\'>red</font>', 'deep red'],
    ['<html><body>hello</body></html>', 'hello'],
    ['<a href="https://example.org/?a=1&amp;b=2">here</a>', 'here (https://example.org/?a=1&b=2)'],
    ['<A HREF="https://example.org/">https://example.org/</A>', 'https://example.org/'],
    ['<a href="mailto:b@example.org">b@example.org</a>', 'b@example.org'],
    ['<a href="https://example.org/"></a>', 'https://example.org/'],
    ['<a href="javascript:alert(1)">click</a>', 'click'],
    ['<a href=" java&#x0a;script:alert(1)">click</a>', 'click'],
    ['&eacute;&Eacute;&euro;&hearts;&nbsp;&apos;&quot;', 'éÉ€♥\u00a0\'"'],
    ['&#72;&#x49;&#X4a;', 'HIJ'],
    ['&#0;&#xD800;&#x110000;&#9999999;', '\ufffd\ufffd\ufffd\ufffd'],
    ['&amp;lt;b&amp;gt; stays', '&lt;b&gt; stays'],
    ['&unknown; & alone &amp', '&unknown; & alone &amp'],
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['2 < 3 and 4 > 3, <3', '2 < 3 and 4 > 3, <3'],
    ['<b', '<b'],
    ['<img src=x onerror="alert(1)">', ''],
  ])('%j', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  it('knows the 252 entities of HTML 4 and apos', () => {
    expect(ENTITIES.size).toBe(253);
  });

  it('is never much longer than what came, nor slow, whatever comes', () => {
    const piece = fc.constantFrom(
      '<',
      '>',
      '&',
      ';',
      '"',
      "'",
      'a',
      ' href=',
      '<b>',
      '<br',
      '</a>',
      '&#',
      'lt;',
      ' ',
    );
    const html = fc.array(piece, { maxLength: 300 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(html, (text) => {
        expect(htmlToText(text).length).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 500 },
    );
    for (const bad of ['<b ', '<a "', '&#x', '<b>', '<a href="https://x">', '&'] as const) {
      expect(htmlToText(bad.repeat(100_000)).length).toBeLessThan(3_000_000);
    }
  });
});

describe('the habit of a client', () => {
  it.each([
    ['a < b & c', 'raw'],
    ['Tom & Jerry', 'raw'],
    ['i <3 you', 'raw'],
    ['vector<int> v', 'raw'],
    ['a &lt; b', 'html'],
    ['<b>bold</b>', 'html'],
    ['one<br>two', 'html'],
    ['&amp; < ', 'raw'],
    ['plain words', undefined],
  ])('%j: %s', (text, habit) => {
    expect(habitSeen(text)).toBe(habit);
  });

  it('plain text stays plain text, HTML is believed until plain text comes, padding is no HTML client’s', () => {
    expect(learnHabit('raw', '<b>x</b>', false)).toBe('raw');
    expect(learnHabit('html', 'a & b', false)).toBe('raw');
    expect(learnHabit('html', 'words', false)).toBe('html');
    expect(learnHabit(undefined, '<b>x</b>', true)).toBe('raw');
    expect(learnHabit(undefined, 'words', false)).toBeUndefined();
  });

  it('what is written for a client that shows HTML is shown by it as it was typed', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const html = writeFor('html', text);
        expect(htmlToText(`${html}.`)).toBe(`${text}.`);
        expect(writeFor('raw', text)).toBe(text);
        expect(writeFor(undefined, text)).toBe(text);
      }),
    );
  });
});

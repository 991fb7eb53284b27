import { describe, expect, it } from 'vitest';
import { classify, queryMessage } from './wire-text.ts';

describe('OTR Query Messages', () => {
  it.each([
    ['?OTR?', '1'],
    ['?OTRv2?', '2'],
    ['?OTRv23?', '23'],
    ['?OTR?v2?', '12'],
    ['?OTRv24x?', '24x'],
    ['?OTR?v24x?', '124x'],
    ['?OTR?v?', '1'],
    ['?OTRv?', ''],
    ['<b>alice</b> says ?OTRv3? to you', '3'],
  ])('%s', (text, versions) => {
    expect(classify(text)).toEqual({ kind: 'query', versions });
  });

  it.each(['?OTR', '?OTRv3', '?OTR v3?', '?otrv3?', 'what is ?OTR-like'])('%s is plaintext', (text) => {
    expect(classify(text)).toEqual({ kind: 'plain', text });
  });

  it('ours offers version 3', () => {
    expect(classify(queryMessage(1000))).toEqual({ kind: 'query', versions: '3' });
    expect(classify(queryMessage(6))).toEqual({ kind: 'query', versions: '3' });
  });
});

describe('other texts', () => {
  it('error messages, wherever they stand', () => {
    expect(classify('x ?OTR Error: bad <b>thing</b> ')).toEqual({ kind: 'error', text: 'bad <b>thing</b>' });
  });

  it('encoded messages and fragments at the start, blanks before them or not', () => {
    expect(classify(' \n?OTR:AAMD.')).toEqual({ kind: 'encoded', text: '?OTR:AAMD.' });
    expect(classify('?OTR|1|2,1,1,x,').kind).toBe('fragment');
    expect(classify('?OTR,1,2,?OTR:AAIK,').kind).toBe('old-fragment');
  });

  it('plaintext keeps its blanks', () => {
    expect(classify('  a  ')).toEqual({ kind: 'plain', text: '  a  ' });
  });

  it('a text of a million almost-queries is read in no time', () => {
    const text = `${'?OTRv '.repeat(200_000)}?OTRv${'3'.repeat(100_000)}`;
    expect(classify(text)).toEqual({ kind: 'plain', text });
  });
});

import { describe, expect, it, test } from 'vitest';
import { padding } from './padding.ts';
import { carry, Side } from './pair.test-helper.ts';

it.each([
  ['IRC', 350, 0],
  ['just no room', 999, 0],
  ['just room', 1000, 256],
  ['XMPP', 50_000, 256],
])('%s, %i characters: to a multiple of %i', (_, maxText, padTo) => {
  expect(padding(maxText)).toBe(padTo);
});

it('the step is the caller’s', () => {
  expect([padding(50_000, 1024), padding(350, 1024)]).toEqual([1024, 0]);
});

describe('on the wire', () => {
  /** How many characters go out for a text of each length. */
  async function lengths(maxText: number, texts: readonly string[]): Promise<number[]> {
    const [alice, bob] = [await Side.start('alice@x', 'bob@x'), await Side.start('bob@x', 'alice@x')];
    await alice.conversations.start(alice.record.id);
    await carry(alice, bob);
    alice.maxText = maxText;
    const sent: number[] = [];
    for (const [index, text] of texts.entries()) {
      await alice.conversations.say(alice.record.id, `m${index}`, text);
      sent.push(alice.record.outbox.reduce((sum, item) => sum + item.text.length, 0));
      await carry(alice, bob);
    }
    expect(bob.texts()).toEqual(texts);
    return sent;
  }

  test('where there is room, short texts are of one length, in one piece', async () => {
    const [one = 0, other = 0] = await lengths(1000, ['a', 'b'.repeat(200)]);
    expect(one).toBe(other);
    expect(one).toBeLessThan(1000);
  });

  test('where there is none, a short text takes no more pieces than it needs', async () => {
    const [one = 0, other = 0] = await lengths(350, ['a', 'b'.repeat(200)]);
    expect(one).toBeLessThan(other);
    expect(one).toBeLessThan(2 * 350);
  });
});

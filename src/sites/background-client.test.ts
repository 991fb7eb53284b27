import { expect, test, vi } from 'vitest';
import type { FromSite } from '#channel/site.ts';
import { BackgroundClient, type Messenger } from './background-client.ts';

const delivered = (id: string): FromSite => ({ type: 'delivered', id });

/** A background that answers each message with the next of `answers`; an Error among them is a worker that died. */
function background(answers: unknown[]): Messenger & { heard: FromSite[] } {
  const heard: FromSite[] = [];
  return {
    id: 'sotto',
    heard,
    async sendMessage(message) {
      heard.push(message);
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
}

test('a message that was not answered is told again', async () => {
  const runtime = background([new Error('closed'), undefined, { ok: true }]);
  const client = new BackgroundClient(runtime, new AbortController().signal);
  await expect(client.tell(delivered('1'))).resolves.toEqual({ ok: true });
  expect(runtime.heard).toHaveLength(3);
});

test('a message whose answer never comes is told again', async () => {
  vi.useFakeTimers();
  const runtime = background([new Promise(() => undefined), { ok: true }]);
  const answer = new BackgroundClient(runtime, new AbortController().signal).tell(delivered('1'));
  await vi.runAllTimersAsync();
  await expect(answer).resolves.toEqual({ ok: true });
  expect(runtime.heard).toHaveLength(2);
  vi.useRealTimers();
});

test('what is told in order is not overtaken', async () => {
  const runtime = background([new Error('closed'), { ok: 1 }, { ok: 2 }]);
  const client = new BackgroundClient(runtime, new AbortController().signal);
  await Promise.all([client.tellInOrder(delivered('1')), client.tellInOrder(delivered('2'))]);
  expect(runtime.heard.map((message) => 'id' in message && message.id)).toEqual(['1', '1', '2']);
});

test('after the signal nothing is told', async () => {
  const aborted = new AbortController();
  const runtime = background([]);
  aborted.abort();
  void new BackgroundClient(runtime, aborted.signal).tell(delivered('1'));
  await vi.waitFor(() => expect(runtime.heard).toEqual([]));
});

import { expect, test } from 'vitest';
import { KeyedQueue } from './keyed-queue.ts';

/** A promise and the function that resolves it. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('jobs of one key run one after the other, in order', async () => {
  const queue = new KeyedQueue();
  const first = gate();
  const seen: string[] = [];
  const slow = queue.run('a', async () => {
    await first.opened;
    seen.push('slow');
  });
  const quick = queue.run('a', async () => void seen.push('quick'));
  first.open();
  await Promise.all([slow, quick]);
  expect(seen).toEqual(['slow', 'quick']);
});

test('a job of another key does not wait', async () => {
  const queue = new KeyedQueue();
  const never = gate();
  void queue.run('a', () => never.opened);
  await expect(queue.run('b', async () => 'done')).resolves.toBe('done');
});

test('a job that throws tells its caller and does not stop later ones', async () => {
  const queue = new KeyedQueue();
  const failed = queue.run('a', async () => {
    throw new Error('no');
  });
  const later = queue.run('a', async () => 'done');
  await expect(failed).rejects.toThrow('no');
  await expect(later).resolves.toBe('done');
});

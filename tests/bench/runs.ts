/** What the contenders of `npm run bench` are asked to do, and how they answer. */

/** `one-way` and `ping-pong` give two rows each. */
export type RunName = 'keygen' | 'ake' | 'one-way' | 'ping-pong' | 'smp';

export type RowName = 'keygen' | 'ake' | 'encrypt' | 'decrypt' | 'ping-pong-decrypt' | 'ping-pong' | 'smp';

/** Times of one operation each, in ms; of messages, the mean over a batch. */
export type Samples = Partial<Record<RowName, readonly number[]>>;

/** Messages in one sample of `one-way`, and of `ping-pong`. */
export interface Batches {
  readonly oneWay: number;
  readonly pingPong: number;
}

/** What a contender's module exports: `count` samples, or nothing for what it cannot do. */
export type Run = (name: RunName, count: number, batches: Batches) => Samples | Promise<Samples>;

/** The text of the messages: 200 bytes. */
export const MESSAGE = 'sotto '.repeat(34).slice(0, 200);

/** The estimator with its dictionaries: large, so it is loaded when a new passphrase is typed, and only then. */
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary as common } from '@zxcvbn-ts/language-common';
import { dictionary as english } from '@zxcvbn-ts/language-en';

const estimator = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
});

/** From 0, guessed at once, to 4, not guessed in a lifetime of guessing. */
export const score = (passphrase: string): number => estimator.check(passphrase).score;

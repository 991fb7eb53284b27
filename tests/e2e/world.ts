/** What a test plays in: a Prosody, Converse.js pages, and the people who came; all of it ends with the test file. */
import { afterAll } from 'vitest';
import { Person, type PersonOptions } from './person.ts';
import { type Converse, startConverse } from './servers/converse.mjs';
import { type Prosody, type ProsodyOptions, startProsody } from './servers/prosody.mjs';

export interface World {
  readonly prosody: Prosody;
  readonly converse: Converse;
  /** A person at the page of `user`, with the chat with `peer` open; the page speaks over WebSocket unless told. */
  person(user: string, peer: string, options?: AtPage): Promise<Person>;
}

export interface AtPage extends PersonOptions {
  readonly carrier?: 'BOSH';
}

/** Called in a test file's top level `beforeAll`; what it starts is ended after the file. */
export async function startWorld(options: ProsodyOptions = {}): Promise<World> {
  const ends: (() => Promise<void>)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });
  const prosody = await startProsody(options);
  ends.push(prosody.stop);
  const converse = await startConverse(prosody);
  ends.push(converse.stop);
  return {
    prosody,
    converse,
    person: async (user, peer, { carrier, ...options } = {}) => {
      const page = carrier === undefined ? {} : { boshUrl: prosody.boshUrl };
      const person = await Person.start(converse.url(user, peer, page), options);
      ends.push(person.close);
      return person;
    },
  };
}

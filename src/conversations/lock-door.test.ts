import { expect, test } from 'vitest';
import type { LockState } from '#channel/lock.ts';
import { MARK_COLOURS } from '#channel/mark.ts';
import { LockDoor, type LockDoorOptions, lockCommand } from './lock-door.ts';

function setUp() {
  const set = new Map<string, unknown>();
  const told: LockState[] = [];
  const asked: string[] = [];
  let locked = false;
  const right = async (passphrase: string): Promise<boolean> => passphrase === 'right';
  const options = {
    vault: {
      lock: {
        hasPassphrase: async () => true,
        nextPause: async () => 2_000,
        unlock: right,
        setPassphrase: () => Promise.reject(new Error('There is a passphrase already')),
        changePassphrase: right,
        removePassphrase: right,
      },
      settings: {
        get: async (name: string) => set.get(name) ?? null,
        set: async (name: string, value: unknown) => void set.set(name, value),
      },
    },
    lock: {
      locked: () => locked,
      lock: async () => {
        asked.push('lock');
        locked = true;
        return true;
      },
      vaultOpened: async () => {
        asked.push('opened');
        locked = false;
      },
    },
    random: (length: number) => new Uint8Array(length).fill(7),
    changed: (state: LockState) => told.push(state),
  } as unknown as LockDoorOptions;
  return { door: new LockDoor(options), set, told, asked };
}

test('a message of another contract is none of ours', () => {
  expect(lockCommand({ type: 'received' })).toBeUndefined();
  expect(lockCommand({ type: 'unlock' })).toBeUndefined();
  expect(lockCommand({ type: 'unlock', passphrase: '' })).toBeUndefined();
  expect(lockCommand({ type: 'set-mark', mark: { picture: 'fish', colour: '#000000' } })).toBeUndefined();
  expect(lockCommand({ type: 'lock-now' })).toEqual({ type: 'lock-now' });
});

test('a panel over a page is told the state, and refused everything else', async () => {
  const { door, asked } = setUp();
  expect((await door.receive({ type: 'lock-state' }, true)).outcome).toBe('done');
  expect((await door.receive({ type: 'lock-now' }, true)).outcome).toBe('refused');
  expect((await door.receive({ type: 'unlock', passphrase: 'right' }, true)).outcome).toBe('refused');
  expect(asked).toEqual([]);
});

test('a wrong passphrase: said so, with what the next one costs', async () => {
  const { door, told } = setUp();
  const answer = await door.receive({ type: 'unlock', passphrase: 'wrong' }, false);
  expect(answer).toMatchObject({ outcome: 'wrong', nextPause: 2_000 });
  expect(told).toEqual([]);
});

test('the right one opens the conversations, whatever it was given for', async () => {
  const { door, asked } = setUp();
  await door.receive({ type: 'unlock', passphrase: 'right' }, false);
  await door.receive({ type: 'change-passphrase', current: 'right', next: 'x' }, false);
  await door.receive({ type: 'remove-passphrase', current: 'right' }, false);
  expect(asked).toEqual(['opened', 'opened', 'opened']);
});

test('what fails is refused, and says nothing of why', async () => {
  const { door } = setUp();
  const answer = await door.receive({ type: 'set-passphrase', passphrase: 'x' }, false);
  expect(answer.outcome).toBe('refused');
  expect(JSON.stringify(answer)).not.toContain('already');
});

test('who has chosen no mark gets one by chance, and keeps it', async () => {
  const { door, set } = setUp();
  const first = (await door.state()).mark;
  expect(set.get('mark')).toEqual(first);
  expect((await door.state()).mark).toEqual(first);
  const mark = { picture: 'fish', colour: MARK_COLOURS.pink } as const;
  expect((await door.receive({ type: 'set-mark', mark }, false)).state.mark).toEqual(mark);
});

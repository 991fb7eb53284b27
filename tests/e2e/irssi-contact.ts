/** A contact who uses irssi and its OTR plugin on a real IRC server: commands typed into its terminal, its log read. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateDsaKey } from '#otr/crypto/dsa.ts';
import { writePrivateKeys } from '#otr/keyfiles/private-keys.ts';
import { startChild } from './servers/child.mjs';
import type { Irc } from './servers/ngircd.mjs';

/** The network's name: irssi keeps a key for each. */
const NETWORK = 'here';

export interface IrssiContact {
  /** Types a line, in the window of the talk with the peer: a text, or a command such as `/otr init`. */
  type(line: string): void;
  /** All lines of its windows so far, without their times. */
  lines(): string[];
  /** What somebody with this name said, oldest first. */
  saidBy(nick: string): string[];
  close(): Promise<void>;
}

export interface IrssiOptions {
  readonly irc: Irc;
  readonly nick: string;
  /** Whom it talks to. */
  readonly peer: string;
}

/** Brings a key in libotr's file, connects, and opens the talk with the peer. */
export async function startIrssi({ irc, nick, peer }: IrssiOptions): Promise<IrssiContact> {
  const home = mkdtempSync(join(tmpdir(), 'irssi-'));
  const log = join(home, 'windows.log');
  writeFileSync(join(home, 'config'), configuration(irc.port, nick));
  writeFileSync(join(home, 'startup'), startup(log));
  mkdirSync(join(home, 'otr'));
  writeFileSync(join(home, 'otr', 'otr.key'), writePrivateKeys([newKey()]));
  const lines = (): string[] =>
    existsSync(log)
      ? readFileSync(log, 'utf8')
          .split('\n')
          .map((line) => line.replace(/^\d\d:\d\d /, ''))
      : [];
  const printed: string[] = [];
  // It runs in a terminal only.
  const child = await startChild('script', ['-qfc', `irssi --home=${home}`, '/dev/null'], {
    isReady: async () => printed.join('').includes('Your host is'),
    printed,
    env: { TERM: 'xterm', LANG: 'C.UTF-8' },
  });
  const type = (line: string): void => child.write(`${line}\r`);
  type(`/query ${peer}`);
  return {
    type,
    lines,
    saidBy: (who) =>
      lines()
        .filter((line) => line.startsWith(`<${who}> `))
        .map((line) => line.slice(who.length + 3)),
    close: async () => {
      await child.stop();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

const newKey = () => ({
  account: NETWORK,
  protocol: 'IRC',
  key: generateDsaKey((length) => crypto.getRandomValues(new Uint8Array(length))),
});

const configuration = (port: number, nick: string): string => `
servers = ( { address = "127.0.0.1"; chatnet = "${NETWORK}"; port = "${port}"; use_tls = "no"; autoconnect = "yes"; } );
chatnets = { ${NETWORK} = { type = "IRC"; nick = "${nick}"; }; };
settings = { core = { real_name = "${nick}"; user_name = "${nick}"; nick = "${nick}"; }; };
`;

/** Lines that are typed fast are no paste, which irssi would ask about and take nothing until it is answered. */
const startup = (log: string): string => `
set autolog on
set autolog_path ${log}
set autolog_level ALL
set cmd_queue_speed 1msec
set cmds_max_at_once 500
set paste_verify_line_count 0
set paste_join_multiline off
load otr
`;

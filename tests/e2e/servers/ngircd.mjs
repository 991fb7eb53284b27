// @ts-check
/** A throw-away IRC server on localhost, without limits on how fast people talk; it leaves nothing behind. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answersTcp, startChild } from './child.mjs';
import { freePort } from './free-port.mjs';

/**
 * @typedef {object} Irc
 * @property {number} port
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Irc>} */
export async function startNgircd() {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'ngircd-'));
  const file = join(folder, 'ngircd.conf');
  writeFileSync(file, configuration(port));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const child = await startChild('ngircd', ['-n', '-f', file], { isReady: () => answersTcp(port) }).catch(
    (error) => {
      remove();
      throw error;
    },
  );
  return {
    port,
    stop: async () => {
      await child.stop();
      remove();
    },
  };
}

/** @param {number} port */
const configuration = (port) => `
[Global]
Name = irc.localhost
Info = For tests
Listen = 127.0.0.1
Ports = ${port}
[Limits]
MaxConnectionsIP = 0
MaxPenaltyTime = 0
MaxNickLength = 32
[Options]
DNS = no
Ident = no
PAM = no
`;

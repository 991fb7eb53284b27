// @ts-check
/** Medians, ratios and verdicts of `npm run bench`, and the table for the screen. */

/**
 * @typedef {import('./runs.ts').RowName} RowName
 * @typedef {'chromium' | 'node' | 'libotr' | 'npm-otr'} ContenderName
 * @typedef {Record<RowName, Record<ContenderName, number[]>>} AllSamples ms for each operation
 */

/** @type {Record<RowName, string>} */
const ROWS = {
  keygen: 'DSA key',
  ake: 'AKE, both sides',
  encrypt: 'one-way, encrypt 200 B',
  decrypt: 'one-way, decrypt 200 B',
  'ping-pong-decrypt': 'ping-pong, decrypt',
  'ping-pong': 'ping-pong, encrypt + decrypt',
  smp: 'SMP, both sides',
};

/** @type {Record<ContenderName, string>} */
const NAMES = { chromium: 'Chromium worker', node: 'Node', libotr: 'libotr', 'npm-otr': 'npm otr' };

/**
 * @typedef {object} Target
 * @property {RowName} row
 * @property {'chromium' | 'node'} ours
 * @property {'libotr' | 'npm-otr'} against
 * @property {number} most our time, as a part of the other's
 */

/** @type {readonly Target[]} */
const TARGETS = [
  { row: 'ake', ours: 'chromium', against: 'libotr', most: 1.5 },
  { row: 'ake', ours: 'node', against: 'libotr', most: 2 },
  ...bothOf({ row: 'ping-pong-decrypt', against: 'libotr', most: 1 / 1.5 }),
  ...bothOf({ row: 'smp', against: 'libotr', most: 0.7 }),
  ...bothOf({ row: 'keygen', against: 'libotr', most: 2 }),
  ...bothOf({ row: 'encrypt', against: 'npm-otr', most: 1 / 20 }),
  ...bothOf({ row: 'decrypt', against: 'npm-otr', most: 1 / 20 }),
];

/** @param {Omit<Target, 'ours'>} target @returns {Target[]} */
function bothOf(target) {
  return [
    { ...target, ours: 'chromium' },
    { ...target, ours: 'node' },
  ];
}

/** From opening to usable, in ms. */
const POPUP_TARGET = 150;

/** @param {Record<import('./popup.mjs').PopupRow, number[]>} samples in ms */
export function judgePopup(samples) {
  const time = median(samples.private);
  const words = `popup, in a private conversation: ${inMs(samples.private)} to usable, at most ${POPUP_TARGET}`;
  return { median: time, most: POPUP_TARGET, reached: time <= POPUP_TARGET, words };
}

/** @param {Record<import('./popup.mjs').PopupRow, number[]>} samples in ms */
export const popupFromSleep = (samples) =>
  `Popup, where the browser must start the service worker first: ${inMs(samples.asleep)} to usable`;

/** Gzipped, in bytes; and in ms until DOMContentLoaded. */
const PAGE_TARGETS = { bytes: 25_000, time: 5 };

/**
 * @param {{ byPage: number, byWire: number, bySign: number }} bytes
 * @param {{ on: number[], off: number[] }} samples in ms
 */
export function judgePage({ byPage, byWire, bySign }, { on, off }) {
  const added = median(on) - median(off);
  const size = (/** @type {number} */ number) => `${(number / 1000).toFixed(1)} kB`;
  const judgeSize = (/** @type {string} */ where, /** @type {number} */ bytes, remark = '') => ({
    bytes,
    most: PAGE_TARGETS.bytes,
    reached: bytes < PAGE_TARGETS.bytes,
    words: `scripts in ${where}, gzipped: ${size(bytes)}, less than ${size(PAGE_TARGETS.bytes)}${remark}`,
  });
  return [
    judgeSize('a messenger known by its address', byPage),
    judgeSize(
      `any other page, with XMPP's hook`,
      byWire,
      ` (where a sign shows what it is: ${size(bySign)})`,
    ),
    {
      added,
      most: PAGE_TARGETS.time,
      reached: added < PAGE_TARGETS.time,
      words: `DOMContentLoaded where Sotto is on: ${added.toFixed(1)} ms later, less than ${PAGE_TARGETS.time}`,
    },
  ];
}

/** @param {readonly number[]} times */
const inMs = (times) => `${median(times).toFixed(0)} ms (fastest: ${Math.min(...times).toFixed(0)})`;

/** @param {readonly number[]} numbers @returns {number} NaN of none */
export function median(numbers) {
  const sorted = numbers.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/**
 * @param {AllSamples} samples
 * @returns {{ name: RowName, row: string, medians: Record<ContenderName, number>, fastest: Record<ContenderName, number> }[]}
 */
export function summarise(samples) {
  return /** @type {RowName[]} */ (Object.keys(ROWS)).map((name) => ({
    name,
    row: ROWS[name],
    medians: each(samples[name], median),
    fastest: each(samples[name], (numbers) => Math.min(...numbers)),
  }));
}

/**
 * @param {Record<ContenderName, number[]>} samples
 * @param {(numbers: readonly number[]) => number} of
 */
function each(samples, of) {
  const { chromium, node, libotr, 'npm-otr': npmOtr } = samples;
  return { chromium: of(chromium), node: of(node), libotr: of(libotr), 'npm-otr': of(npmOtr) };
}

/** @typedef {ReturnType<typeof summarise>} Summary */

/** @param {Summary} summary */
export function judge(summary) {
  return TARGETS.flatMap((target) => {
    const row = summary.find(({ name }) => name === target.row);
    if (row === undefined) return [];
    const ratio = row.medians[target.ours] / row.medians[target.against];
    const ofFastest = row.fastest[target.ours] / row.fastest[target.against];
    const words = inWords(row.row, target, ratio, ofFastest);
    return [{ ...target, ratio, ofFastest, reached: ratio <= target.most, words }];
  });
}

/**
 * The ratio of the fastest samples says what a quiet machine would do; of key generation it only says who was lucky.
 *
 * @param {string} row
 * @param {Target} target
 * @param {number} ratio of the medians
 * @param {number} ofFastest
 */
function inWords(row, { row: name, ours, against, most }, ratio, ofFastest) {
  const who = `${row}, ${NAMES[ours]}`;
  const asTime = most >= 0.7;
  const [measured, fastest] = [ratio, ofFastest].map((part) => (asTime ? part : 1 / part).toFixed(2));
  const wanted = asTime ? `at most ${most}` : `at least ${(1 / most).toFixed(1)}`;
  const quiet = name === 'keygen' ? '' : ` (fastest samples: ${fastest})`;
  return `${who}: ${measured} times ${NAMES[against]}'s ${asTime ? 'time' : 'rate'}, ${wanted}${quiet}`;
}

/** @param {number} ms */
function formatTime(ms) {
  if (Number.isNaN(ms)) return '-';
  if (ms >= 100) return `${ms.toFixed(0)} ms`;
  return ms >= 0.1 ? `${ms.toPrecision(3)} ms` : `${(ms * 1000).toPrecision(3)} us`;
}

/** Medians, and in brackets their ratio to libotr's. @param {Summary} summary */
export function table(summary) {
  const names = /** @type {ContenderName[]} */ (Object.keys(NAMES));
  const head = ['', ...names.map((name) => NAMES[name])];
  const lines = summary.map(({ row, medians }) => [
    row,
    ...names.map((name) => {
      const ratio = name === 'libotr' ? '' : ` (${(medians[name] / medians.libotr).toPrecision(2)})`;
      return formatTime(medians[name]) + ratio;
    }),
  ]);
  const widths = head.map((_, column) =>
    Math.max(...[head, ...lines].map((line) => line[column]?.length ?? 0)),
  );
  return [head, ...lines]
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

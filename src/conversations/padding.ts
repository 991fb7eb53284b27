/**
 * How far data messages are padded, so that their lengths tell less (OTRv3, TLV 0).
 *
 * One padded to 256 bytes takes about 700 characters, and 800 when it reveals MAC keys. Where that does not fit into one
 * text, as in IRC, each would go out in more pieces than it needs, and be held up by the site's limits: nothing is padded.
 */

/** In bytes: short texts look alike on the wire. */
const STEP = 256;

/** The least that a site must carry at once for padding, in UTF-16 code units. */
const ROOM = 1000;

/** For a site that carries texts of up to `maxText` UTF-16 code units; 0: not at all. `step`: in bytes. */
export const padding = (maxText: number, step = STEP): number => (maxText < ROOM ? 0 : step);

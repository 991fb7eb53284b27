/** What must survive a reload of the page, which goes on with its BOSH session: the stanzas of ours on their way. */
import * as v from 'valibot';

const Rid = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Frames = v.array(v.string());

export const BoshRecord = v.object({
  sid: v.string(),
  hold: Rid,
  acks: v.boolean(),
  /** Waiting for a request of the page's. */
  queue: Frames,
  /** Gone with the request of that id, to which no response has come. */
  rides: v.array(v.tuple([Rid, Frames])),
});
export type BoshRecord = v.InferOutput<typeof BoshRecord>;

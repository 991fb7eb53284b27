/** Something that is done before each rendering. */

/** Time between two looks, in ms. */
const LOOK_MS = 200;

export interface FrameLoop {
  start(): void;
  stop(): void;
}

/** Calls `step` before each rendering, and so never in a hidden document; `look` is true every LOOK_MS. */
export function createFrameLoop(step: (look: boolean) => void): FrameLoop {
  let request = 0;
  let lastLook = 0;
  const run = (now: number) => {
    const look = now - lastLook >= LOOK_MS;
    if (look) lastLook = now;
    request = requestAnimationFrame(run);
    step(look);
  };
  return {
    start() {
      if (request === 0) request = requestAnimationFrame(run);
    },
    stop() {
      cancelAnimationFrame(request);
      request = 0;
    },
  };
}

/** Colours as `#rrggbb`: mixing and WCAG 2.2 contrast. */

type Channels = readonly [number, number, number];

function channels(hex: string): Channels {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  return [red, green, blue];
}

/** `share` of `other` in `colour`, from 0 to 1. */
export function mix(colour: string, other: string, share: number): string {
  const [from, to] = [channels(colour), channels(other)];
  const mixed = from.map((value, at) => Math.round(value * (1 - share) + (to[at] ?? 0) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

/** From 1 to 21. */
export function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

/** `colour`, moved towards `end` in small steps until it holds `least` against each of `grounds`, or is `end`. */
export function untilContrast(
  colour: string,
  end: string,
  grounds: readonly string[],
  least: number,
): string {
  for (let step = 0; step < STEPS; step += 1) {
    const moved = mix(colour, end, step / STEPS);
    if (grounds.every((ground) => contrast(moved, ground) >= least)) return moved;
  }
  return end;
}

const STEPS = 64;

/** Relative luminance of sRGB. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = channels(hex)
    .map((value) => value / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** A colour as "#rrggbb". */
export type Colour = string;

/** A colour part of the way from one to another: 0 is the first, 1 the second. */
export function mix(from: Colour, to: Colour, part: number): Colour {
  const [a, b] = [channels(from), channels(to)];
  const mixed = a.map((value, index) => Math.round(value + ((b[index] ?? value) - value) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

export function lighter(colour: Colour, part: number): Colour {
  return mix(colour, "#fffaf4", part);
}

/** Darker, towards a warm black: shadows in the shop are never grey. */
export function darker(colour: Colour, part: number): Colour {
  return mix(colour, "#1c0f0d", part);
}

function channels(colour: Colour): readonly number[] {
  return [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
}

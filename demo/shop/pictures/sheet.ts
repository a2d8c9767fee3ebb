import { darker, lighter } from "./colour.ts";
import type { Colour } from "./colour.ts";

/** The paint a shape is filled with: a plain colour or a reference to a gradient. */
export type Paint = string;

/** A sheet of drawing paper: it collects the gradients the shapes on it use. */
export interface Sheet {
  /** Light running across something round, standing upright. `gloss` 0 is chalk, 1 is lacquer. */
  round(colour: Colour, gloss: number): Paint;
  /** Polished metal, standing upright. */
  metal(colour: Colour): Paint;
  /** From one colour to another along a line in parts of the shape's box. */
  fade(stops: readonly Stop[], line?: readonly [number, number, number, number]): Paint;
  /** From the middle outwards. */
  glow(stops: readonly Stop[], centre?: readonly [number, number, number]): Paint;
  /** The finished picture. `title` says what it shows. */
  finish(width: number, height: number, title: string, drawing: string): string;
}

/** A place along a gradient: where, which colour, and how opaque. */
export type Stop = readonly [number, Colour, number?];

export function newSheet(): Sheet {
  const defs = new Map<string, string>();

  const define = (draw: (id: string) => string): Paint => {
    const key = draw("");
    const known = defs.get(key);
    if (known !== undefined) return `url(#${known})`;
    const id = `p${defs.size}`;
    defs.set(key, id);
    return `url(#${id})`;
  };

  const fade: Sheet["fade"] = (stops, [x1, y1, x2, y2] = [0, 0, 0, 1]) =>
    define(
      (id) =>
        `<linearGradient id="${id}" x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}">${stopMarks(stops)}</linearGradient>`,
    );

  const across = [0, 0, 1, 0] as const;

  return {
    fade,
    glow: (stops, [x, y, r] = [0.5, 0.5, 0.5]) =>
      define(
        (id) =>
          `<radialGradient id="${id}" cx="${x}" cy="${y}" r="${r}">${stopMarks(stops)}</radialGradient>`,
      ),
    round: (colour, gloss) =>
      fade(
        [
          [0, darker(colour, 0.42)],
          [0.1, darker(colour, 0.12)],
          [0.2, lighter(colour, 0.06 + 0.12 * gloss)],
          [0.27, lighter(colour, 0.16 + 0.5 * gloss)],
          [0.34, lighter(colour, 0.06 + 0.12 * gloss)],
          [0.5, colour],
          [0.82, darker(colour, 0.32)],
          [0.94, darker(colour, 0.46)],
          [1, darker(colour, 0.3)],
        ],
        across,
      ),
    metal: (colour) =>
      fade(
        [
          [0, darker(colour, 0.5)],
          [0.08, darker(colour, 0.1)],
          [0.2, lighter(colour, 0.45)],
          [0.26, lighter(colour, 0.85)],
          [0.34, lighter(colour, 0.3)],
          [0.52, darker(colour, 0.18)],
          [0.7, darker(colour, 0.42)],
          [0.84, lighter(colour, 0.12)],
          [0.92, lighter(colour, 0.4)],
          [1, darker(colour, 0.35)],
        ],
        across,
      ),
    finish(width, height, title, drawing) {
      const kept = [...defs].map(([key, id]) => key.replace('id=""', `id="${id}"`)).join("");
      return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img"><title>${escapeXml(title)}</title><defs>${kept}<filter id="soft" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="14"/></filter><filter id="softer" x="-50%" y="-50%" width="200%" height="200%"><feGaussianBlur stdDeviation="34"/></filter></defs>${drawing}</svg>`;
    },
  };
}

function stopMarks(stops: readonly Stop[]): string {
  return stops
    .map(
      ([at, colour, opacity]) =>
        `<stop offset="${at}" stop-color="${colour}"${opacity === undefined ? "" : ` stop-opacity="${opacity}"`}/>`,
    )
    .join("");
}

function escapeXml(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

import { darker, lighter } from "./colour.ts";
import type { Colour } from "./colour.ts";
import type { Paint, Sheet } from "./sheet.ts";

/** How flat the circles of standing things look: the eye is a little above them. */
const flatness = 0.085;

/** A standing cylinder with its foot at (0, `foot`): its wall in one paint, its top in another. */
export function cylinder(
  { width, height, foot = 0 }: { width: number; height: number; foot?: number },
  wall: Paint,
  top: Paint,
): string {
  const [r, ry, head] = [width / 2, width * flatness, foot - height];
  return `<path d="M${-r} ${head}L${-r} ${foot}A${r} ${ry} 0 0 0 ${r} ${foot}L${r} ${head}Z" fill="${wall}"/><ellipse cx="0" cy="${head}" rx="${r}" ry="${ry}" fill="${top}"/>`;
}

/** A lacquered cap or case: a cylinder with a softly lit top and a thin light along its upper edge. */
export function lacquer(
  sheet: Sheet,
  size: { width: number; height: number; foot?: number },
  colour: Colour,
  gloss = 0.55,
): string {
  const [r, ry, head] = [size.width / 2, size.width * flatness, (size.foot ?? 0) - size.height];
  const top = sheet.fade(
    [
      [0, lighter(colour, 0.34)],
      [1, lighter(colour, 0.08)],
    ],
    [0, 0, 1, 0.4],
  );
  return `${cylinder(size, sheet.round(colour, gloss), top)}<path d="M${-r} ${head}A${r} ${ry} 0 0 0 ${r} ${head}" fill="none" stroke="${lighter(colour, 0.55)}" stroke-opacity=".5" stroke-width="1.5"/>`;
}

/** A metal ring or case. */
export function metalRing(
  sheet: Sheet,
  size: { width: number; height: number; foot?: number },
  colour: Colour,
): string {
  const top = sheet.fade([
    [0, darker(colour, 0.35)],
    [1, lighter(colour, 0.45)],
  ]);
  return cylinder(size, sheet.metal(colour), top);
}

/** The shadow of something standing at (0, 0): a dark contact and a long soft fall to the right. */
export function standingShadow(width: number): string {
  return `<g fill="#4a2c22"><ellipse cx="${width * 0.42}" cy="6" rx="${width * 0.95}" ry="${width * 0.15}" opacity=".2" filter="url(#softer)"/><ellipse cx="${width * 0.1}" cy="4" rx="${width * 0.6}" ry="${width * 0.11}" opacity=".42" filter="url(#soft)"/></g>`;
}

/** Puts a drawing somewhere. */
export function at(x: number, y: number, drawing: string, { scale = 1, turn = 0 } = {}): string {
  return `<g transform="translate(${x} ${y})${turn === 0 ? "" : ` rotate(${turn})`}${scale === 1 ? "" : ` scale(${scale})`}">${drawing}</g>`;
}

/** The house's name as it is printed on packaging. */
export function imprint(x: number, y: number, size: number, colour: Colour, opacity = 0.85): string {
  return `<text x="${x}" y="${y}" font-family="Didot, 'Bodoni 72', 'Times New Roman', 'Liberation Serif', serif" font-size="${size}" letter-spacing="${size * 0.16}" text-anchor="middle" fill="${colour}" fill-opacity="${opacity}">ODILE &amp; MARSH</text>`;
}

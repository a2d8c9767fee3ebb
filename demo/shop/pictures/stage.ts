import { darker, lighter, mix } from "./colour.ts";
import type { Colour } from "./colour.ts";
import type { Sheet } from "./sheet.ts";

const paper = "#efe3d7";

/** A wall and a floor in a tint of the shade, with window light falling across: 800 by 1000, floor from 700. */
export function stage(sheet: Sheet, shade: Colour): string {
  const tint = mix(paper, shade, 0.13);
  const wall = sheet.fade(
    [
      [0, lighter(tint, 0.42)],
      [1, tint],
    ],
    [0, 0, 1, 1],
  );
  const floor = sheet.fade([
    [0, mix(tint, shade, 0.1)],
    [1, lighter(tint, 0.22)],
  ]);
  return [
    `<rect width="800" height="1000" fill="${wall}"/>`,
    `<path d="M80 0L330 0L650 700L430 700Z" fill="#fff" opacity=".2"/><path d="M400 0L470 0L790 700L730 700Z" fill="#fff" opacity=".16"/>`,
    `<rect y="700" width="800" height="300" fill="${floor}"/>`,
    `<rect y="696" width="800" height="26" fill="${darker(tint, 0.12)}" opacity=".25" filter="url(#soft)"/>`,
  ].join("");
}

/** A plain surface seen from above, for what lies flat. */
export function tabletop(sheet: Sheet, shade: Colour): string {
  const tint = mix(paper, shade, 0.16);
  const light = sheet.fade(
    [
      [0, lighter(tint, 0.5)],
      [1, tint],
    ],
    [0, 0, 1, 1],
  );
  return `<rect width="800" height="1000" fill="${light}"/><path d="M0 120L800 -220V60L0 470Z" fill="#fff" opacity=".2"/><path d="M0 620L800 240V320L0 720Z" fill="#fff" opacity=".16"/>`;
}

/** A round plinth of stone with its top at (x, y). */
export function plinth(
  sheet: Sheet,
  x: number,
  y: number,
  width: number,
  height: number,
  colour: Colour,
): string {
  const [r, ry] = [width / 2, width * 0.11];
  const wall = sheet.fade(
    [
      [0, darker(colour, 0.14)],
      [0.25, lighter(colour, 0.2)],
      [0.6, colour],
      [1, darker(colour, 0.26)],
    ],
    [0, 0, 1, 0],
  );
  return `<g transform="translate(${x} ${y})"><ellipse cx="${r * 0.35}" cy="${height + 4}" rx="${r * 1.2}" ry="${ry * 1.1}" fill="#4a2c22" opacity=".24" filter="url(#softer)"/><path d="M${-r} 0V${height}A${r} ${ry} 0 0 0 ${r} ${height}V0Z" fill="${wall}"/><ellipse rx="${r}" ry="${ry}" fill="${lighter(colour, 0.38)}"/></g>`;
}

/** A swipe of the product itself, laid over the surface: about 300 wide, its middle at (0, 0). */
export function smear(sheet: Sheet, shade: Colour, gloss: number): string {
  const body = sheet.fade(
    [
      [0, darker(shade, 0.08)],
      [0.5, lighter(shade, 0.12 + gloss * 0.15)],
      [1, darker(shade, 0.14)],
    ],
    [0, 0, 0.2, 1],
  );
  return `<g><path d="M-150 18C-148 -18 -96 -30 -40 -34C40 -40 122 -40 148 -22C164 -8 150 8 128 14C92 24 60 20 20 30C-40 42 -150 48 -150 18Z" fill="${body}"/><g fill="none" stroke="${lighter(shade, 0.5)}" stroke-opacity="${0.25 + gloss * 0.4}" stroke-width="3" stroke-linecap="round"><path d="M-128 8C-60 -16 30 -22 120 -18"/><path d="M-118 22C-50 4 20 0 110 0"/></g><g fill="none" stroke="${darker(shade, 0.4)}" stroke-opacity=".25" stroke-width="3" stroke-linecap="round"><path d="M-122 15C-56 -6 26 -11 128 -8"/><path d="M-96 30C-40 16 0 16 66 12"/></g></g>`;
}

import { lighter } from "./colour.ts";
import type { Colour } from "./colour.ts";
import type { Sheet } from "./sheet.ts";
import { imprint } from "./solids.ts";

/** A sharpened wooden pencil, point up, foot at (0, 0); 44 wide and 640 high, lacquered in its own shade. */
export function pencil(sheet: Sheet, shade: Colour, end: Colour): string {
  const facets = sheet.fade(
    [
      [0, shade],
      [0.22, lighter(shade, 0.1)],
      [0.23, lighter(shade, 0.34)],
      [0.5, lighter(shade, 0.22)],
      [0.51, shade],
      [0.78, shade],
      [0.79, "#1c0f0d", 0.55],
      [1, "#1c0f0d", 0.7],
    ],
    [0, 0, 1, 0],
  );
  const wood = sheet.fade(
    [
      [0, "#b98a5d"],
      [0.35, "#ecc99c"],
      [1, "#8e6239"],
    ],
    [0, 0, 1, 0],
  );
  return [
    `<rect x="-22" y="-540" width="44" height="540" fill="${shade}"/>`,
    `<rect x="-22" y="-540" width="44" height="540" fill="${facets}"/>`,
    `<rect x="-23" y="-40" width="46" height="40" rx="3" fill="${sheet.metal(end)}"/>`,
    `<path d="M-22 -536C-17 -548 -12 -548 -8 -538C-4 -548 4 -548 8 -538C12 -548 17 -548 22 -536L7 -622L-7 -622Z" fill="${wood}"/>`,
    `<path d="M-8 -616L-2 -648C-1 -653 1 -653 2 -648L8 -616C4 -611 -4 -611 -8 -616Z" fill="${sheet.round(shade, 0.35)}"/>`,
    `<g transform="rotate(-90)">${imprint(190, 5, 14, "#f6e8d8", 0.9)}</g>`,
  ].join("");
}

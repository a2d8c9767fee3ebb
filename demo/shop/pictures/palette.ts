import { darker, lighter } from "./colour.ts";
import type { Colour } from "./colour.ts";
import type { Sheet } from "./sheet.ts";
import { imprint } from "./solids.ts";

/** An open palette of six pans seen from above, its middle at (0, 0); 560 wide and 640 high. */
export function palette(sheet: Sheet, shell: Colour, pans: readonly Colour[]): string {
  const board = sheet.fade(
    [
      [0, lighter(shell, 0.22)],
      [0.5, shell],
      [1, darker(shell, 0.35)],
    ],
    [0, 0, 1, 1],
  );
  const mirror = sheet.fade(
    [
      [0, "#f3eee9"],
      [0.36, "#d6d1cd"],
      [0.37, "#efebe6"],
      [0.62, "#e2dcd7"],
      [0.63, "#cbc6c3"],
      [1, "#b9b3b1"],
    ],
    [0, 0, 1, 0.7],
  );
  return [
    `<rect x="-272" y="-300" width="560" height="640" rx="24" fill="#4a2c22" opacity=".4" filter="url(#softer)"/>`,
    `<rect x="-280" y="-320" width="560" height="310" rx="20" fill="${board}"/><rect x="-254" y="-296" width="508" height="262" rx="8" fill="${mirror}"/><path d="M-254 -288V-60" stroke="#fff" stroke-opacity=".6" stroke-width="2"/>`,
    `<rect x="-150" y="-18" width="300" height="16" rx="6" fill="${sheet.metal("#c8a06b")}"/>`,
    `<rect x="-280" y="-8" width="560" height="328" rx="20" fill="${board}"/>`,
    ...pans.map((colour, index) =>
      pan(sheet, colour, (index % 3) * 172 - 172, Math.floor(index / 3) * 138 + 76),
    ),
    imprint(0, 304, 15, "#d9b98c"),
  ].join("");
}

/** One pan of shadow with a woven pattern pressed into it. */
function pan(sheet: Sheet, colour: Colour, x: number, y: number): string {
  const powder = sheet.glow(
    [
      [0, lighter(colour, 0.4)],
      [0.65, colour],
      [1, darker(colour, 0.2)],
    ],
    [0.32, 0.22, 0.95],
  );
  const lines = Array.from(
    { length: 5 },
    (_, index) => `<path d="M${-56 + index * 28} -34q10 34 0 68"/>`,
  ).join("");
  return `<g transform="translate(${x} ${y})"><rect x="-80" y="-62" width="160" height="124" rx="12" fill="${darker(colour, 0.75)}"/><rect x="-76" y="-57" width="152" height="116" rx="9" fill="${powder}"/><g fill="none" stroke="${lighter(colour, 0.6)}" stroke-opacity=".4" stroke-width="2.5" stroke-linecap="round">${lines}</g></g>`;
}

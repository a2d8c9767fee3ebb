import { darker, lighter } from "./colour.ts";
import type { Colour } from "./colour.ts";
import type { Sheet } from "./sheet.ts";
import { imprint, lacquer, metalRing, standingShadow } from "./solids.ts";

/** How a lipstick is made. */
export interface LipstickLook {
  readonly shade: Colour;
  readonly body: Colour;
  readonly metal: Colour;
  readonly sheer?: boolean;
}

/** A lipstick turned up, standing with its foot at (0, 0); about 150 wide and 560 high. */
export function lipstick(sheet: Sheet, { shade, body, metal, sheer = false }: LipstickLook): string {
  return [
    standingShadow(170),
    lacquer(sheet, { width: 150, height: 232 }, body),
    metalRing(sheet, { width: 138, height: 32, foot: -232 }, metal),
    metalRing(sheet, { width: 118, height: 92, foot: -264 }, metal),
    `<ellipse cx="0" cy="-355" rx="52" ry="7" fill="${darker(shade, 0.55)}" opacity=".5"/>`,
    bullet(sheet, shade, sheer),
    imprint(0, -104, 8, metal),
  ].join("");
}

/** The cap that goes with it. */
export function lipstickCap(sheet: Sheet, { body, metal }: LipstickLook): string {
  return [
    standingShadow(170),
    metalRing(sheet, { width: 152, height: 14 }, metal),
    lacquer(sheet, { width: 154, height: 330, foot: -14 }, body),
  ].join("");
}

/** The bullet: a cylinder cut on the slant, the cut rounded like a drop. */
function bullet(sheet: Sheet, shade: Colour, sheer: boolean): string {
  const wall = sheet.round(shade, sheer ? 0.85 : 0.4);
  const cut = sheet.fade(
    [
      [0, lighter(shade, sheer ? 0.5 : 0.3)],
      [0.55, lighter(shade, 0.1)],
      [1, darker(shade, 0.1)],
    ],
    [0.7, 0, 0.2, 1],
  );
  const edge = lighter(shade, 0.5);
  return [
    `<path d="M-48 -354L-48 -468C-48 -512 2 -578 30 -574C46 -571 48 -545 48 -512L48 -354A48 6 0 0 1 -48 -354Z" fill="${wall}"/>`,
    `<path d="M-48 -468C-47 -512 4 -577 30 -573C45 -570 40 -528 17 -494C-4 -463 -46 -446 -48 -468Z" fill="${cut}"/>`,
    `<path d="M-48 -466C-44 -447 -4 -463 17 -494C38 -526 44 -562 35 -571" fill="none" stroke="${edge}" stroke-opacity=".45" stroke-width="1.6"/>`,
    sheer
      ? `<path d="M-24 -372L-24 -446" stroke="#fff" stroke-opacity=".5" stroke-width="7" stroke-linecap="round"/>`
      : "",
  ].join("");
}

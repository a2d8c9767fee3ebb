import { darker, lighter, mix } from "./colour.ts";
import type { Colour } from "./colour.ts";
import type { Sheet } from "./sheet.ts";
import { cylinder, imprint, lacquer, metalRing, standingShadow } from "./solids.ts";

/** A flat-sided glass bottle of foundation; foot at (0, 0), about 250 wide and 560 high. */
export function bottle(sheet: Sheet, shade: Colour, cap: Colour): string {
  const glass = sheet.fade(
    [
      [0, mix(shade, "#ffffff", 0.3)],
      [0.5, mix(shade, "#ffffff", 0.68)],
      [1, mix(darker(shade, 0.2), "#ffffff", 0.25)],
    ],
    [0, 0, 1, 0],
  );
  return [
    standingShadow(270),
    `<rect x="-125" y="-384" width="250" height="388" rx="26" fill="${glass}"/>`,
    `<path d="M-107 -352a22 22 0 0 1 22-22H85a22 22 0 0 1 22 22V-46a16 16 0 0 1-16 16H-91a16 16 0 0 1-16-16Z" fill="${sheet.round(shade, 0.3)}"/>`,
    `<path d="M-112 -350V-30" stroke="#fff" stroke-opacity=".7" stroke-width="5" stroke-linecap="round"/><path d="M-92 -14H92" stroke="#fff" stroke-opacity=".55" stroke-width="4" stroke-linecap="round"/>`,
    metalRing(sheet, { width: 112, height: 22, foot: -382 }, "#c8a06b"),
    lacquer(sheet, { width: 124, height: 166, foot: -402 }, cap),
    imprint(0, -196, 17, inkOn(shade)),
    `<path d="M-26 -172H26" stroke="${inkOn(shade)}" stroke-opacity=".5"/>`,
  ].join("");
}

/** A round serum bottle with a dropper; foot at (0, 0), about 200 wide and 560 high. */
export function dropper(sheet: Sheet, shade: Colour, cap: Colour): string {
  const glass = lighter(shade, 0.35);
  const bulb = `<path d="M-40 -448C-40 -480 -30 -486 -28 -520C-27 -552 -16 -566 0 -566C16 -566 27 -552 28 -520C30 -486 40 -480 40 -448Z" fill="${sheet.round(cap, 0.25)}"/>`;
  return [
    standingShadow(220),
    `<path d="M-104 -270C-104 -312 -52 -312 -50 -346H50C52 -312 104 -312 104 -270V-4A104 9 0 0 1 -104 -4Z" fill="${sheet.round(glass, 0.8)}"/>`,
    cylinder({ width: 176, height: 226, foot: -16 }, sheet.round(shade, 0.45), lighter(shade, 0.5)),
    `<rect x="-7" y="-346" width="14" height="300" rx="7" fill="#fff" fill-opacity=".38"/>`,
    `<path d="M-84 -252V-30" stroke="#fff" stroke-opacity=".75" stroke-width="7" stroke-linecap="round"/>`,
    bulb,
    metalRing(sheet, { width: 112, height: 104, foot: -344 }, "#c8a06b"),
    imprint(6, -130, 15, "#33474a"),
  ].join("");
}

/** A tall mist bottle with its spray head; foot at (0, 0), about 150 wide and 620 high. */
export function mist(sheet: Sheet, shade: Colour, cap: Colour): string {
  return [
    standingShadow(180),
    `<path d="M-78 -420C-78 -452 -48 -452 -46 -470H46C48 -452 78 -452 78 -420V-4A78 8 0 0 1 -78 -4Z" fill="${sheet.round(lighter(shade, 0.25), 0.75)}"/>`,
    cylinder({ width: 128, height: 330, foot: -16 }, sheet.round(shade, 0.4), lighter(shade, 0.5)),
    `<path d="M-58 -396V-32" stroke="#fff" stroke-opacity=".7" stroke-width="6" stroke-linecap="round"/>`,
    metalRing(sheet, { width: 96, height: 26, foot: -466 }, "#c8a06b"),
    lacquer(sheet, { width: 74, height: 100, foot: -490 }, cap, 0.5),
    `<circle cx="-14" cy="-556" r="6" fill="#4a2c22" fill-opacity=".55"/>`,
    imprint(4, -196, 13, inkOn(shade)),
  ].join("");
}

function inkOn(shade: Colour): Colour {
  return Number.parseInt(shade.slice(3, 5), 16) < 120 ? "#f4e4d6" : "#4a2c22";
}

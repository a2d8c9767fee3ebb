import { darker, lighter, mix } from "./colour.ts";
import type { Colour } from "./colour.ts";
import type { Sheet } from "./sheet.ts";
import { cylinder, imprint, lacquer, metalRing, standingShadow } from "./solids.ts";

/** A clear tube filled with the shade under a tall cap; foot at (0, 0), about 110 wide and 520 high. */
export function tube(sheet: Sheet, shade: Colour, cap: Colour): string {
  const glass = mix(shade, "#ffffff", 0.55);
  return [
    standingShadow(130),
    cylinder({ width: 112, height: 276 }, sheet.round(glass, 0.7), glass),
    cylinder({ width: 90, height: 246, foot: -20 }, sheet.round(shade, 0.55), lighter(shade, 0.25)),
    `<path d="M-38 -34V-252" stroke="#fff" stroke-opacity=".55" stroke-width="6" stroke-linecap="round"/><path d="M45 -20V-262" stroke="#fff" stroke-opacity=".35" stroke-width="3" stroke-linecap="round"/>`,
    metalRing(sheet, { width: 104, height: 18, foot: -274 }, "#c8a06b"),
    lacquer(sheet, { width: 108, height: 240, foot: -290 }, cap),
    imprint(0, -146, 8, shadeInk(shade)),
  ].join("");
}

/** The wand of a tube: its cap, a stem and what puts the colour on; tip at (0, 0), pointing down. */
export function wand(sheet: Sheet, shade: Colour, cap: Colour, end: "doe-foot" | "spoolie"): string {
  const stem = `<rect x="-5" y="-210" width="10" height="160" fill="${sheet.round(mix(shade, "#ffffff", 0.5), 0.5)}"/>`;
  const foot = `<path d="M-12 -62C-14 -30 -12 -4 2 0C14 -4 14 -34 12 -62Z" fill="${sheet.round(shade, 0.5)}"/>`;
  return [
    stem,
    end === "doe-foot" ? foot : bristles(darker(shade, 0.25), 90),
    lacquer(sheet, { width: 64, height: 30, foot: -205 }, "#c8a06b", 0.9),
    lacquer(sheet, { width: 108, height: 240, foot: -232 }, cap),
  ].join("");
}

/** A closed mascara; foot at (0, 0), about 92 wide and 600 high. */
export function mascara(sheet: Sheet, body: Colour, metal: Colour): string {
  return [
    standingShadow(110),
    lacquer(sheet, { width: 92, height: 330 }, body, 0.75),
    metalRing(sheet, { width: 94, height: 22, foot: -330 }, metal),
    lacquer(sheet, { width: 92, height: 252, foot: -352 }, body, 0.75),
    `<g transform="rotate(-90)">${imprint(166, 8, 19, metal, 0.95)}</g>`,
  ].join("");
}

/** A mascara wand held tip up: a cap below, a stem and a long brush; foot at (0, 0). */
export function mascaraWand(sheet: Sheet, shade: Colour, body: Colour, metal: Colour): string {
  return [
    `<rect x="-5" y="-440" width="10" height="190" fill="${sheet.metal("#8d8580")}"/>`,
    `<g transform="translate(0 -600) rotate(180)">${bristles(shade, 170)}</g>`,
    metalRing(sheet, { width: 56, height: 26, foot: -256 }, metal),
    lacquer(sheet, { width: 92, height: 250, foot: 0 }, body, 0.75),
  ].join("");
}

/** A liner pen standing on its cap end, with a fine felt point; foot at (0, 0), about 590 high. */
export function pen(sheet: Sheet, shade: Colour, body: Colour): string {
  const point = `<path d="M-9 -470C-8 -520 -3 -560 0 -588C3 -560 8 -520 9 -470Z" fill="${sheet.round(shade, 0.3)}"/>`;
  const nose = `<path d="M-24 -390C-24 -420 -12 -440 -10 -474L10 -474C12 -440 24 -420 24 -390Z" fill="${sheet.round(darker(body, 0.2), 0.6)}"/>`;
  return [
    standingShadow(70),
    point,
    nose,
    lacquer(sheet, { width: 56, height: 380 }, body, 0.8),
    metalRing(sheet, { width: 57, height: 12, foot: -378 }, "#c8a06b"),
    `<g transform="rotate(-90)">${imprint(190, 5, 14, "#c8a06b", 0.95)}</g>`,
  ].join("");
}

/** A round brush hanging down from a twisted wire, `length` long from its tip at (0, 0). */
function bristles(colour: Colour, length: number): string {
  const strokes = [];
  for (let y = 4; y < length; y += 3.5) {
    const from = y / length;
    const reach = 10 + 13 * Math.sin(Math.PI * Math.min(1, 0.18 + from * 0.8));
    const lean = y % 7 < 3.5 ? 4 : -3;
    strokes.push(`M${(-reach).toFixed(1)} ${-(y + lean)}L${reach.toFixed(1)} ${lean - y}`);
  }
  return `<path d="${strokes.join("")}" stroke="${colour}" stroke-width="2.4" stroke-linecap="round" fill="none"/><path d="M0 0V${-length}" stroke="${lighter(colour, 0.25)}" stroke-width="3"/>`;
}

/** Print that can be read on a filled tube. */
function shadeInk(shade: Colour): Colour {
  const dark = Number.parseInt(shade.slice(3, 5), 16) < 110;
  return dark ? "#f4e4d6" : "#4a2c22";
}

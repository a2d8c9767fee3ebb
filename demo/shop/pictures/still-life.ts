import type { Product, Shade } from "../catalogue/product.ts";
import { fullName } from "../catalogue/catalogue.ts";
import { bottle, dropper, mist } from "./bottles.ts";
import { compact, pot, potLid } from "./compact.ts";
import { lipstick, lipstickCap } from "./lipstick.ts";
import { palette } from "./palette.ts";
import { pencil } from "./pencil.ts";
import { newSheet } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import { at } from "./solids.ts";
import { smear, stage, tabletop } from "./stage.ts";
import { mascara, mascaraWand, pen, tube, wand } from "./tubes.ts";

/** The picture of a product in one of its shades, 800 by 1000. */
export function productPicture(product: Product, shade: Shade): string {
  const sheet = newSheet();
  return sheet.finish(
    800,
    1000,
    `${fullName(product)}, ${shade.name}`,
    composed(sheet, product, shade.colour),
  );
}

function composed(sheet: Sheet, { form }: Product, shade: string): string {
  switch (form.shape) {
    case "lipstick": {
      const look = { ...form, shade };
      return [
        stage(sheet, shade),
        at(532, 796, lipstickCap(sheet, look), { scale: 1.08 }),
        at(330, 838, lipstick(sheet, look), { scale: 1.14 }),
        at(585, 905, smear(sheet, shade, form.sheer ? 1 : 0.3), { scale: 0.8 }),
      ].join("");
    }
    case "tube":
      return [
        stage(sheet, shade),
        at(350, 836, tube(sheet, shade, form.cap), { scale: 1.22 }),
        at(598, 908, smear(sheet, shade, 0.9), { scale: 0.95 }),
        at(560, 884, wand(sheet, shade, form.cap, form.applicator), { scale: 1.06, turn: 17 }),
      ].join("");
    case "pencil":
      return [
        tabletop(sheet, shade),
        at(600, 870, fallen(pencil(sheet, shade, form.tip), 46, 650), { turn: -24, scale: 1.1 }),
        at(300, 560, scribble(shade), { turn: -24 }),
      ].join("");
    case "bottle":
      return [
        stage(sheet, shade),
        at(370, 842, bottle(sheet, shade, form.cap), { scale: 1.14 }),
        at(640, 880, smear(sheet, shade, 0.6), { scale: 0.72 }),
      ].join("");
    case "dropper":
      return stage(sheet, shade) + at(400, 846, dropper(sheet, shade, form.cap), { scale: 1.18 });
    case "mist":
      return stage(sheet, shade) + at(400, 850, mist(sheet, shade, form.cap), { scale: 1.14 });
    case "compact":
      return stage(sheet, shade) + at(392, 840, compact(sheet, { ...form, shade }), { scale: 1.16 });
    case "pot":
      return [
        stage(sheet, shade),
        at(560, 738, potLid(sheet, form.lid), { scale: 1.12 }),
        at(350, 850, pot(sheet, shade, form.lid), { scale: 1.5 }),
      ].join("");
    case "mascara":
      return [
        stage(sheet, shade),
        at(330, 838, mascara(sheet, form.body, form.metal), { scale: 1.14 }),
        at(520, 868, mascaraWand(sheet, shade, form.body, form.metal), { scale: 1.08, turn: 9 }),
      ].join("");
    case "pen":
      return [
        stage(sheet, shade),
        at(350, 842, pen(sheet, shade, form.body), { scale: 1.16 }),
        at(580, 884, flick(shade)),
      ].join("");
    case "palette":
      return (
        tabletop(sheet, shade) + at(400, 500, palette(sheet, form.case, form.pans), { scale: 1.06, turn: -5 })
      );
  }
}

/** Something long lying flat: its shadow falls to the lower right. */
function fallen(drawing: string, width: number, length: number): string {
  return `<rect x="${-width / 2 + 26}" y="${-length + 30}" width="${width}" height="${length - 10}" rx="14" fill="#4a2c22" opacity=".32" filter="url(#soft)"/>${drawing}`;
}

/** A drawn line that thins out at its end. */
function flick(shade: string): string {
  return `<path d="M-120 10C-60 34 40 30 150 -46C60 6 -40 16 -120 4Z" fill="${shade}"/>`;
}

/** Strokes of a pencil, pressed harder in the middle: its middle at (0, 0). */
function scribble(shade: string): string {
  return `<g fill="none" stroke="${shade}" stroke-linecap="round"><path d="M-120 -60C-40 -96 60 -96 120 -84" stroke-width="9" stroke-opacity=".85"/><path d="M-112 -14C-30 -44 50 -46 124 -34" stroke-width="15" stroke-opacity=".8"/><path d="M-104 40C-20 10 50 6 118 18" stroke-width="22" stroke-opacity=".62"/></g>`;
}

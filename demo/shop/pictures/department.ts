import { bottle } from "./bottles.ts";
import { compact } from "./compact.ts";
import { lipstick } from "./lipstick.ts";
import { palette } from "./palette.ts";
import { pencil } from "./pencil.ts";
import { newSheet } from "./sheet.ts";
import type { Sheet } from "./sheet.ts";
import { at } from "./solids.ts";
import { plinth, stage, tabletop } from "./stage.ts";

const brass = "#c8a06b";

/** The picture of a department, 800 by 1000. */
export function departmentPicture(name: "category-lips" | "category-face" | "category-eyes"): string {
  const sheet = newSheet();
  if (name === "category-lips") return sheet.finish(800, 1000, "Lipsticks in a row", lipsRow(sheet));
  if (name === "category-face") return sheet.finish(800, 1000, "Foundation and powder", faceScene(sheet));
  return sheet.finish(800, 1000, "A palette and a pencil", eyesScene(sheet));
}

function lipsRow(sheet: Sheet): string {
  const stand = (x: number, y: number, shade: string, body: string) =>
    at(x, y, lipstick(sheet, { shade, body, metal: brass }), { scale: 0.98 });
  return [
    stage(sheet, "#b3464f"),
    stand(560, 742, "#c06a72", "#efe3d6"),
    stand(250, 770, "#7b2f45", "#2c2122"),
    stand(420, 838, "#b3141f", "#8f1119"),
  ].join("");
}

function faceScene(sheet: Sheet): string {
  return [
    stage(sheet, "#d0a57d"),
    plinth(sheet, 280, 730, 360, 120, "#e3cdb8"),
    at(280, 734, bottle(sheet, "#d9ab82", "#2c2122"), { scale: 0.98 }),
    at(540, 868, compact(sheet, { shade: "#ecc3b8", case: "#c9a57a", emboss: "rays" }), { scale: 0.82 }),
  ].join("");
}

function eyesScene(sheet: Sheet): string {
  const pans = ["#ead2c8", "#cf9d94", "#a96f78", "#8a5a6b", "#5f4258", "#33263a"];
  const lying = `<rect x="0" y="-620" width="46" height="630" rx="14" fill="#4a2c22" opacity=".32" filter="url(#soft)"/>${pencil(sheet, "#3a373b", brass)}`;
  return [
    tabletop(sheet, "#8a5a6b"),
    at(350, 440, palette(sheet, "#3a2830", pans), { scale: 0.94, turn: 8 }),
    at(690, 930, lying, { turn: -32, scale: 0.9 }),
  ].join("");
}

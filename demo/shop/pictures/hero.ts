import { bottle } from "./bottles.ts";
import { compact } from "./compact.ts";
import { lipstick } from "./lipstick.ts";
import { newSheet } from "./sheet.ts";
import { at } from "./solids.ts";
import { plinth, smear } from "./stage.ts";

const brass = "#c8a06b";

/** The picture at the top of the front page, 1200 by 1100. */
export function heroPicture(): string {
  const sheet = newSheet();
  const wall = sheet.fade(
    [
      [0, "#efdccf"],
      [1, "#dcb9a8"],
    ],
    [0, 0, 1, 1],
  );
  const floor = sheet.fade([
    [0, "#cfa592"],
    [1, "#e2c3b2"],
  ]);
  const arch = sheet.fade([
    [0, "#c98f7e"],
    [1, "#d8ab99"],
  ]);
  const red = { shade: "#b3141f", body: "#8f1119", metal: brass };
  const fig = { shade: "#7b2f45", body: "#2c2122", metal: brass };
  const nude = { shade: "#c98771", body: "#efe3d6", metal: brass };
  const drawing = [
    `<rect width="1200" height="1100" fill="${wall}"/>`,
    `<path d="M330 850V470a290 290 0 0 1 580 0V850Z" fill="${arch}"/>`,
    `<path d="M120 0H430L860 850H600Z" fill="#fff" opacity=".16"/><path d="M540 0H640L1070 850H990Z" fill="#fff" opacity=".12"/>`,
    `<rect y="830" width="1200" height="270" fill="${floor}"/>`,
    `<rect y="824" width="1200" height="26" fill="#8a5a48" opacity=".25" filter="url(#soft)"/>`,
    plinth(sheet, 660, 700, 470, 210, "#ead4c5"),
    at(760, 712, bottle(sheet, "#d9ab82", "#2c2122"), { scale: 0.9 }),
    at(570, 716, lipstick(sheet, fig), { scale: 0.9 }),
    plinth(sheet, 290, 800, 330, 130, "#dfc0ae"),
    at(285, 808, lipstick(sheet, red), { scale: 1 }),
    at(900, 960, compact(sheet, { shade: "#e6b7a4", case: "#c9a57a", emboss: "rays" }), { scale: 0.86 }),
    at(452, 1006, lipstick(sheet, nude), { scale: 1 }),
    at(205, 1020, smear(sheet, "#b3141f", 0.3), { scale: 0.85, turn: -6 }),
  ].join("");
  return sheet.finish(1200, 1100, "Lipsticks, a compact and a bottle of foundation on stone steps", drawing);
}

import { darker, lighter } from "./colour.ts";
import type { Colour } from "./colour.ts";
import type { Sheet } from "./sheet.ts";
import { cylinder, imprint, lacquer, metalRing, standingShadow } from "./solids.ts";

/** How a compact is made: its case, its powder, and the pattern pressed into the powder. */
export interface CompactLook {
  readonly shade: Colour;
  readonly case: Colour;
  readonly emboss: "rays" | "waves" | "grid";
}

/** An open compact with its mirror up; foot at (0, 0), about 480 wide and 520 high. */
export function compact(sheet: Sheet, look: CompactLook): string {
  const { shade } = look;
  const mirror = sheet.fade(
    [
      [0, "#f4efe9"],
      [0.42, "#d8d3cf"],
      [0.43, "#eeeae5"],
      [0.6, "#e4ded8"],
      [0.61, "#c9c4c1"],
      [1, "#b3adab"],
    ],
    [0, 0, 1, 0.8],
  );
  const rim = sheet.fade(
    [
      [0, lighter(look.case, 0.5)],
      [0.4, look.case],
      [1, darker(look.case, 0.5)],
    ],
    [0, 0, 1, 1],
  );
  const powder = sheet.glow(
    [
      [0, lighter(shade, 0.32)],
      [0.7, shade],
      [1, darker(shade, 0.16)],
    ],
    [0.4, 0.3, 0.7],
  );
  return [
    standingShadow(470),
    `<ellipse cx="0" cy="-292" rx="212" ry="206" fill="${rim}"/><ellipse cx="2" cy="-288" rx="190" ry="184" fill="${mirror}"/><path d="M-150 -176A190 184 0 0 1 -60 -462" fill="none" stroke="#fff" stroke-opacity=".7" stroke-width="3"/>`,
    `<rect x="-46" y="-104" width="92" height="30" rx="8" fill="${sheet.metal("#c8a06b")}"/>`,
    `<g transform="translate(0 -46)"><path d="M-228 -18V14C-228 60 -126 96 0 96S228 60 228 14V-18Z" transform="translate(0 -34)" fill="${sheet.round(look.case, 0.5)}"/><ellipse cx="0" cy="-52" rx="228" ry="80" fill="${rim}"/><ellipse cx="0" cy="-50" rx="196" ry="64" fill="${darker(shade, 0.45)}"/><ellipse cx="0" cy="-46" rx="194" ry="61" fill="${powder}"/>${pressed(look)}</g>`,
  ].join("");
}

/** The pattern in the powder, flattened with it. */
function pressed({ shade, emboss }: CompactLook): string {
  const lines: string[] = [];
  if (emboss === "rays")
    for (let turn = 0; turn < 180; turn += 12)
      lines.push(`<path d="M-150 0H-34M34 0H150" transform="rotate(${turn})"/>`);
  if (emboss === "waves")
    for (let y = -120; y <= 120; y += 30) {
      const reach = Math.sqrt(165 ** 2 - y ** 2);
      lines.push(
        `<path d="M${-reach} ${y}q${reach / 4} -18 ${reach / 2} 0t${reach / 2} 0t${reach / 2} 0t${reach / 2} 0"/>`,
      );
    }
  if (emboss === "grid")
    for (let x = -120; x <= 120; x += 40) {
      const reach = Math.sqrt(165 ** 2 - x ** 2);
      lines.push(`<path d="M${x} ${-reach}V${reach}M${-reach} ${x}H${reach}"/>`);
    }
  const draw = (colour: Colour, opacity: number, y: number) =>
    `<g transform="translate(0 ${y}) scale(1 .315)" fill="none" stroke="${colour}" stroke-opacity="${opacity}" stroke-width="4" stroke-linecap="round">${lines.join("")}<circle r="172"/></g>`;
  return draw(darker(shade, 0.4), 0.5, -46) + draw(lighter(shade, 0.6), 0.65, -44);
}

/** A low jar of cream with its lid leaning behind; foot at (0, 0), about 330 wide. */
export function pot(sheet: Sheet, shade: Colour, lid: Colour): string {
  const cream = sheet.glow(
    [
      [0, lighter(shade, 0.35)],
      [0.6, shade],
      [1, darker(shade, 0.2)],
    ],
    [0.36, 0.3, 0.75],
  );
  const glass = lighter(shade, 0.62);
  return [
    standingShadow(330),
    cylinder({ width: 330, height: 120 }, sheet.round(glass, 0.6), glass),
    cylinder({ width: 292, height: 78, foot: -26 }, sheet.round(shade, 0.35), shade),
    metalRing(sheet, { width: 318, height: 16, foot: -116 }, "#c8a06b"),
    `<g transform="translate(0 -132)"><ellipse rx="150" ry="40" transform="scale(1 .7)" fill="${cream}"/><path d="M-92 4C-70 -16 10 -22 52 -10C84 0 40 14 -8 10C-40 8 -44 -4 -10 -6" fill="none" stroke="${darker(shade, 0.35)}" stroke-opacity=".45" stroke-width="7" stroke-linecap="round"/><path d="M-92 1C-70 -19 10 -25 52 -13C84 -3 40 11 -8 7" fill="none" stroke="${lighter(shade, 0.7)}" stroke-opacity=".6" stroke-width="4" stroke-linecap="round"/></g>`,
    `<path d="M-146 -28V-102" stroke="#fff" stroke-opacity=".6" stroke-width="8" stroke-linecap="round"/>`,
    lid === "" ? "" : imprint(0, -52, 15, "#fff6ee", 0.9),
  ].join("");
}

/** The lid of a pot; foot at (0, 0). */
export function potLid(sheet: Sheet, lid: Colour): string {
  return [
    standingShadow(330),
    lacquer(sheet, { width: 330, height: 74 }, lid, 0.45),
    `<g transform="translate(0 -71) scale(1 .3)">${imprint(0, 10, 24, "#a88352", 0.9)}</g>`,
  ].join("");
}

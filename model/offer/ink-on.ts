/**
 * The colour, black or white, in which text can be read on a background.
 * @param background as #rrggbb
 * @returns white where its contrast is at least 4.5 (https://www.w3.org/TR/WCAG22/#contrast-minimum); else black, whose
 * contrast then is higher still
 */
export function inkOn(background: string): "#fff" | "#000" {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => linear(background.slice(at, at + 2)));
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return 1.05 / (luminance + 0.05) >= 4.5 ? "#fff" : "#000";
}

function linear(hex: string): number {
  const share = Number.parseInt(hex, 16) / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

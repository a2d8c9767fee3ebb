import { language } from "../text/language.ts";
import { translated } from "../text/translated.ts";

export const t = translated("targets", {
  content: "what is in {element}",
  element: "{element}",
  hide: "{element}",
  place: "where {element} stands",
  attribute: "{name} of {element}",
  style: "{name} of {element}",
  class: "the class {name} of {element}",
  placement: "what is in the place {name}",
  redirect: "where the page leads",
});

/**
 * What changes want, for people: `content h1` → “what is in h1”.
 * @param targets as `wantsOf` gives them.
 */
export function targetWords(
  targets: readonly string[],
  placements: readonly { id: string; name: string }[],
): string {
  const words = targets.map((target) => wordsOf(target, placements));
  return new Intl.ListFormat(language, { type: "conjunction" }).format(new Set(words));
}

function wordsOf(target: string, placements: readonly { id: string; name: string }[]): string {
  const [kind = "", first = "", ...rest] = target.split(" ");
  switch (kind) {
    case "placement":
      return t("placement", { name: placements.find(({ id }) => id === first)?.name ?? first });
    case "attribute":
    case "style":
    case "class":
      return t(kind, { name: first, element: rest.join(" ") });
    case "content":
    case "element":
    case "hide":
    case "place":
      return t(kind, { element: [first, ...rest].join(" ") });
    default:
      return t("redirect");
  }
}

import type { Change } from "./change.ts";
import { needsOwner } from "./html/html-problem.ts";
import { meantBy, placeAt, placeInside } from "./html/place.ts";
import type { Rule } from "./rule.ts";
import type { RuleWarning } from "./rule-warnings.ts";

/** Warns about changes that may do nothing, or something else, on pages that nobody here knows. */
export function changeWarnings(rules: readonly Rule[]): RuleWarning[] {
  return rules.flatMap((rule, ruleIndex) =>
    rule.variants.flatMap(({ changes }, variantIndex) =>
      changes.flatMap((change, changeIndex): RuleWarning[] => {
        const found = rule.on ? (withoutEffect(change) ?? unsurePlace(change)) : undefined;
        if (found === undefined) return [];
        const path = `rules[${ruleIndex}].variants[${variantIndex}].changes[${changeIndex}].${found.field}`;
        return [{ code: found.code, rule: rule.id, path, message: `${rule.name}: ${found.message}` }];
      }),
    ),
  );
}

interface Found {
  code: "no_effect" | "unsure_place";
  field: string;
  message: string;
}

/** Elements that take an address in this way. */
const takes = {
  setImage: new Set(["img", "input"]),
  setLink: new Set(["a", "area", "link", "use"]),
};

function withoutEffect(change: Change): Found | undefined {
  if (change.type !== "setImage" && change.type !== "setLink") return undefined;
  const other = meantBy(change.selector).find(
    ({ name }) => name !== undefined && !takes[change.type].has(name) && !name.includes("-"),
  );
  if (other === undefined) return undefined;
  const message =
    change.type === "setImage"
      ? `<${other.name}> shows no picture of its own; name the <img>.`
      : `<${other.name}> is no link; name the <a>.`;
  return { code: "no_effect", field: "selector", message };
}

/** Markup that begins with a part of a table or a list of choices stands there alone. */
function unsurePlace(change: Change): Found | undefined {
  if (change.type !== "insertHtml" && change.type !== "setHtml" && change.type !== "replaceHtml")
    return undefined;
  const name = /^\s*<([a-z]+)/i.exec(change.html)?.[1]?.toLowerCase();
  if (name === undefined || !needsOwner(name)) return undefined;
  const position = change.type === "insertHtml" ? change.position : "before";
  const isUnsure = meantBy(change.selector).some(
    (meant) =>
      (change.type === "setHtml" ? placeInside(meant) : placeAt(meant, position)).parent === undefined,
  );
  if (!isUnsure) return undefined;
  const message = `browsers drop <${name}> anywhere but in the element that it is a part of, and the selector does not say that this is one. Name it, as in tbody.prices.`;
  return { code: "unsure_place", field: "html", message };
}

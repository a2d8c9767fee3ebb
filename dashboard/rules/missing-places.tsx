import "./undone-changes.css";
import type { RulePages } from "../../worker/api/contract.ts";
import { translated } from "../text/translated.ts";
import { WarningIcon } from "../ui/icons.tsx";

export const t = translated("missing-places", {
  missing: "The edge does not find {selector} on {page} any more, so nothing is changed there.",
  more: "{count, plural, one {So it is with # more element.} other {So it is with # more elements.}}",
  advice:
    "The shop may have another layout now. Pick the element anew, by Edit on the page. It is looked for again each night.",
});

/** Whoever reads of three knows what to do. */
const mostNamed = 3;

/** What a live rule is about and the edge does not find. */
export function MissingPlaces({ missing }: Pick<RulePages, "missing">) {
  const more = missing.length - mostNamed;
  return (
    <div class="undone">
      <WarningIcon />
      <div>
        {missing.slice(0, mostNamed).map(({ page, selector }) => (
          <p key={page + selector}>
            {t.parts("missing", { selector: <code>{selector}</code>, page: <strong>{page}</strong> })}
          </p>
        ))}
        {more > 0 && <p>{t("more", { count: more })}</p>}
        <p>{t("advice")}</p>
      </div>
    </div>
  );
}

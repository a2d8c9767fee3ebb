import "./undone-changes.css";
import type { RulePages } from "../../worker/api/contract.ts";
import { translated } from "../text/translated.ts";
import { WarningIcon } from "../ui/icons.tsx";
import { changeName } from "./change-name.ts";
import type { Names } from "./rule-sentence.ts";

export const t = translated("undone-changes", {
  undone: "The shop’s own scripts undid {change} on {undone} of {pages}.",
  pages: "{count, plural, one {# page} other {# pages}}",
  restored: "It was put back.",
  lost: "It stayed undone.",
  both: "It was put back on {restored}, and stayed undone on {lost}.",
  more: "{count, plural, one {So it was with # more change.} other {So it was with # more changes.}}",
  advice:
    "Let the rule change an element that no script writes, or insert something beside it; or have the shop’s script leave this one alone.",
});

/** Whoever reads of three knows what to do. */
const mostNamed = 3;

interface UndoneChangesProps {
  pages: RulePages;
  /** Names of offers, by id. */
  offers: Names["offers"];
}

/** What of a rule did not stay as the edge had made it, and what helps. */
export function UndoneChanges({ pages, offers }: UndoneChangesProps) {
  const more = pages.undone.length - mostNamed;
  return (
    <div class="undone">
      <WarningIcon />
      <div>
        {pages.undone.slice(0, mostNamed).map(({ change, restored, lost }) => (
          <p key={changeName(change, offers)}>
            {t.parts("undone", {
              change: <strong>{changeName(change, offers)}</strong>,
              undone: String(restored + lost),
              // What was decided a day ago may have been undone since: never “2 of 1”.
              pages: t("pages", { count: Math.max(pages.decided, restored + lost) }),
            })}{" "}
            {became(restored, lost)}
          </p>
        ))}
        {more > 0 && <p>{t("more", { count: more })}</p>}
        <p>{t("advice")}</p>
      </div>
    </div>
  );
}

function became(restored: number, lost: number): string {
  if (lost === 0) return t("restored");
  return restored === 0 ? t("lost") : t("both", { restored: String(restored), lost: String(lost) });
}

import type { Editing } from "../editing/editing.ts";
import { LinesField } from "../ui/lines-field.tsx";
import { t } from "./messages.ts";

/** On which pages the rule works. */
export function WhereSection({ rule }: { rule: Editing<"rules"> }) {
  const { pages } = rule.document.value;
  return (
    <section class="card" id="where" tabIndex={-1} aria-labelledby="where-title">
      <h2 id="where-title">{t("whereTitle")}</h2>
      <LinesField
        label={t("wherePages", { count: pages.length })}
        hint={t("whereHint")}
        lines={pages}
        problem={rule.problemUnder("pages")}
        onLines={(lines) => rule.edit({ ...rule.document.peek(), pages: lines }, "pages")}
      />
    </section>
  );
}

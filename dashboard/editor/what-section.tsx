import type { Change } from "../../model/change.ts";
import type { Rule } from "../../model/rule.ts";
import { ChangeForm } from "./change-form.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";

/** Each change that the rule makes to a page, as a form. */
export function WhatSection({ data }: { data: EditorData }) {
  const { rule } = data;
  const { variants } = rule.document.value;
  return (
    <section class="what" id="what" tabIndex={-1} aria-labelledby="what-title">
      <h2 id="what-title">{t("whatTitle")}</h2>
      {variants.flatMap((variant, variantIndex) =>
        variant.changes.map((change, changeIndex) => {
          const path = `variants[${variantIndex}].changes[${changeIndex}]`;
          return (
            <ChangeForm
              key={path}
              change={change}
              data={data}
              problemAt={(field) => rule.problemAt(`${path}.${field}`)}
              onChange={(next, field) =>
                rule.edit(
                  withChange(rule.document.value, variantIndex, changeIndex, next),
                  `${path}.${field}`,
                )
              }
            />
          );
        }),
      )}
    </section>
  );
}

function withChange(rule: Rule, variantIndex: number, changeIndex: number, change: Change): Rule {
  const variants = rule.variants.map((variant, index) =>
    index === variantIndex ? { ...variant, changes: variant.changes.with(changeIndex, change) } : variant,
  );
  return { ...rule, variants };
}

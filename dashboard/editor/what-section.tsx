import type { Rule } from "../../model/rule.ts";
import { Button } from "../ui/button.tsx";
import type { EditorData } from "./load-editor.ts";
import { t } from "./messages.ts";
import { VariantPart } from "./variant-part.tsx";
import { withAnotherVariant } from "./variants.ts";

/** What the rule does to a page: one way, or several that are tested against each other. */
export function WhatSection({ data }: { data: EditorData }) {
  const { rule } = data;
  const { variants } = rule.document.value;
  const edit = (next: Rule["variants"], path: string) =>
    rule.edit({ ...rule.document.peek(), variants: next }, path);
  return (
    <section class="what" id="what" tabIndex={-1} aria-labelledby="what-title">
      <h2 id="what-title">{t("whatTitle")}</h2>
      {variants.map((variant, index) => (
        <VariantPart
          key={variant.id}
          variant={variant}
          index={index}
          all={variants}
          data={data}
          onVariant={(next, path) => edit(variants.with(index, next), path)}
          onRemove={() => edit(variants.toSpliced(index, 1), "variants")}
        />
      ))}
      <div class="actions">
        {variants.length < 20 && (
          <Button onClick={() => edit(withAnotherVariant(variants), "variants")}>{t("addVariant")}</Button>
        )}
        {variants.length < 20 && variants.every(({ changes }) => changes.length > 0) && (
          <Button look="quiet" onClick={() => edit(withAnotherVariant(variants, "control"), "variants")}>
            {t("addControl")}
          </Button>
        )}
      </div>
    </section>
  );
}

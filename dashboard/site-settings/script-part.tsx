import { Part } from "../settings/part.tsx";
import { Field } from "../ui/field.tsx";
import { LinesField } from "../ui/lines-field.tsx";
import { linesField, textField } from "./fields.ts";
import { t } from "./messages.ts";
import type { SiteEditing } from "./site-editing.ts";
import { Tick } from "./tick.tsx";

/** How pages come to have the snippet. */
export function ScriptPart({ editing }: { editing: SiteEditing }) {
  const { snippet, vitals } = editing.site.value;
  return (
    <Part title={t("script")}>
      <Tick label={t("snippet")} on={snippet} onChange={(on) => editing.edit({ snippet: on })} />
      <Tick label={t("vitals")} on={vitals} onChange={(on) => editing.edit({ vitals: on })} />
      <LinesField
        label={t("snippetHosts")}
        hint={t("snippetHostsHint")}
        {...linesField(editing, "snippetHosts")}
      />
      <Field label={t("prefix")} hint={t("prefixHint")} code {...textField(editing, "prefix")} />
    </Part>
  );
}

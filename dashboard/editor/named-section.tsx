import type { Editing } from "../editing/editing.ts";
import { Field } from "../ui/field.tsx";
import { SwitchField } from "../ui/switch-field.tsx";
import { t } from "./messages.ts";

/** What the rule is called, and whether it is on once it is published. */
export function NamedSection({ rule }: { rule: Editing<"rules"> }) {
  const { name, on } = rule.document.value;
  return (
    <section class="card" id="named" tabIndex={-1} aria-labelledby="named-title">
      <h2 id="named-title">{t("namedTitle")}</h2>
      <Field
        label={t("name")}
        value={name}
        maxLength={120}
        problem={rule.problemAt("name")}
        onValue={(typed) => rule.edit({ ...rule.document.peek(), name: typed }, "name")}
      />
      <SwitchField
        label={t("on")}
        on={on}
        onSwitch={(next) => rule.edit({ ...rule.document.peek(), on: next }, "on")}
      />
    </section>
  );
}

import { useSignal } from "@preact/signals";
import type { Strategy } from "../../model/trait.ts";
import { Part } from "../settings/part.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { t } from "./messages.ts";
import type { SiteEditing } from "./site-editing.ts";

const strategies = ["latest", "earliest", "maximum", "sum", "union"] as const satisfies Strategy[];

/** What becomes of several words about one trait. */
export function TraitsPart({ editing }: { editing: SiteEditing }) {
  const { traits } = editing.site.value;
  const added = useSignal("");
  const options = strategies.map((value) => ({ value, label: t(`strategy_${value}`) }));
  const add = () => {
    const name = added.value.trim();
    if (name === "") return;
    editing.edit({ traits: { ...traits, [name]: traits[name] ?? "latest" } });
    added.value = "";
  };
  return (
    <Part title={t("traits")} intro={t("traitsHint")}>
      {Object.entries(traits).map(([name, strategy]) => (
        <div key={name} class="settings-pair settings-trait">
          <SelectField
            label={name}
            options={options}
            value={strategy}
            problem={editing.problemAt(`traits.${name}`)}
            onValue={(value) => editing.edit({ traits: { ...traits, [name]: value as Strategy } })}
          />
          <Button
            look="quiet"
            aria-label={t("removeTrait", { name })}
            onClick={() => {
              const { [name]: _gone, ...others } = traits;
              editing.edit({ traits: others });
            }}
          >
            {t("remove")}
          </Button>
        </div>
      ))}
      <div class="settings-pair settings-trait">
        <Field
          label={t("trait")}
          code
          maxLength={40}
          value={added.value}
          onValue={(value) => (added.value = value)}
        />
        <Button onClick={add}>{t("addTrait")}</Button>
      </div>
    </Part>
  );
}

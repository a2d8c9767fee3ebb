import { useMemo } from "preact/hooks";
import { Part } from "../settings/part.tsx";
import { currencies, timeZones } from "../sites/choices.ts";
import { languageChoices } from "../text/languages.ts";
import { Field } from "../ui/field.tsx";
import { LinesField } from "../ui/lines-field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { linesField, textField } from "./fields.ts";
import { t } from "./messages.ts";
import type { SiteEditing } from "./site-editing.ts";

/** What the shop is called and where it is. */
export function ShopPart({ editing }: { editing: SiteEditing }) {
  const { origin, language, timeZone } = editing.site.value;
  const languages = useMemo(() => withKnown(languageChoices(), language), []);
  const zones = useMemo(() => withKnown(timeZones(), timeZone), []);
  const currencyOptions = useMemo(currencies, []);
  return (
    <Part title={t("shop")}>
      <Field label={t("name")} maxLength={120} {...textField(editing, "name")} />
      <LinesField label={t("hosts")} {...linesField(editing, "hosts")} />
      <Field
        label={t("origin")}
        hint={t("originHint")}
        code
        inputMode="url"
        value={origin ?? ""}
        problem={editing.problemAt("origin")}
        onValue={(value) => editing.edit({ origin: value === "" ? null : value })}
      />
      <div class="settings-pair">
        <SelectField label={t("language")} options={languages} {...textField(editing, "language")} />
        <SelectField label={t("currency")} options={currencyOptions} {...textField(editing, "currency")} />
        <SelectField label={t("timeZone")} options={zones} {...textField(editing, "timeZone")} />
      </div>
      <Field label={t("accent")} code maxLength={7} {...textField(editing, "accent")} />
    </Part>
  );
}

type Choices = { value: string; label: string }[];

/** The API takes more than there is to choose from. */
function withKnown(choices: Choices, known: string): Choices {
  return choices.some(({ value }) => value === known)
    ? choices
    : [...choices, { value: known, label: known }];
}

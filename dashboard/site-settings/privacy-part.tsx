import type { Site } from "../../model/site.ts";
import { NumberField } from "../editing/number-field.tsx";
import { Part } from "../settings/part.tsx";
import { noNumber } from "../text/number.ts";
import { Field } from "../ui/field.tsx";
import { SelectField } from "../ui/select-field.tsx";
import { BannerFields } from "./banner-fields.tsx";
import { t } from "./messages.ts";
import type { SiteEditing } from "./site-editing.ts";

/** When visitors are remembered, and for how long. */
export function PrivacyPart({ editing }: { editing: SiteEditing }) {
  const { consent, consentNotice, retention } = editing.site.value;
  return (
    <Part title={t("privacy")}>
      <SelectField
        label={t("consent")}
        options={(["assumed", "asked"] as const).map((value) => ({ value, label: t(`consent_${value}`) }))}
        value={consent}
        onValue={(value) => editing.edit({ consent: value as Site["consent"] })}
      />
      {consent === "asked" && <BannerFields editing={editing} />}
      <Field
        label={t("consentNotice")}
        hint={t("consentNoticeHint")}
        value={consentNotice ?? ""}
        problem={editing.problemAt("consentNotice")}
        onValue={(value) => editing.edit({ consentNotice: value === "" ? null : value })}
      />
      <div class="settings-pair">
        {(["eventsDays", "profilesDays"] as const).map((name) => (
          <NumberField
            key={name}
            label={t(name)}
            number={retention[name]}
            problem={editing.problemAt(`retention.${name}`)}
            onNumber={(days) => editing.edit({ retention: { ...retention, [name]: days ?? noNumber } })}
          />
        ))}
      </div>
    </Part>
  );
}

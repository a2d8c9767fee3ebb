import { NumberField } from "../editing/number-field.tsx";
import { WindowField } from "../goals/window-field.tsx";
import { Part } from "../settings/part.tsx";
import { percentOf, shareOf } from "./fields.ts";
import { t } from "./messages.ts";
import type { SiteEditing } from "./site-editing.ts";

/** Who gets nothing, and how much anybody gets. */
export function EffectPart({ editing }: { editing: SiteEditing }) {
  const { holdout, attribution, fatigue } = editing.site.value;
  return (
    <Part title={t("effect")}>
      <NumberField
        label={t("holdout")}
        hint={t("holdoutHint")}
        number={percentOf(holdout)}
        problem={editing.problemAt("holdout")}
        onNumber={(percent) => editing.edit({ holdout: shareOf(percent) })}
      />
      <WindowField
        label={t("attribution")}
        hint={t("attributionHint")}
        window={attribution}
        problem={editing.problemAt("attribution")}
        onWindow={(window) => editing.edit({ attribution: window })}
      />
      <div class="settings-pair">
        {(["offersPerPage", "offersPerSession"] as const).map((name) => (
          <NumberField
            key={name}
            label={t(name)}
            hint={t("noLimit")}
            number={fatigue[name]}
            problem={editing.problemAt(`fatigue.${name}`)}
            onNumber={(limit) => editing.edit({ fatigue: { ...fatigue, [name]: limit } })}
          />
        ))}
      </div>
    </Part>
  );
}

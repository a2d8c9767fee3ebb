import type { FactName } from "../../model/facts/catalogue.ts";
import type { ProfileDetail } from "../../worker/api/contract.ts";
import { factLabel } from "../conditions/speech.ts";
import { Part } from "../settings/part.tsx";
import { capitalised } from "../text/capitalised.ts";
import { valueText } from "../text/value-text.ts";
import { t } from "./messages.ts";

/** Facts of the last visit that help whoever serves them. */
const shown: readonly FactName[] = [
  "device",
  "browser",
  "os",
  "language",
  "city",
  "country",
  "source",
  "medium",
  "campaign",
];

/** What the shop said of them, and what their last visit told. */
export function TraitsCard({ profile: { facts, visitFacts } }: { profile: ProfileDetail }) {
  const { tags, tier, points, traits = {}, favouriteCategory, favouriteBrand } = facts;
  const all: [string, unknown][] = [
    [t("tags"), tags],
    [t("tier"), tier],
    [t("points"), points],
    [t("favouriteCategory"), favouriteCategory],
    [t("favouriteBrand"), favouriteBrand],
    ...Object.entries(traits).filter(([name]) => name !== "name"),
    ...shown.map((name): [string, unknown] => [capitalised(factLabel(name)), visitFacts[name]]),
  ];
  const said = all.flatMap(([name, value]) => {
    const text = valueText(value);
    return text === "" ? [] : [[name, text] as const];
  });
  return (
    <Part title={t("traits")}>
      {said.length === 0 && <p class="hint">{t("noTraits")}</p>}
      {said.length > 0 && (
        <dl class="traits">
          {said.map(([name, text]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </Part>
  );
}

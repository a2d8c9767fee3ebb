import { wholeSite } from "../../model/exposure-event.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import { pathOf } from "./asked.ts";
import { signedText } from "./figure.ts";
import { t } from "./messages.ts";
import { verdictSentence } from "./verdict-sentence.ts";

/** On home: what all of Edgewise earned, against those who see nothing of it. */
export function EarnedCard() {
  const { site, href } = useSite();
  const { loaded } = useLoad(site.id, () => api("GET /reports/results?site=:site", { site: site.id }));
  const { data } = loaded.value;
  if (data === undefined) return null;
  const { all, currency } = data;
  const added = all.best?.added ?? null;
  const unit = { ...all.goal, currency };
  const isKnown = ["better", "worse", "too_early", "no_difference"].includes(all.verdict.code);
  return (
    <Part title={t("earnedMore")}>
      {isKnown && added !== null && (
        <p class="live-now">
          <strong>{signedText(added.value, unit)}</strong>{" "}
          {t.parts("earnedBetween", {
            low: <span class="amount">{signedText(added.low, unit)}</span>,
            high: <span class="amount">{signedText(added.high, unit)}</span>,
          })}
        </p>
      )}
      <p>{verdictSentence({ id: wholeSite, name: t("allOf"), variants: 1 }, all, { currency })}</p>
      <p>
        <a href={href(pathOf(wholeSite, {}))}>{t("toResults")}</a>
      </p>
    </Part>
  );
}

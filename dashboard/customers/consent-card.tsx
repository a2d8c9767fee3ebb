import type { Consent } from "../../model/consent/consent.ts";
import { purposes } from "../../model/consent/purpose.ts";
import { Part } from "../settings/part.tsx";
import { useWhen } from "../settings/when.ts";
import { CheckIcon, CloseIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";

/** What they agreed to, when, and how. */
export function ConsentCard({ consent }: { consent: Consent | null }) {
  const when = useWhen();
  if (consent === null)
    return (
      <Part title={t("consent")}>
        <p class="hint">{t("neverAsked")}</p>
      </Part>
    );
  const by = consent.by.startsWith("user:") ? "person" : consent.by === "banner" ? "banner" : "page";
  const at = when(new Date(consent.atMs).toISOString());
  return (
    <Part title={t("consent")}>
      <ul class="purposes">
        {purposes.map((purpose) => {
          const agreed = consent.purposes.includes(purpose);
          return (
            <li key={purpose} class={agreed ? "explained-in" : "explained-out"}>
              {agreed ? <CheckIcon /> : <CloseIcon />}
              {t(agreed ? "agreed" : "refusedPurpose", { purpose: t(`purpose_${purpose}`) })}
            </li>
          );
        })}
      </ul>
      <p class="hint">
        {t(`consentBy_${by}`, { when: at })}
        {consent.notice !== null && ` ${t("notice", { notice: consent.notice })}`}
        {consent.gpc && ` ${t("despiteGpc")}`}
      </p>
    </Part>
  );
}

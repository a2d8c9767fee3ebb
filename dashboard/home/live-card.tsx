import { locale } from "../text/language.ts";
import { Part } from "../settings/part.tsx";
import type { HomeSources } from "./load-home.ts";
import { t } from "./messages.ts";

/** How many people are in the shop. */
export function LiveCard({ live }: Pick<HomeSources, "live">) {
  return (
    <Part title={t("live")}>
      {live === undefined ? (
        <p>{t("liveUnknown")}</p>
      ) : (
        <>
          <p class="live-now">
            <strong>{live.visitorsNow.toLocaleString(locale)}</strong>{" "}
            {t("liveNow", { count: live.visitorsNow })}
          </p>
          <p>{t("liveHalfHour", { visitors: live.visitors, views: live.views })}</p>
        </>
      )}
      <p class="hint">{t("liveHint")}</p>
    </Part>
  );
}

import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import { CopyValue } from "./copy-value.tsx";
import { workerName } from "./lines.ts";
import { t } from "./messages.ts";

/** How a route brings shoppers to Edgewise. */
export function RouteCard() {
  const { site } = useSite();
  return (
    <Part title={t("route")} intro={t("routeBest")}>
      <h3>{t("atCloudflare")}</h3>
      <ol class="install-steps">
        <li>
          {t("routeStep1")}
          <CopyValue what={t("whatWorker")} value={workerName} />
        </li>
        {site.hosts.map((host, index) => (
          <li key={host}>
            {t("routeStep2", { host })}
            <CopyValue what={t("whatRoute")} value={`${host}/*`} />
            {index === 0 && <p class="hint">{t("routeStep2Zone")}</p>}
          </li>
        ))}
        <li>{t("routeStep3")}</li>
        <li>{t("routeStep4")}</li>
      </ol>
      <details class="install-more">
        <summary>{t("notAtCloudflare")}</summary>
        <ol class="install-steps">
          <li>{t("elsewhereStep1")}</li>
          <li>{t("elsewhereStep2")}</li>
          <li>{t("elsewhereStep3")}</li>
        </ol>
      </details>
    </Part>
  );
}

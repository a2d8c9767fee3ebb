import { ErrorBoundary } from "preact-iso";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { late } from "../text/late.ts";
import { OffIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";

const SwitchedBy = late(() => import("./switched-by.tsx").then((module) => module.SwitchedBy));

/** What stands on every screen for as long as Edgewise is switched off. */
export function SwitchedOff({ site }: { site: SiteSummary }) {
  return (
    <p class="publish-state">
      <OffIcon />
      <span>
        {t("isOff")}
        <span class="publish-quiet"> {t("isOffMeans")}</span>
        <ErrorBoundary>
          <SwitchedBy site={site} />
        </ErrorBoundary>
      </span>
    </p>
  );
}

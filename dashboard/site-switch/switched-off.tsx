import { OffIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";

/** What stands on every screen for as long as Edgewise is switched off. */
export function SwitchedOff() {
  return (
    <p class="publish-state">
      <OffIcon />
      <span>
        {t("isOff")}
        <span class="publish-quiet"> {t("isOffMeans")}</span>
      </span>
    </p>
  );
}

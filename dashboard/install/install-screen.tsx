import "../settings/settings.css";
import "./install.css";
import { useSignal } from "@preact/signals";
import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import { PageHeading } from "../ui/page-heading.tsx";
import { CopyValue } from "./copy-value.tsx";
import { InstallStatus } from "./install-status.tsx";
import { localCommand } from "./lines.ts";
import { t } from "./messages.ts";
import { PasteCard } from "./paste-card.tsx";
import { RouteCard } from "./route-card.tsx";
import { VerifyCard } from "./verify-card.tsx";

/** `/install`: the two ways to bring Edgewise to a shop, and whether it has arrived there. */
export function InstallScreen() {
  const { site } = useSite();
  const verified = useSignal(0);
  return (
    <div class="screen">
      <div class="screen-head">
        <PageHeading title={t("title")} />
        <p class="lead">{t("intro", { site: site.name })}</p>
        <InstallStatus key={verified.value} />
      </div>
      <div class="install-ways">
        <RouteCard />
        <PasteCard />
      </div>
      <VerifyCard key={site.id} onDone={() => (verified.value += 1)} />
      <Part title={t("local")} intro={t("localBody")}>
        <CopyValue what={t("whatCommand")} value={localCommand(site)} />
      </Part>
    </div>
  );
}

import { useSignal } from "@preact/signals";
import { ErrorBoundary } from "preact-iso";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { mayChange } from "../shell/may-change.ts";
import { Button } from "../ui/button.tsx";
import { t } from "./messages.ts";
import { switchSite } from "./switch-site.ts";
import { late } from "../text/late.ts";

const SwitchOffDialog = late(() =>
  import("./switch-off-dialog.tsx").then((module) => module.SwitchOffDialog),
);

export interface SiteSwitchProps {
  site: SiteSummary;
  onSwitched: (on: boolean) => void;
}

/** All of Edgewise for a site, off or on again: asked about before it goes off, at once when it comes back. */
export function SiteSwitch({ site, onSwitched }: SiteSwitchProps) {
  const asking = useSignal(false);
  const busy = useSignal(false);
  if (!mayChange()) return null;

  const turn = async (on: boolean) => {
    busy.value = true;
    if (await switchSite(site, on)) onSwitched(on);
    asking.value = false;
    busy.value = false;
  };
  if (!site.on)
    return (
      <Button look="primary" busy={busy.value} onClick={() => void turn(true)}>
        {t("switchOn")}
      </Button>
    );
  return (
    <>
      <Button look="quiet" onClick={() => (asking.value = true)}>
        {t("switchOff")}
      </Button>
      <ErrorBoundary>
        {asking.value && (
          <SwitchOffDialog
            name={site.name}
            busy={busy.value}
            onClose={() => (asking.value = false)}
            onSwitchOff={() => void turn(false)}
          />
        )}
      </ErrorBoundary>
    </>
  );
}

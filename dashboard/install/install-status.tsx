import "./install.css";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { useWhen } from "../settings/when.ts";
import { useSite } from "../shell/site.ts";
import { CheckIcon, WarningIcon } from "../ui/icons.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { t } from "./messages.ts";

/** Whether browsers are heard, in a sentence. */
export function InstallStatus() {
  const { site } = useSite();
  const when = useWhen();
  const { loaded } = useLoad(site.id, () => api("GET /reports/live?site=:site", { site: site.id }));
  const { data, error } = loaded.value;
  if (data === undefined && error === undefined) return <Skeleton lines={1} />;
  const sentence = () => {
    if (data === undefined) return t("statusUnknown");
    if (data.heardAt !== null) return t("statusHeard", { when: when(data.heardAt) });
    return t(data.hasProfiles ? "statusQuiet" : "statusNever");
  };
  const isHeard = data !== undefined && data.heardAt !== null;
  return (
    <p class={isHeard ? "install-good" : "install-quiet"}>
      {isHeard ? <CheckIcon /> : <WarningIcon />}
      {sentence()}
    </p>
  );
}

import "./planned-line.css";
import { useSignal } from "@preact/signals";
import type { Planned } from "../../worker/api/contract.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { heard } from "../api/in-words.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { describeMoment } from "../text/moment.ts";
import { Button } from "../ui/button.tsx";
import { WarningIcon } from "../ui/icons.tsx";
import { announce } from "../ui/status.tsx";
import { refreshPending } from "./pending.ts";
import { t } from "./planned-messages.ts";

/** What is to go live later, who planned it, and the way to call it off; or why it did not go live. */
export function PlannedLine({ planned }: { planned: Planned }) {
  const { site } = useSite();
  const busy = useSignal(false);
  const { at, by, changes, problems } = planned;
  const when = describeMoment(at, site.timeZone, new Date());
  const cancel = async () => {
    busy.value = true;
    try {
      await api("DELETE /publish/later?site=:site", { site: site.id });
      if (problems === null) announce("done", t("cancelled"));
      await refreshPending(site.id);
    } catch (thrown) {
      announce("failed", t("cancelFailed", { reason: messageOf(thrown) }));
    }
    busy.value = false;
  };
  return (
    <div class="publish-planned" role={problems === null ? undefined : "alert"}>
      <p>
        {problems !== null && <WarningIcon />}
        {problems === null ? t("planned", { count: changes.length, when }) : t("failed", { when })}{" "}
        {problems === null ? (
          <span class="publish-quiet">{t("by", { name: by.name })}</span>
        ) : (
          problems.map(({ path, message }) => <span key={path}>{heard.inWords(message)} </span>)
        )}
      </p>
      {mayChange() && (
        <Button look="quiet" busy={busy.value} onClick={() => void cancel()}>
          {t(problems === null ? "cancel" : "dismiss")}
        </Button>
      )}
    </div>
  );
}

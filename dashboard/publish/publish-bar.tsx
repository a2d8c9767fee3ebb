import { useSignal } from "@preact/signals";
import { ErrorBoundary, lazy } from "preact-iso";
import { useEffect } from "preact/hooks";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { Button } from "../ui/button.tsx";
import { ChangedIcon, LiveIcon, WarningIcon } from "../ui/icons.tsx";
import { t } from "./messages.ts";
import { pending, pendingUnknown, refreshPending } from "./pending.ts";

const PublishDialog = lazy(() => import("./publish-dialog.tsx").then((module) => module.PublishDialog));

/** Always in view: how much is not live yet, and the way to change that. */
export function PublishBar({ site }: { site: SiteSummary }) {
  const open = useSignal(false);
  useEffect(() => {
    pending.value = null;
    void refreshPending(site.id);
    // Others publish too: whoever comes back to this tab sees how things are now.
    const onFocus = () => void refreshPending(site.id);
    addEventListener("focus", onFocus);
    return () => removeEventListener("focus", onFocus);
  }, []);

  const count = pending.value?.changes.length ?? 0;
  return (
    <section class={`publish-bar${count > 0 ? " publish-bar-waiting" : ""}`} aria-label={t("region")}>
      {pendingUnknown.value ? (
        <>
          <p class="publish-state">
            <WarningIcon />
            {t("cannotTell")}
          </p>
          <Button onClick={() => void refreshPending(site.id)}>{t("check")}</Button>
        </>
      ) : (
        <>
          <PublishState site={site} />
          {count > 0 && (
            <Button look="primary" onClick={() => (open.value = true)}>
              {t("review")}
            </Button>
          )}
        </>
      )}
      <ErrorBoundary>
        {open.value && pending.value !== null && (
          <PublishDialog pending={pending.value} onClose={() => (open.value = false)} />
        )}
      </ErrorBoundary>
    </section>
  );
}

function PublishState({ site }: { site: SiteSummary }) {
  const count = pending.value?.changes.length ?? 0;
  const version = pending.value?.liveVersion ?? site.liveVersion;
  const versionText = version === 0 ? t("neverPublished") : t("version", { version });
  if (pending.value === null) return <p class="publish-state publish-quiet">{versionText}</p>;
  return (
    <p class="publish-state">
      {count > 0 ? <ChangedIcon /> : <LiveIcon />}
      <span>
        {count > 0 ? t("waiting", { count }) : version > 0 ? t("allLive") : t("neverPublished")}
        {version > 0 && <span class="publish-quiet"> {versionText}</span>}
      </span>
    </p>
  );
}

import "./publish-bar.css";
import { ErrorBoundary, useLocation } from "preact-iso";
import { useEffect } from "preact/hooks";
import type { SiteSummary } from "../../worker/api/contract.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { ChangedIcon, LiveIcon, WarningIcon } from "../ui/icons.tsx";
import { SiteSwitch } from "../site-switch/site-switch.tsx";
import { SwitchedOff } from "../site-switch/switched-off.tsx";
import { t } from "./messages.ts";
import { pending, pendingUnknown, refreshPending } from "./pending.ts";
import { reviewing } from "./reviewing.ts";
import { late } from "../text/late.ts";

const PublishDialog = late(() => import("./publish-dialog.tsx").then((module) => module.PublishDialog));

const PlannedLine = late(() => import("./planned-line.tsx").then((module) => module.PlannedLine));

export interface PublishBarProps {
  site: SiteSummary;
  /** All of Edgewise was switched off on this site, or on again. */
  onSwitched: (on: boolean) => void;
}

/** Always in view: how much is not live yet, whether anything is live at all, and the ways to change that. */
export function PublishBar({ site, onSwitched }: PublishBarProps) {
  useEffect(() => {
    pending.value = null;
    reviewing.value = false;
    void refreshPending(site.id);
    // Others publish too: whoever comes back to this tab sees how things are now.
    const onFocus = () => void refreshPending(site.id);
    addEventListener("focus", onFocus);
    return () => removeEventListener("focus", onFocus);
  }, []);

  const count = pending.value?.changes.length ?? 0;
  return (
    <section
      id="publishing"
      tabIndex={-1}
      class={`publish-bar ${barLook(site.on, count)}`}
      aria-label={t("region")}
    >
      {pendingUnknown.value && site.on ? (
        <>
          <p class="publish-state">
            <WarningIcon />
            {t("cannotTell")}
          </p>
          <Button onClick={() => void refreshPending(site.id)}>{t("check")}</Button>
        </>
      ) : (
        <>
          {site.on ? <PublishState site={site} /> : <SwitchedOff site={site} />}
          {count > 0 && mayChange() && (
            <Button look={site.on ? "primary" : "plain"} onClick={() => (reviewing.value = true)}>
              {t("review")}
            </Button>
          )}
        </>
      )}
      <SiteSwitch site={site} onSwitched={onSwitched} />
      <ErrorBoundary>
        {reviewing.value && pending.value !== null && (
          <PublishDialog pending={pending.value} on={site.on} onClose={() => (reviewing.value = false)} />
        )}
        {pending.value?.planned && <PlannedLine planned={pending.value.planned} />}
      </ErrorBoundary>
    </section>
  );
}

function barLook(on: boolean, waiting: number): string {
  if (!on) return "publish-bar-off";
  if (pendingUnknown.value) return "publish-bar-unknown";
  return waiting > 0 ? "publish-bar-waiting" : "";
}

function PublishState({ site }: { site: SiteSummary }) {
  const count = pending.value?.changes.length ?? 0;
  const version = pending.value?.liveVersion ?? site.liveVersion;
  const versionText = version === 0 ? t("neverPublished") : t("version", { version });
  const { href } = useSite();
  const { path } = useLocation();
  if (pending.value === null) return <p class="publish-state publish-quiet">{versionText}</p>;
  return (
    <p class="publish-state">
      {count > 0 ? <ChangedIcon /> : <LiveIcon />}
      <span>
        {count > 0 ? t("waiting", { count }) : version > 0 ? t("allLive") : t("neverPublished")}
        {version > 0 && (
          <a
            class="publish-quiet"
            href={href("/publish")}
            aria-current={path === "/publish" ? "page" : undefined}
          >
            {versionText}
          </a>
        )}
      </span>
    </p>
  );
}

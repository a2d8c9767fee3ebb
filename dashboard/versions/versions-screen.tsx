import "./versions.css";
import { useSignal } from "@preact/signals";
import { messageOf } from "../api/api-error.ts";
import { useLoad } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { describeMoment } from "../text/moment.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { OffIcon } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { announce } from "../ui/status.tsx";
import { historyOf, loadVersions, type VersionsData } from "./load-versions.ts";
import { t } from "./messages.ts";
import { VersionRow } from "./version-row.tsx";

/** `/publish`: what was published, by whom, when and why, and the way back to each. */
export function VersionsScreen() {
  const { site } = useSite();
  const { loaded, reload, set } = useLoad(`versions of ${site.id}`, () => loadVersions(site.id));
  const { data, error } = loaded.value;
  return (
    <div class="screen versions">
      <div class="screen-head">
        <PageHeading title={t("title")} />
        <p class="lead">{t("intro")}</p>
      </div>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <Skeleton lines={6} />}
      {data?.versions.length === 0 && (
        <EmptyState title={t("emptyTitle")}>
          <p>{t("empty")}</p>
        </EmptyState>
      )}
      {data !== undefined && data.versions.length > 0 && <History data={data} onMore={set} />}
    </div>
  );
}

function History({ data, onMore }: { data: VersionsData; onMore: (data: VersionsData) => void }) {
  const { site } = useSite();
  const busy = useSignal(false);
  const live = data.versions[0]?.version;
  const more = async () => {
    busy.value = true;
    try {
      onMore(await loadVersions(site.id, data));
    } catch (thrown) {
      announce("failed", messageOf(thrown));
    }
    busy.value = false;
  };
  return (
    <>
      <ul class="version-list" aria-label={t("list")}>
        {historyOf(data).map((item) =>
          "version" in item ? (
            <VersionRow
              key={item.version.version}
              version={item.version}
              live={live ?? 0}
              onComment={(comment) =>
                onMore({
                  ...data,
                  versions: data.versions.map((each) =>
                    each === item.version ? { ...each, comments: [...each.comments, comment] } : each,
                  ),
                })
              }
            />
          ) : (
            <li key={item.turn.switchedAt} class="version-turn">
              <OffIcon />
              {t(item.turn.on ? "switchedOn" : "switchedOff", {
                name: item.turn.switchedBy.name,
                when: describeMoment(item.turn.switchedAt, site.timeZone, new Date()),
              })}
            </li>
          ),
        )}
      </ul>
      {data.next !== null && (
        <Button busy={busy.value} onClick={() => void more()}>
          {t("older")}
        </Button>
      )}
    </>
  );
}

import { wholeSite } from "../../model/exposure-event.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { describeMoment } from "../text/moment.ts";
import { EdgewiseMark } from "../ui/icons.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { t } from "./messages.ts";
import { ResultView } from "./result-view.tsx";

/** `/shared#…`: one result, for whoever was given a link to it. There is no way from here to anything else. */
export function SharedScreen() {
  const token = location.hash.slice(1);
  const { loaded, reload } = useLoad(token, () => api("POST /shared-result", { body: { token } }));
  const { data, error } = loaded.value;
  const rule = data?.report.rule;
  const name = rule?.id === wholeSite ? t("allOf") : (rule?.name ?? t("title"));
  return (
    <main class="results-shared">
      <p class="brand">
        <EdgewiseMark />
        {data?.site.name ?? "Edgewise"}
      </p>
      <div class="screen results">
        <PageHeading title={name} />
        {error?.code === "link_expired" && (
          <section class="notice" role="alert">
            <p>{t("sharedGone")}</p>
          </section>
        )}
        {error !== undefined && error.code !== "link_expired" && <LoadError error={error} onRetry={reload} />}
        {data === undefined && error === undefined && <Skeleton lines={8} />}
        {data !== undefined && (
          <>
            <p class="lead">
              {t("shared", { when: describeMoment(data.expiresAt, data.site.timeZone, new Date()) })}
            </p>
            <ResultView report={data.report} timeZone={data.site.timeZone} />
          </>
        )}
      </div>
    </main>
  );
}

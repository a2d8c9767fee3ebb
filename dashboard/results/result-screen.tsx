import { ErrorBoundary, useLocation } from "preact-iso";
import { useSignal } from "@preact/signals";
import { wholeSite } from "../../model/exposure-event.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { late } from "../text/late.ts";
import { Button } from "../ui/button.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { type Asked, askedFor, askedWith, pathOf } from "./asked.ts";
import { t } from "./messages.ts";
import { RangeFields } from "./range-fields.tsx";
import { ResultView } from "./result-view.tsx";
import { ShareDialog } from "./share-dialog.tsx";

const StoppedRule = late(() => import("../rules/stopped-rule.tsx").then((module) => module.StoppedRule));

/** `/results/:rule`: everything that is known of one rule, or of all together. What is looked at stands in the address. */
export function ResultScreen({ rule }: { rule: string }) {
  const { site, href } = useSite();
  const { query, route } = useLocation();
  const asked = askedFor(query);
  const sharing = useSignal(false);
  const { loaded, reload } = useLoad(`${site.id} ${pathOf(rule, asked)}`, () =>
    api("GET /reports/results/:rule?site=:site", { site: site.id, rule, query: { ...asked } }),
  );
  const { data, error } = loaded.value;
  const name = rule === wholeSite ? t("allOf") : data?.rule.name;
  const go = (changes: Parameters<typeof askedWith>[1]) =>
    route(href(pathOf(rule, askedWith(asked, changes))));
  return (
    <div class="screen results">
      <div class="screen-head screen-head-with-action">
        <PageHeading title={name === undefined ? t("title") : t("ofResult", { name })}>
          {name ?? t("title")}
        </PageHeading>
        <p class="lead">
          <a href={href("/results")}>{t("back")}</a>
          {rule !== wholeSite && error === undefined && data?.ended?.isPublished !== false && (
            <>
              {" · "}
              <a href={href(`/rules/${encodeURIComponent(rule)}`)}>{t("toRule")}</a>
            </>
          )}
        </p>
        <div class="results-actions">
          {error === undefined && (
            <a class="button button-plain" href={csvAddress(site.id, rule, asked)} download>
              {t("csv")}
            </a>
          )}
          {mayChange() && data !== undefined && (
            <Button onClick={() => (sharing.value = true)}>{t("share_")}</Button>
          )}
        </div>
      </div>
      {error?.code !== "not_found" && <RangeFields asked={asked} timeZone={site.timeZone} onRange={go} />}
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <Skeleton lines={8} />}
      {data !== undefined && data.stopped !== null && (
        <ErrorBoundary>
          <StoppedRule rule={data.rule} stopped={data.stopped} onChange={reload} />
        </ErrorBoundary>
      )}
      {data !== undefined && (
        <ResultView
          report={data}
          timeZone={site.timeZone}
          hrefOf={(changes) => href(pathOf(rule, askedWith(asked, changes)))}
          onBy={(by) => go({ by, value: "" })}
        />
      )}
      {sharing.value && <ShareDialog rule={rule} asked={asked} onClose={() => (sharing.value = false)} />}
    </div>
  );
}

function csvAddress(site: string, rule: string, asked: Asked): string {
  const query = new URLSearchParams({ site, ...asked }).toString();
  return `/api/v1/reports/results/${encodeURIComponent(rule)}/csv?${query}`;
}

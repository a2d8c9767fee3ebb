import { wholeSite } from "../../model/exposure-event.ts";
import type { Api, ResultGist } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { useSite } from "../shell/site.ts";
import { locale } from "../text/language.ts";
import { describeMoment } from "../text/moment.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { pathOf } from "./asked.ts";
import { goalText } from "./figure.ts";
import { t } from "./messages.ts";
import { verdictSentence } from "./verdict-sentence.ts";

type Listed = Api["GET /reports/results?site=:site"]["answer"];

/** `/results`: what all of Edgewise earned, and each rule that compares. */
export function ResultsScreen() {
  const { site, href } = useSite();
  const { loaded, reload } = useLoad(site.id, () =>
    api("GET /reports/results?site=:site", { site: site.id }),
  );
  const { data, error } = loaded.value;
  return (
    <div class="screen">
      <div class="screen-head screen-head-with-action">
        <PageHeading title={t("title")} />
        <p class="lead">{t("intro")}</p>
        <a class="button button-plain" href={href("/goals")}>
          {t("toGoals")}
        </a>
      </div>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <Skeleton lines={5} />}
      {data !== undefined && <Programme data={data} />}
      {data?.rules.length === 0 && (
        <EmptyState title={t("emptyTitle")}>
          <p>{t("empty")}</p>
        </EmptyState>
      )}
      {data !== undefined && data.rules.length > 0 && (
        <ul class="rules" aria-label={t("list")}>
          {bySeen(data.rules).map((rule) => (
            <li key={rule.id} class="rule-row">
              <div class="rule-words">
                <Row id={rule.id} name={rule.name} gist={rule} currency={data.currency}>
                  <StatusBadge
                    status={rule.stopped !== null && rule.status === "live" ? "stopped" : rule.status}
                    changed={false}
                  />
                </Row>
              </div>
            </li>
          ))}
        </ul>
      )}
      {data !== undefined && <Ended ended={data.ended} />}
    </div>
  );
}

/** Whoever looks for what was earned looks where people were: rules that nobody has seen stand last. */
function bySeen(rules: Listed["rules"]): Listed["rules"] {
  return rules.toSorted((a, b) => b.people - a.people || a.name.localeCompare(b.name, locale));
}

/** What was compared once: there for whoever looks for it. */
function Ended({ ended }: Pick<Listed, "ended">) {
  const { site, href } = useSite();
  if (ended.length === 0) return null;
  return (
    <details class="results-ended">
      <summary>{t("ended", { count: ended.length })}</summary>
      <ul>
        {ended.map(({ id, name, at }) => (
          <li key={id}>
            <a href={href(pathOf(id, {}))}>{name}</a>{" "}
            <span class="hint">{t("endedAt", { when: describeMoment(at, site.timeZone, new Date()) })}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function Programme({ data }: { data: Listed }) {
  return (
    <section class="card results-all" aria-label={t("allOf")}>
      <div class="rule-words">
        <Row id={wholeSite} name={t("allOf")} gist={data.all} currency={data.currency} />
        <p class="hint">{t("allIntro")}</p>
      </div>
    </section>
  );
}

interface RowProps {
  id: string;
  name: string;
  gist: ResultGist;
  currency: string;
  children?: preact.ComponentChildren;
}

function Row({ id, name, gist, currency, children }: RowProps) {
  const { href } = useSite();
  return (
    <>
      <div class="rule-title">
        <h2>
          <a href={href(pathOf(id, {}))}>{name}</a>
        </h2>
        {children}
      </div>
      <p class={`result-verdict result-${gist.verdict.code}`}>
        {verdictSentence({ id, name, variants: gist.variants }, gist, { currency })}
      </p>
      <p class="rule-facts">
        <span>{t("people", { count: gist.people })}</span>
        <span>{t("judgedBy", { goal: goalText(gist.goal) })}</span>
      </p>
    </>
  );
}

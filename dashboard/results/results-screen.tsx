import { useSignal } from "@preact/signals";
import { wholeSite } from "../../model/exposure-event.ts";
import type { Api, ResultGist } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { rowsAtOnce } from "../rules/rows-at-once.ts";
import { t as ruleWords } from "../rules/messages.ts";
import { StatusBadge } from "../rules/status-badge.tsx";
import { useSite } from "../shell/site.ts";
import { locale } from "../text/language.ts";
import { describeMoment } from "../text/moment.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { SearchField } from "../ui/search-field.tsx";
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
          <p>
            <a href={href("/rules")}>{t("toRules")}</a>
          </p>
        </EmptyState>
      )}
      {data !== undefined && <Compared data={data} />}
    </div>
  );
}

/** So many are found by looking. */
const fewEnough = 5;

/** The rules that compare, and those that did, as far as they are looked for. */
function Compared({ data: { rules, ended, currency } }: { data: Listed }) {
  const { href } = useSite();
  const words = useSignal<readonly string[]>([]);
  const most = useSignal(rowsAtOnce);
  const says = (text: string) => words.value.every((word) => text.toLowerCase().includes(word));
  const found = bySeen(rules).filter((rule) => says(saidOf(rule, currency)));
  const over = ended.filter(({ id, name }) => says(`${name} ${id}`));
  const all = rules.length + ended.length;
  const count = found.length + over.length;
  const isSearched = words.value.length > 0;
  return (
    <>
      {all > fewEnough && (
        <SearchField
          label={t("search")}
          found={isSearched ? t("foundCount", { count, all: String(all) }) : ""}
          onWords={(next) => {
            words.value = next;
            most.value = rowsAtOnce;
          }}
        />
      )}
      {isSearched && count === 0 && (
        <EmptyState title={t("nothingFound")}>
          <p>
            <a href={href("/results")}>{t("showAll")}</a>
          </p>
        </EmptyState>
      )}
      {found.length > 0 && (
        <ul class="rules" aria-label={t("list")}>
          {found.slice(0, most.value).map((rule) => (
            <li key={rule.id} class="rule-row">
              <div class="rule-words">
                <Row id={rule.id} name={rule.name} gist={rule} currency={currency}>
                  <StatusBadge status={statusOf(rule)} changed={false} />
                </Row>
              </div>
            </li>
          ))}
        </ul>
      )}
      {found.length > most.value && (
        <div>
          <Button onClick={() => (most.value += rowsAtOnce)}>
            {t("showMore", { count: found.length - most.value })}
          </Button>
        </div>
      )}
      <Ended ended={over} isOpen={isSearched} />
    </>
  );
}

function statusOf({
  stopped,
  status,
}: Listed["rules"][number]): "stopped" | Listed["rules"][number]["status"] {
  return stopped !== null && status === "live" ? "stopped" : status;
}

/** All that the list says of a rule, and its id. */
function saidOf(rule: Listed["rules"][number], currency: string): string {
  const said = [
    rule.name,
    rule.id,
    ruleWords(statusOf(rule)),
    goalText(rule.goal),
    verdictOf({ ...rule, name: null }, currency),
  ];
  return said.join(" ");
}

/** Whoever looks for what was earned looks where people were: rules that nobody has seen stand last. */
function bySeen(rules: Listed["rules"]): Listed["rules"] {
  return rules.toSorted((a, b) => b.people - a.people || a.name.localeCompare(b.name, locale));
}

/** What was compared once: there for whoever looks for it. */
function Ended({ ended, isOpen }: Pick<Listed, "ended"> & { isOpen: boolean }) {
  const { site, href } = useSite();
  if (ended.length === 0) return null;
  return (
    <details class="results-ended" open={isOpen}>
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

function verdictOf(
  { id, name, ...gist }: ResultGist & { id: string; name: string | null },
  currency: string,
): string {
  // What the others are compared with is rolled out by nobody, unless it is those who are held out.
  const variants = gist.variants - (gist.control === null || gist.control.why === "holdout" ? 0 : 1);
  return verdictSentence({ id, name, variants }, gist, { currency });
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
  // Once is enough.
  const saysPeople = ["better", "worse", "nobody"].includes(gist.verdict.code);
  return (
    <>
      <div class="rule-title">
        <h2>
          <a href={href(pathOf(id, {}))}>{name}</a>
        </h2>
        {children}
      </div>
      <p class={`result-verdict result-${gist.verdict.code}`}>
        {verdictOf({ ...gist, id, name: null }, currency)}
      </p>
      <p class="rule-facts">
        {!saysPeople && <span>{t("people", { count: gist.people })}</span>}
        <span>{t("judgedBy", { goal: goalText(gist.goal) })}</span>
      </p>
    </>
  );
}

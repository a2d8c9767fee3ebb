import "./rules.css";
import { ErrorBoundary } from "preact-iso";
import { late } from "../text/late.ts";
import { useSignal } from "@preact/signals";
import type { VNode } from "preact";
import { useRef } from "preact/hooks";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { NothingHere } from "../shell/late-nothing-here.ts";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { language } from "../text/language.ts";
import { Button } from "../ui/button.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { t } from "./messages.ts";
import { type OpenMenu, RuleRow, type RuleRowProps } from "./rule-row.tsx";
import { rowsAtOnce } from "./rows-at-once.ts";
import type { Names } from "./rule-sentence.ts";

/** Searching, sorting and the rest of what is done to rules comes once they are there. */
const RuleTools = late(() => import("./rule-tools.tsx").then((module) => module.RuleTools));

export interface RulesData {
  rules: RuleSummary[];
  offers: Names["offers"];
}

/** Every rule of the site, in the order in which they win. */
export function RulesScreen() {
  const { site, href } = useSite();
  const { loaded, reload, set } = useLoad(site.id, () => loadRules(site.id));
  const { data, error } = loaded.value;
  const list = useRef<HTMLOListElement>(null);
  const found = useSignal<ReadonlySet<string> | null>(null);
  const most = useSignal(rowsAtOnce);
  const menu = useSignal<OpenMenu | null>(null);

  const show = (changed: RuleSummary) => {
    const now = loaded.peek().data;
    if (now === undefined) return;
    set({
      ...now,
      rules: now.rules.map((summary) =>
        summary.rule.id === changed.rule.id ? { ...changed, who: summary.who } : summary,
      ),
    });
  };
  // A row that says the same as before is not drawn anew: of hundreds, one changes at a time.
  const drawn = useRef(new WeakMap<RuleSummary, VNode<RuleRowProps>>());
  const rowOf = (summary: RuleSummary, rank: number, offers: Names["offers"]) => {
    const known = drawn.current.get(summary);
    if (known?.props.rank === rank && known.props.offers === offers) return known;
    const row = <RuleRow key={summary.rule.id} {...{ summary, rank, offers, menu }} onChange={show} />;
    drawn.current.set(summary, row);
    return row;
  };
  const rows = (data?.rules ?? []).map((summary, index) => ({ summary, rank: index + 1 }));
  const matching = rows.filter(({ summary }) => found.value?.has(summary.rule.id) ?? true);
  return (
    <div class="screen">
      <div class="screen-head screen-head-with-action">
        <PageHeading title={t("title")} />
        <p class="lead">{t("intro")}</p>
        {mayChange() && (
          <a class="button button-primary" href={href("/rules/new")}>
            {t("newRule")}
          </a>
        )}
      </div>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <RowSkeletons />}
      {data !== undefined && (
        <div class={data.rules.length > 5 ? "rule-tools" : ""}>
          <ErrorBoundary>
            <RuleTools {...{ data, set, reload, list, found, most, menu }} />
          </ErrorBoundary>
        </div>
      )}
      {data?.rules.length === 0 && (
        <ErrorBoundary>
          <NothingHere what="rules" />
        </ErrorBoundary>
      )}
      {data !== undefined && matching.length > 0 && (
        <ol ref={list} class="rules" aria-label={t("list")}>
          {matching.slice(0, most.value).map(({ summary, rank }) => rowOf(summary, rank, data.offers))}
        </ol>
      )}
      {matching.length > most.value && (
        <Button onClick={() => (most.value += rowsAtOnce)}>
          {t("showMore", { count: matching.length - most.value })}
        </Button>
      )}
    </div>
  );
}

async function loadRules(site: string): Promise<RulesData> {
  const [{ rules }, offers] = await Promise.all([api("GET /rules?site=:site", { site }), offerNames(site)]);
  if (language === "en") return { rules, offers };
  // What is said of conditions is too much for the first load.
  const { sayWho } = await import("./say-who.ts");
  return { rules: await sayWho(site, rules), offers };
}

/** Without them the sentences still read, with ids for names; so a failure here is no reason to show no rules. */
async function offerNames(site: string): Promise<Names["offers"]> {
  try {
    const { offers } = await api("GET /offers?site=:site", { site });
    return new Map(offers.map(({ document }) => [document.id, document.name]));
  } catch {
    return new Map();
  }
}

function RowSkeletons() {
  return (
    <div class="rules">
      {[0, 1, 2].map((row) => (
        <div key={row} class="rule-row">
          <Skeleton lines={3} />
        </div>
      ))}
    </div>
  );
}

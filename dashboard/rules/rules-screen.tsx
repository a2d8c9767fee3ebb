import "./rules.css";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { useSite } from "../shell/site.ts";
import { language } from "../text/language.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LoadError } from "../ui/load-error.tsx";
import { PageHeading } from "../ui/page-heading.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { t } from "./messages.ts";
import { RuleRow } from "./rule-row.tsx";
import type { Names } from "./rule-sentence.ts";

interface RulesData {
  rules: RuleSummary[];
  offers: Names["offers"];
}

/** Every rule of the site, in the order in which they win. */
export function RulesScreen() {
  const { site } = useSite();
  const { loaded, reload, set } = useLoad(site.id, () => loadRules(site.id));
  const { data, error } = loaded.value;

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
  return (
    <div class="screen">
      <div class="screen-head">
        <PageHeading title={t("title")} />
        <p class="lead">{t("intro")}</p>
      </div>
      {error !== undefined && <LoadError error={error} onRetry={reload} />}
      {data === undefined && error === undefined && <RowSkeletons />}
      {data?.rules.length === 0 && (
        <EmptyState title={t("emptyTitle")}>
          <p>{t("empty")}</p>
          <p>
            {t.parts("emptyHow", {
              call: <code>{`PUT /api/v1/rules/:id?site=${encodeURIComponent(site.id)}`}</code>,
            })}
          </p>
        </EmptyState>
      )}
      {data !== undefined && data.rules.length > 0 && (
        <ol class="rules" aria-label={t("list")}>
          {data.rules.map((summary) => (
            <RuleRow key={summary.rule.id} summary={summary} offers={data.offers} onChange={show} />
          ))}
        </ol>
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

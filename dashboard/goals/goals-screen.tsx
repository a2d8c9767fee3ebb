import { standardGoals } from "../../model/goal.ts";
import type { Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { DraftList } from "../editing/draft-list.tsx";
import { DraftRow } from "../editing/draft-row.tsx";
import { Part } from "../settings/part.tsx";
import { useSite } from "../shell/site.ts";
import { capitalised } from "../text/capitalised.ts";
import { locale } from "../text/language.ts";
import { goalName } from "./goal-name.ts";
import { goalSentence, standardSentence } from "./goal-sentence.ts";
import { isJudgedBy } from "./load-goal.ts";
import { t } from "./messages.ts";

interface Listed {
  draft: Draft<"goals">;
  /** How many rules are judged by it, or must not harm it. */
  uses: number;
}

/** `/goals`: every goal of the site by name, and what it counts; then those that every site has. */
export function GoalsScreen() {
  const { site, href } = useSite();
  const { loaded, reload } = useLoad(site.id, () => loadGoals(site.id));
  const { data, error } = loaded.value;
  return (
    <DraftList
      words={{
        title: t("title"),
        intro: t("intro"),
        add: t("add"),
        list: t("list"),
        emptyTitle: t("emptyTitle"),
        empty: t("empty"),
      }}
      addHref={href("/goals/new")}
      beside={
        <a class="small-link" href={href("/results")}>
          {t("toResults")}
        </a>
      }
      items={data}
      error={error}
      onRetry={reload}
      row={(listed) => <GoalRow key={listed.draft.document.id} {...listed} />}
      below={<StandardGoals />}
    />
  );
}

function StandardGoals() {
  const { site } = useSite();
  return (
    <Part title={t("everyShop")}>
      <dl class="standard-goals">
        {standardGoals.map((id) => (
          <div key={id}>
            <dt>{capitalised(goalName(id, []))}</dt>
            <dd>{standardSentence(id, site.attribution)}</dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

function GoalRow({ draft, uses }: Listed) {
  const { site } = useSite();
  return (
    <DraftRow draft={draft} path="/goals">
      <p class="sentence">{goalSentence(draft.document, site.currency)}</p>
      <p class="rule-facts">
        <span>{t("uses", { count: uses })}</span>
      </p>
    </DraftRow>
  );
}

async function loadGoals(site: string): Promise<Listed[]> {
  const [{ goals }, { rules }] = await Promise.all([
    api("GET /goals?site=:site", { site }),
    api("GET /rules?site=:site", { site }),
  ]);
  return goals
    .toSorted((a, b) => a.document.name.localeCompare(b.document.name, locale))
    .map((draft) => ({
      draft,
      uses: rules.filter(({ rule }) => isJudgedBy(rule, draft.document.id)).length,
    }));
}

import type { Draft } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useLoad } from "../api/use-load.ts";
import { DraftList } from "../editing/draft-list.tsx";
import { DraftRow } from "../editing/draft-row.tsx";
import { useSite } from "../shell/site.ts";
import { locale } from "../text/language.ts";
import { isShownAt } from "./load-placement.ts";
import { t } from "./messages.ts";

interface Listed {
  draft: Draft<"placements">;
  /** How many rules show offers there. */
  uses: number;
}

/** `/placements`: every place of the site, by name, and where it is. */
export function PlacementsScreen() {
  const { site, href } = useSite();
  const { loaded, reload } = useLoad(site.id, () => loadPlacements(site.id));
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
      addHref={href("/placements/new")}
      items={data}
      error={error}
      onRetry={reload}
      row={(listed) => <PlacementRow key={listed.draft.document.id} {...listed} />}
    />
  );
}

function PlacementRow({ draft, uses }: Listed) {
  const { selector, position } = draft.document;
  return (
    <DraftRow draft={draft} path="/placements">
      <p class="sentence">{t.parts(`at_${position}`, { selector: <code>{selector}</code> })}</p>
      <p class="rule-facts">
        <span>{t("uses", { count: uses })}</span>
      </p>
    </DraftRow>
  );
}

async function loadPlacements(site: string): Promise<Listed[]> {
  const [{ placements }, { rules }] = await Promise.all([
    api("GET /placements?site=:site", { site }),
    api("GET /rules?site=:site", { site }),
  ]);
  return placements
    .toSorted((a, b) => a.document.name.localeCompare(b.document.name, locale))
    .map((draft) => ({
      draft,
      uses: rules.filter(({ rule }) => isShownAt(rule, draft.document.id)).length,
    }));
}

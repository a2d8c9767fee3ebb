import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Rule } from "../../model/rule.ts";
import type { Api } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { useSite } from "../shell/site.ts";
import { pathOf } from "./asked.ts";
import { shortEffect } from "./verdict-sentence.ts";
import { t } from "./verdict-messages.ts";

type Listed = Api["GET /reports/results?site=:site"]["answer"];

/** Of one site, what all rows show: asked for once. */
const known = signal<Listed | null>(null);
const staysMs = 60_000;
let asked = { site: "", atMs: 0 };

async function load(site: string): Promise<void> {
  try {
    const listed = await api("GET /reports/results?site=:site", { site });
    if (asked.site === site) known.value = listed;
  } catch {
    // The list reads well without it; the screen of results says what is wrong.
  }
}

/** What a rule earned, in a few words; nothing of one that compares with nothing, or where nobody can say. */
export function RuleEffect({ rule }: { rule: Pick<Rule, "id" | "name"> }) {
  const { site, href } = useSite();
  useEffect(() => {
    if (asked.site === site.id && Date.now() - asked.atMs < staysMs) return;
    if (asked.site !== site.id) known.value = null;
    asked = { site: site.id, atMs: Date.now() };
    void load(site.id);
  }, [site.id]);
  const gist = known.value?.rules.find(({ id }) => id === rule.id);
  if (gist === undefined) return null;
  const effect = shortEffect(gist, known.value?.currency ?? site.currency);
  return (
    <p class="rule-facts">
      <a
        class="rule-effect"
        href={href(pathOf(rule.id, {}))}
        aria-label={t("toResult", { name: rule.name, effect })}
      >
        {effect}
      </a>
    </p>
  );
}

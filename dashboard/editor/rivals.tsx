import { useMemo } from "preact/hooks";
import type { Configuration } from "../../model/configuration.ts";
import type { Rule } from "../../model/rule.ts";
import type { Conflict } from "../../model/rule-conflicts.ts";
import { ruleWarnings } from "../../model/rule-warnings.ts";
import { translated } from "../text/translated.ts";
import { heard } from "../api/in-words.ts";
import type { Loaded } from "../api/use-load.ts";
import { useSite } from "../shell/site.ts";
import { WarningIcon } from "../ui/icons.tsx";
import { conflictsWith } from "./conflicts-with.ts";
import { targetWords } from "./target-words.ts";

export const t = translated("rivals", {
  none: "No other rule that is on wants the same, on the same pages, for the same people.",
  unknown: "How it stands to the other rules could not be found out now.",
  searching: "Looking at the other rules…",
  above: "{name} goes before it: whoever gets both sees {what} as {name} has it.",
  below: "It goes before {name}: whoever gets both sees {what} as this one has it.",
  aboveGroup: "{name} is of the same exclusive group, and goes before it.",
  belowGroup: "{name} is of the same exclusive group, and comes after it.",
  ledAway: "{name} leads some of its visitors to another page, and they do not see it.",
  leadsAway: "It leads visitors away from pages on which they would see {name}.",
  more: "{count, plural, one {So it is with # more rule.} other {So it is with # more rules.}}",
});

/** Whoever reads of so many knows enough. */
const mostNamed = 8;

/** What stands between this rule and the others: those before it, those behind it, and whether anything is left for it. */
export function Rivals({ rule, among }: { rule: Rule; among: Loaded<Configuration> }) {
  const { site, href } = useSite();
  const { data: others, error } = among;
  const found = useMemo(
    () => (others === undefined ? undefined : standing(rule, others, site.timeZone)),
    [others, rule],
  );
  if (found === undefined || others === undefined)
    return <p class="hint">{t(error === undefined ? "searching" : "unknown")}</p>;
  const { conflicts, warnings } = found;
  const link = ({ id, name }: Rule) => <a href={href(`/rules/${encodeURIComponent(id)}`)}>{name}</a>;
  const more = conflicts.length - mostNamed;
  return (
    <>
      {warnings.map((message) => (
        <p key={message} class="rule-warning">
          <WarningIcon />
          {heard.inWords(message)}
        </p>
      ))}
      {conflicts.length === 0 ? (
        <p class="hint">{t("none")}</p>
      ) : (
        <ul class="rivals">
          {conflicts.slice(0, mostNamed).map((conflict) => (
            <li key={conflict.winner.id + conflict.loser.id}>{sentence(conflict, rule, others, link)}</li>
          ))}
        </ul>
      )}
      {more > 0 && <p class="hint">{t("more", { count: more })}</p>}
    </>
  );
}

function sentence<T>(
  { winner, loser, about, targets }: Conflict,
  rule: Rule,
  { placements }: Configuration,
  link: (rule: Rule) => T,
) {
  const isAbove = loser.id === rule.id;
  const name = link(isAbove ? winner : loser);
  if (about === "group") return t.parts(isAbove ? "aboveGroup" : "belowGroup", { name });
  if (about === "redirect") return t.parts(isAbove ? "ledAway" : "leadsAway", { name });
  const what = targetWords(targets, placements);
  return t.parts(isAbove ? "above" : "below", { name, what });
}

/** As it would be if the rule were switched on as it stands here. */
function standing(
  rule: Rule,
  others: Configuration,
  timeZone: string,
): { conflicts: Conflict[]; warnings: string[] } {
  const here = { ...rule, on: true };
  const rules = [...others.rules.filter(({ id }) => id !== rule.id), here];
  return {
    conflicts: conflictsWith(rule, others),
    warnings: ruleWarnings({ ...others, rules }, timeZone, Date.now())
      .filter((warning) => warning.rule === rule.id)
      .map(({ message }) => message),
  };
}

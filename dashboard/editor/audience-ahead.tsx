import { useMemo } from "preact/hooks";
import type { Configuration } from "../../model/configuration.ts";
import type { Rule } from "../../model/rule.ts";
import { useSite } from "../shell/site.ts";
import { language } from "../text/language.ts";
import { aheadText } from "./audience-text.ts";
import { rulesAhead } from "./conflicts-with.ts";
import { t } from "./messages.ts";
import { useAudience } from "./use-audience.ts";

/** Whoever reads of so many by name knows which they are. */
const mostNamed = 3;

/** How many of those whom a rule is for are also among those of a rule that goes before it; nothing where none does. */
export function AudienceAhead({ rule, others }: { rule: Rule; others: Configuration }) {
  const ahead = useMemo(() => rulesAhead(rule, others), [rule, others]);
  return ahead.length === 0 ? null : <CountedAhead rule={rule} ahead={ahead} />;
}

function CountedAhead({ rule, ahead }: { rule: Rule; ahead: readonly Rule[] }) {
  const { href } = useSite();
  const counted = useAudience({
    $and: [rule.condition, { $or: ahead.map(({ condition }) => condition) }],
  });
  if (counted?.audience === undefined) return null;
  const named = ahead.slice(0, mostNamed);
  const more = ahead.length - named.length;
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const words = [
    ...named.map((_, index) => String(index)),
    ...(more > 0 ? [t("aheadMore", { count: more })] : []),
  ];
  const names = list.formatToParts(words).map(({ type, value }) => {
    const each = type === "element" ? named[Number(value)] : undefined;
    return each === undefined ? (
      value
    ) : (
      <a href={href(`/rules/${encodeURIComponent(each.id)}`)}>{each.name}</a>
    );
  });
  return (
    <>
      <p>{t.parts("ahead", { who: aheadText(counted.audience), names: <>{names}</> })}</p>
      <p class="hint">{t("aheadHint")}</p>
    </>
  );
}

import { batch, type Signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { SearchField } from "../ui/search-field.tsx";
import { rowsAtOnce } from "./rows-at-once.ts";
import type { RulesData } from "./rules-screen.tsx";
import { searchable } from "./searchable.ts";
import { t } from "./tool-messages.ts";

export interface RuleSearchProps {
  data: RulesData;
  /** The rules that are shown, by id; `null` for all. */
  found: Signal<ReadonlySet<string> | null>;
  /** How many rows are drawn. */
  most: Signal<number>;
}

/** Finds rules by any words of what the list says of them. */
export function RuleSearch({ data: { rules, offers }, found, most }: RuleSearchProps) {
  const search = (words: readonly string[]) => {
    const matching = rules.filter((summary) => {
      const said = searchable(summary, offers);
      return words.every((word) => said.includes(word));
    });
    batch(() => {
      found.value = words.length === 0 ? null : new Set(matching.map(({ rule }) => rule.id));
      // Whatever had been scrolled to is not what is looked for.
      most.value = rowsAtOnce;
    });
  };
  useEffect(() => () => void (found.value = null), []);
  return (
    <SearchField
      label={t("search")}
      found={
        found.value === null ? "" : t("foundCount", { count: found.value.size, all: String(rules.length) })
      }
      onWords={search}
    />
  );
}

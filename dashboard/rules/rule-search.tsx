import { batch, type Signal, useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { useSlash } from "../ui/use-slash.ts";
import { searchable } from "./searchable.ts";
import { rowsAtOnce } from "./rows-at-once.ts";
import type { RulesData } from "./rules-screen.tsx";
import { t } from "./tool-messages.ts";

export interface RuleSearchProps {
  data: RulesData;
  /** The rules that are shown, by id; `null` for all. */
  found: Signal<ReadonlySet<string> | null>;
  /** How many rows are drawn. */
  most: Signal<number>;
}

/** This long after the last key the list is drawn: sooner, the next key would wait for what nobody looks at. */
const settleMs = 60;

/** Finds rules by any words of what the list says of them. `/` brings the keyboard here. */
export function RuleSearch({ data, found, most }: RuleSearchProps) {
  const field = useRef<HTMLInputElement>(null);
  const typed = useSignal("");
  const { rules, offers } = data;
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const search = (text: string) => {
    typed.value = text;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const words = text.toLowerCase().split(/\s+/).filter(Boolean);
      const matching = rules.filter((summary) => {
        const said = searchable(summary, offers);
        return words.every((word) => said.includes(word));
      });
      batch(() => {
        found.value = words.length === 0 ? null : new Set(matching.map(({ rule }) => rule.id));
        // Whatever had been scrolled to is not what is looked for.
        most.value = rowsAtOnce;
      });
    }, settleMs);
  };
  useSlash(field);
  useEffect(() => {
    return () => {
      clearTimeout(timer.current);
      found.value = null;
    };
  }, []);
  return (
    <div class="rule-search">
      <div class="rule-search-field">
        <input
          ref={field}
          type="search"
          class="input"
          aria-label={t("search")}
          aria-keyshortcuts="/"
          placeholder={t("search")}
          maxLength={200}
          value={typed.value}
          onInput={(event) => search(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Escape" && search("")}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      <p class="hint" role="status">
        {found.value !== null && t("foundCount", { count: found.value.size, all: String(rules.length) })}
      </p>
    </div>
  );
}

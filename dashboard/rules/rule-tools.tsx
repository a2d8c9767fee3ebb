import "./rule-tools.css";
import type { Signal } from "@preact/signals";
import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { mayChange } from "../shell/may-change.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { DeleteRule } from "./delete-rule.tsx";
import { deletedRule, bringBackRule } from "./deleted-rule.ts";
import { laneOf, moved, type Place } from "./move-in-list.ts";
import { moveRule } from "./move-rule.ts";
import { RuleMenu } from "./rule-menu.tsx";
import type { OpenMenu } from "./rule-row.tsx";
import { RuleSearch } from "./rule-search.tsx";
import type { RulesData } from "./rules-screen.tsx";
import { t } from "./tool-messages.ts";
import { useDragging } from "./use-dragging.ts";

export interface RuleToolsProps {
  data: RulesData;
  set: (data: RulesData) => void;
  reload: () => void;
  list: RefObject<HTMLOListElement | null>;
  /** The rules that are shown, by id; `null` for all. */
  found: Signal<ReadonlySet<string> | null>;
  /** How many rows are drawn. */
  most: Signal<number>;
  menu: Signal<OpenMenu | null>;
}

/** What is done to the list of rules: searched, brought into another order, and the rest that few rules see in a day. */
export function RuleTools({ data, set, reload, list, found, most, menu }: RuleToolsProps) {
  const { site } = useSite();
  const deleting = useSignal<string | null>(null);
  const latest = useRef(data);
  latest.current = data;
  const queue = useRef(Promise.resolve());

  const move = (id: string, place: Place) => {
    const now = latest.current;
    const rules = moved(now.rules, id, place);
    if (rules === undefined) return;
    // Shown as done before it is. Moves follow each other, since each is to a place among the others.
    latest.current = { ...now, rules };
    set(latest.current);
    const before = queue.current;
    const save = async () => {
      await before;
      const changed = await moveRule(site.id, rules, id);
      if (changed === null) return reload();
      const byId = new Map(changed.map((summary) => [summary.rule.id, summary]));
      const { rules: there } = latest.current;
      set({
        ...latest.current,
        rules: there.map((summary) => ({ ...(byId.get(summary.rule.id) ?? summary), who: summary.who })),
      });
    };
    queue.current = save();
  };
  useDragging({ isSameLane: (a, b) => isSameLane(latest.current, a, b), move });
  useMoreAtTheEnd(list, most);

  const find = (id: string | null) => data.rules.find(({ rule }) => rule.id === id);
  const open = menu.value;
  const chosen = open === null ? undefined : find(open.id);
  const doomed = find(deleting.value);
  const gone = deletedRule.value;
  return (
    <>
      {data.rules.length > 5 && <RuleSearch data={data} found={found} most={most} />}
      {gone !== null && gone.site === site.id && (
        <section class="notice" role="status">
          <p>{t("deleted", { name: gone.rule.name })}</p>
          {mayChange() && (
            <Button onClick={() => void bringBackRule().then((back) => back && reload())}>
              {t("bringBack")}
            </Button>
          )}
        </section>
      )}
      {open !== null && chosen !== undefined && (
        <RuleMenu
          summary={chosen}
          button={open.button}
          lane={laneOf(data.rules, chosen)}
          onMove={(place) => move(chosen.rule.id, place)}
          onDelete={() => (deleting.value = chosen.rule.id)}
          onClose={() => (menu.value = null)}
        />
      )}
      {doomed !== undefined && (
        <DeleteRule
          summary={doomed}
          onClose={() => (deleting.value = null)}
          onDeleted={() => {
            deleting.value = null;
            set({ ...data, rules: data.rules.filter((summary) => summary !== doomed) });
          }}
        />
      )}
    </>
  );
}

function isSameLane({ rules }: RulesData, a: string, b: string): boolean {
  const lanes = [a, b].map((id) => rules.find(({ rule }) => rule.id === id)?.rule.lane);
  return lanes[0] === lanes[1];
}

/** Whoever scrolls to the end of what is drawn gets more, before they have to ask. */
function useMoreAtTheEnd(list: RefObject<HTMLElement | null>, most: Signal<number>): void {
  useEffect(() => {
    const more = list.current?.nextElementSibling;
    if (!(more instanceof HTMLButtonElement)) return undefined;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting === true && more.click(), {
      rootMargin: "600px",
    });
    observer.observe(more);
    return () => observer.disconnect();
  });
  // Drawn anew with each row that comes, so that the next end is looked at.
  void most.value;
}

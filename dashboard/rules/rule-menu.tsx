import { useLocation } from "preact-iso";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { RuleSummary } from "../../worker/api/contract.ts";
import { useSite } from "../shell/site.ts";
import { Button } from "../ui/button.tsx";
import { duplicateRule } from "./duplicate-rule.ts";
import type { Place } from "./move-in-list.ts";
import { t } from "./tool-messages.ts";

export interface RuleMenuProps {
  summary: RuleSummary;
  /** What it was opened by, and stands beside. */
  button: HTMLElement;
  /** The rules of its lane, in their order. */
  lane: readonly RuleSummary[];
  onMove: (place: Place) => void;
  onDelete: () => void;
  onClose: () => void;
}

/** What can be done with one rule. It stays open while the rule is moved, so that a few presses bring it far. */
export function RuleMenu({ summary, button, lane, onMove, onDelete, onClose }: RuleMenuProps) {
  const { site, href } = useSite();
  const { route } = useLocation();
  const menu = useRef<HTMLDivElement>(null);
  const { rule } = summary;
  const place = lane.indexOf(summary);
  useLayoutEffect(() => {
    menu.current?.showPopover();
    menu.current?.querySelector<HTMLElement>("button")?.focus();
    return () => {
      // Taken out of the page, a popover gives the focus back to nobody.
      if (menu.current?.contains(document.activeElement) === true) button.focus();
    };
  }, [button]);
  // The row may have moved with it.
  useLayoutEffect(() => {
    const { current } = menu;
    if (current === null) return;
    button.scrollIntoView({ block: "nearest" });
    const { bottom, top, right } = button.getBoundingClientRect();
    const { width, height } = current.getBoundingClientRect();
    current.style.left = `${Math.max(16, right - width)}px`;
    current.style.top = `${bottom + height > innerHeight ? Math.max(16, top - height) : bottom}px`;
  });
  const moves = [
    { where: "up", isThere: place === 0 },
    { where: "down", isThere: place === lane.length - 1 },
    { where: "first", isThere: place === 0 },
    { where: "last", isThere: place === lane.length - 1 },
  ] as const;
  const duplicate = async () => {
    onClose();
    const id = await duplicateRule(site.id, rule);
    if (id !== null) route(href(`/rules/${encodeURIComponent(id)}`));
  };
  return (
    <div
      ref={menu}
      popover="auto"
      role="dialog"
      aria-label={rule.name}
      class="rule-menu"
      onToggle={(event) => event.newState === "closed" && onClose()}
    >
      {moves.map(({ where, isThere }) => (
        <Button
          key={where}
          look="quiet"
          aria-disabled={isThere || undefined}
          aria-description={isThere ? t("endOfLane") : undefined}
          onClick={() => !isThere && onMove(where)}
        >
          {t(where)}
        </Button>
      ))}
      <Button look="quiet" onClick={() => void duplicate()}>
        {t("duplicate")}
      </Button>
      <Button
        look="quiet"
        onClick={() => {
          onClose();
          onDelete();
        }}
      >
        {t("delete")}
      </Button>
    </div>
  );
}

import { dismissedRule, offerAround, showDismissals } from "./dismissal.ts";
import { closedOffers } from "./offer/closed-offers.ts";
import { on } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { api } from "./survive/report.ts";

/** A modal that was closed before anybody listened: browsers do that by themselves. */
const closedBefore = "dialog.ew-offer:not([open],[data-ew-trigger])";

/** On pages with offers that can be closed: it shows their buttons, and tells the snippet of what is closed. */
quietly(() => {
  const closed = closedOffers();
  /** The offer that has the focus, and what had it before. */
  let focused: Element | null = null;
  let focusedBefore: HTMLElement | null = null;

  const close = ({ type, target }: Pick<Event, "type" | "target">) => {
    const hadFocus = focused && focused == offerAround(target);
    const rule = dismissedRule({ type, target });
    if (!rule) return;
    closed.add(rule);
    if (hadFocus) focusedBefore?.focus({ preventScroll: true });
    api().track("ew_dismissed", { rule });
  };
  // A dialog also closes with the Escape key.
  on(close, "click", "close");
  on(({ key }) => {
    const dialog = document.querySelector<HTMLElement>("dialog.ew-offer[open]");
    // Elsewhere the browser does it itself: https://html.spec.whatwg.org/#attr-dialog-closedby
    if (key == "Escape" && dialog && !("closedBy" in dialog))
      dialog.querySelector<HTMLElement>(".ew-close")?.click();
  }, "keydown");
  on(({ target, relatedTarget }) => {
    focused = offerAround(target);
    if (!focused?.contains(relatedTarget as Node | null)) focusedBefore = relatedTarget as HTMLElement | null;
  }, "focusin");
  on(({ persisted }) => {
    if (!persisted) return;
    for (const button of document.querySelectorAll<HTMLElement>("[data-ew-dismiss]"))
      if (closed.has(button.dataset["ewDismiss"] as string)) offerAround(button)?.remove();
  }, "pageshow");

  Object.assign(api(), { showDismissals, isClosed: (rule: string) => closed.has(rule) });
  for (const target of document.querySelectorAll(closedBefore)) close({ type: "close", target });
  showDismissals();
  on(showDismissals, "readystatechange");
})();

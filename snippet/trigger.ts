import type { Trigger } from "../model/trigger.ts";
import { on, whenShown } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { type Pushed, tap } from "./tap.ts";
import { watchFor } from "./trigger/moments.ts";
import { whenIdle } from "./trigger/page-time.ts";

/** Of an offer that waits: its rule, and what for. */
const attribute = "data-ew-trigger";

/** How soon after something came to the page it is looked for offers. */
const pauseMs = 200;

/** So long after the address changed, the offers of the page before are gone: the part that makes changes takes them. */
const goneMs = 500;

/** Shows the offers that wait on the page, each when its moment has come, and says so once for its rule. */
const start = quietly(() => {
  let page = here();
  let ended = new AbortController();
  /** By rule, whether its moment has come. */
  let rules = new Map<string, boolean>();
  let told = new Set<string>();
  let works: (() => void)[] = [];

  const look = quietly(() => {
    for (const element of document.querySelectorAll<HTMLElement>(`[${attribute}]`)) {
      const { rule, ...trigger } = JSON.parse(element.getAttribute(attribute) ?? "") as Trigger & {
        rule: string;
      };
      if (rules.get(rule)) show(element, rule);
      else if (!rules.has(rule)) {
        rules.set(rule, false);
        watchFor(trigger, {
          fire() {
            rules.set(rule, true);
            look();
          },
          signal: ended.signal,
          eachLook: (work) => works.push(quietly(work)),
        });
      }
    }
    for (const work of works) work();
  });

  const show = (element: HTMLElement, rule: string) => {
    const isDialog = element.localName == "dialog";
    // One at a time; when that is closed, the page is looked at again.
    if (isDialog && document.querySelector("dialog.ew-offer[open]")) return;
    // Not by a method of the dialog, which would take the focus from what the shopper is doing.
    if (isDialog) element.setAttribute("open", "");
    element.hidden = false;
    if (!element.getClientRects()[0]) {
      // It is in something that is not shown, as on a screen of another size: it waits on.
      element.hidden = true;
      return element.removeAttribute("open");
    }
    element.removeAttribute(attribute);
    if (isDialog) speakUp(element);
    if (!told.has(rule)) window.edgewise?.track("ew_triggered", { rule });
    told.add(rule);
  };

  let timer = 0;
  const lookAgain = () => {
    timer = 0;
    look();
  };
  const soon = () => void (timer ||= setTimeout(() => whenIdle(lookAgain), pauseMs));
  // Scripts make elements, and what the shop's scripts took away is put back.
  new MutationObserver(soon).observe(document, { childList: true, subtree: true });
  /** Another page, without loading: each moment begins anew. */
  const beginAnew = quietly(() => {
    if (page == here()) return;
    page = here();
    ended.abort();
    ended = new AbortController();
    rules = new Map();
    told = new Set();
    works = [];
    clearTimeout(timer);
    timer = setTimeout(() => whenIdle(lookAgain), goneMs);
  });
  const moved = () => queueMicrotask(beginAnew);
  tap(history as Pushed, "pushState", moved);
  on(moved, "popstate");
  look();
});

quietly(() => whenShown(start))();

/**
 * Screen readers read out what gets the focus. Where shoppers write, or pay in a frame of its own, it stays, and on none of the
 * dialog's buttons it comes, which a key that is just being pressed would press.
 */
function speakUp(dialog: HTMLElement): void {
  if (!document.activeElement?.matches("a,body,button")) return;
  dialog.tabIndex = -1;
  dialog.focus({ preventScroll: true });
}

function here(): string {
  return location.origin + location.pathname + location.search;
}

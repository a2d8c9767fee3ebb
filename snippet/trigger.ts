import type { MissedOffer } from "../model/missed-moment.ts";
import type { Trigger } from "../model/trigger.ts";
import { on, whenShown } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { type Pushed, tap } from "./tap.ts";
import { watchFor } from "./trigger/moments.ts";
import { whenIdle } from "./trigger/page-time.ts";

/** Of an offer that waits: its rule and variant, and what for. */
const attribute = "data-ew-trigger";

/** How soon after something came to the page it is looked for offers. */
const pauseMs = 200;

/** So long after the address changed, the offers of the page before are gone: the part that makes changes takes them. */
const goneMs = 500;

type Waiting = Trigger & Pick<MissedOffer, "rule" | "variant">;

/**
 * Shows the offers that wait on the page, each when its moment has come, and says so once for its rule. Of offers that somebody
 * is not shown, so that their effect can be measured, it says when they would have been.
 */
const start = quietly(() => {
  let page = here();
  let ended = new AbortController();
  /** By what is waited for, whether its moment has come. */
  let moments = new Map<string, boolean>();
  let told = new Set<string>();
  let works: (() => void)[] = [];
  const missedOnTag = document.querySelector<HTMLElement>("[data-missed]")?.dataset["missed"];
  let missed = JSON.parse(missedOnTag ?? "[]") as readonly MissedOffer[];

  /** Whether the moment has come. If not, it is watched for. */
  const hasCome = (id: string, trigger: Trigger) => {
    if (!moments.has(id)) {
      moments.set(id, false);
      watchFor(trigger, {
        fire() {
          moments.set(id, true);
          look();
        },
        signal: ended.signal,
        eachLook: (work) => works.push(quietly(work)),
      });
    }
    return moments.get(id);
  };

  const look = quietly(() => {
    for (const element of document.querySelectorAll<HTMLElement>(`[${attribute}]`)) {
      const waiting = JSON.parse(element.getAttribute(attribute) ?? "") as Waiting;
      if (hasCome(waiting.rule, waiting)) show(element, waiting);
    }
    for (const offer of missed) if (hasCome(JSON.stringify(offer), offer.trigger)) quietly(tellMissed)(offer);
    for (const work of works) work();
  });

  const tell = (name: string, { rule, variant }: Pick<MissedOffer, "rule" | "variant">) => {
    if (!told.has(rule)) window.edgewise?.track(name, { rule, variant });
    told.add(rule);
  };

  /** Says that somebody would have been shown an offer now, where others are. */
  const tellMissed = (offer: MissedOffer) => {
    const isFree = !(offer.isDialog && hasDialog());
    if (isFree && document.querySelector(offer.place)?.getClientRects()[0]) tell("ew_exposed", offer);
  };

  const show = (element: HTMLElement, waiting: Waiting) => {
    const isDialog = element.localName == "dialog";
    // One at a time; when that is closed, the page is looked at again.
    if (isDialog && hasDialog()) return;
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
    tell("ew_triggered", waiting);
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
    moments = new Map();
    told = new Set();
    missed = [];
    works = [];
    clearTimeout(timer);
    timer = setTimeout(() => whenIdle(lookAgain), goneMs);
  });
  const moved = () => queueMicrotask(beginAnew);
  tap(history as Pushed, "pushState", moved);
  on(moved, "popstate");
  look();
  if (window.edgewise)
    window.edgewise.miss = (offers) => {
      missed = offers;
      look();
    };
});

quietly(() => whenShown(start))();

function hasDialog(): boolean {
  return !!document.querySelector("dialog.ew-offer[open]");
}

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

import { type AppliedChange, type AppliedRule, mostReapplied } from "../model/applied-change.ts";
import type { Keep, Make } from "./api.ts";
import { on } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { examine, type Finding, firstName, nothing, type Look } from "./survive/examine.ts";
import { api, report } from "./survive/report.ts";
import { createSight } from "./survive/sight.ts";

/** The least time between one making of a change and the next; after two it is four times as long, after three nine times. */
const backOffMs = 400;
/** When it is clear what has become of the changes, after the page is loaded. */
const settledMs = 5000;
/** A page that never has loaded is watched for so long. */
const longestMs = 30_000;
/** How soon after something happened on the page it is looked at. */
const pauseMs = 100;

/** One change, and what has become of it on this page. */
interface State {
  rule: AppliedRule;
  change: AppliedChange;
  /** How often it was made again; -1 where it is still to be made. */
  times: number;
  /** Since when it is whole; nothing while it is not. */
  wholeSinceMs?: number;
  madeAtMs: number;
  wasWhole?: boolean;
  /** The last time that anybody looked. */
  isFound?: boolean;
  /** It was given up, or the shopper has clicked in it, and what becomes of it now may be their wish. */
  isLeft?: boolean;
  watched: Finding["watched"];
}

/** Where what comes first of several has to be made last. */
const isBackwards = (change: AppliedChange): boolean => {
  return "css" in change || /after|start/.test((change as { position: string }).position);
};

/** Safari has no idle callbacks. */
const whenIdle = (work: () => void): void => {
  (window.requestIdleCallback ?? setTimeout)(work, { timeout: 300 });
};

quietly(() => {
  if (window.edgewise?.keep) return;
  // Not there where this was imported.
  const script = document.currentScript as HTMLScriptElement | null;
  const nonce = document.querySelector<HTMLElement>("[nonce]")?.nonce ?? "";
  let path: string;
  let states: State[] = [];
  let unseen: Set<AppliedRule>;
  let make: Make | undefined;
  let isSettled = false;
  let settling = 0;
  let timer = 0;
  let dueMs = Infinity;

  const soon = (waitMs: number) => {
    const atMs = performance.now() + waitMs;
    if (atMs >= dueMs) return;
    clearTimeout(timer);
    dueMs = atMs;
    timer = setTimeout(() => whenIdle(look), waitMs);
  };
  const happened = () => soon(pauseMs);
  const sight = createSight(happened);
  const observer = new MutationObserver(happened);

  const give = ({ rule, change, times }: State, name: "ew_reapplied" | "ew_reverted") =>
    report(name, { ...rule, change: change.id, times });

  /** Leaves alone what is on the page if that, or something in it, is so. */
  const leaveIf = (state: State, isSo: (node: Node) => boolean) =>
    (state.isLeft ||= state.watched.some(([node, isDeep]) => isDeep && node && isSo(node)));

  const mend = (state: State, { repairs, isSure }: Finding) => {
    // Perhaps the selector means something else here than it did at the edge.
    if (state.isLeft || api().isClosed?.(state.rule.rule) || !(state.wasWhole || isSure || make)) return;
    const waitMs = state.madeAtMs + backOffMs * state.times ** 2 - performance.now();
    if (waitMs > 0) return soon(waitMs);
    try {
      // A page that refuses HTML (Trusted Types) refuses it each time.
      if (state.times >= mostReapplied) throw Error();
      for (const repair of repairs)
        if (make) make(state.change, repair);
        else repair();
      state.times++;
      state.madeAtMs = state.wholeSinceMs = performance.now();
      api().showDismissals?.();
      soon(backOffMs);
    } catch {
      state.isLeft = true;
      give(state, "ew_reverted");
      // That is all that is to be told of it.
      state.times = 0;
    }
  };

  const look = quietly(() => {
    dueMs = Infinity;
    observer.disconnect();
    // The page is another one now, and nothing of this was decided for it.
    if (location.pathname != path) return;
    const ours = new Set<Node>();
    const others = new Set<Node>();
    const examined = (state: State, rest: Pick<Look, "taken" | "claims">): Finding => {
      try {
        return examine(state.change, { ours, others, nonce, ...rest });
      } catch {
        return nothing;
      }
    };
    // First, what is ours: it is no part of what other changes were made of.
    for (const isInsert of [true, false])
      for (const state of states)
        if ((state.change.type == "insert") == isInsert)
          examined(state, { taken: others, claims: new Map() });
    const rest = { taken: new Set<Node>(), claims: new Map<Element, readonly string[]>() };
    const undone: (() => void)[] = [];
    for (const state of states) {
      const finding = examined(state, rest);
      const { places, repairs, watched } = finding;
      state.isFound = !!places.length;
      // What was found before is there, but somebody translated it, or added to its links.
      if (!watched.some(([, isDeep]) => isDeep)) leaveIf(state, (node) => node.isConnected);
      if (state.isFound) state.watched = watched;
      // Of two that come in one place the earlier stands first, and of two styles the later counts.
      if (repairs[0]) undone[isBackwards(state.change) ? "unshift" : "push"](() => mend(state, finding));
      if (!state.isFound || repairs[0]) {
        state.wholeSinceMs = 0;
        continue;
      }
      state.wasWhole = true;
      state.wholeSinceMs ||= performance.now();
      if (!unseen.has(state.rule)) continue;
      const waitMs = sight.leftMs(places, state.wholeSinceMs);
      if (waitMs > 0) soon(waitMs);
      else {
        unseen.delete(state.rule);
        report("ew_exposed", state.rule);
      }
    }
    // Only now: what is put on the page is none of what the others look for.
    for (const again of undone) again();
    if (!unseen.size) sight.restart();
    if (isSettled) return;
    watch();
    // Whatever is seen to happen.
    soon(backOffMs);
  });

  const watch = () => {
    // What one change looks at alone, another may look at with all that is in it: the later word holds.
    for (const subtree of [false, true])
      for (const { isLeft, watched } of states)
        for (const [node, isDeep] of watched)
          if (!isLeft && node && isDeep == subtree)
            observer.observe(node, { childList: true, attributes: true, subtree, characterData: subtree });
  };

  /** What is not right by now is lost, and what was made again has stayed. */
  const settle = quietly(() => {
    if (isSettled) return;
    look();
    isSettled = true;
    observer.disconnect();
    for (const state of states) {
      if (state.wasWhole && !state.isFound && !state.isLeft) give(state, "ew_reverted");
      else if (state.times > 0 && state.wholeSinceMs) give(state, "ew_reapplied");
    }
  });

  const start = () => {
    // Half a page is not whole.
    if (document.readyState != "loading") look();
    clearTimeout(settling);
    settling = setTimeout(settle, document.readyState == "complete" ? settledMs : longestMs);
  };

  const keep: Keep = (rules, maker) => {
    if (!rules) return look();
    // Nothing of the page before is made again.
    path = "";
    settle();
    // What the edge inserted; whoever made the others here takes them away.
    if (!make)
      for (const { change, watched } of states)
        if (change.type == "insert" && firstName(change.html))
          for (const [node, isDeep] of watched) if (isDeep) (node as Element).remove();
    path = location.pathname;
    make = maker;
    states = rules.flatMap((rule) =>
      rule.changes.map((change) => ({
        rule,
        change,
        times: make ? -1 : 0,
        madeAtMs: -backOffMs,
        watched: [],
      })),
    );
    unseen = new Set(rules);
    isSettled = false;
    start();
  };

  api().keep = keep;
  on(start, "readystatechange");
  on(settle, "pagehide");
  // Also when the page comes back from the back/forward cache.
  on(() => {
    sight.restart();
    soon(0);
  }, "visibilitychange");
  // What a shopper closes, a dialog also with the Escape key, is not put back, nor what they work with.
  on(
    ({ target }) => {
      for (const state of states) leaveIf(state, (node) => node.contains(target as Node));
    },
    "click",
    "close",
  );
  // Not there where this was imported, nor where the tag names nothing: what is read of it is no JSON then.
  keep(JSON.parse(script?.dataset["changes"] as string) as AppliedRule[]);
})();

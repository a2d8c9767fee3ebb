import { type AppliedChange, type AppliedRule, mostReapplied } from "../model/applied-change.ts";
import type { Keep, Make } from "./api.ts";
import { on } from "./page-life.ts";
import { quietly } from "./quietly.ts";
import { examine, type Finding, firstName, type Look } from "./survive/examine.ts";
import { api, report } from "./survive/report.ts";
import { createSight } from "./survive/sight.ts";

/** The least time between one making of a change and the next; after two it is four times as long, after three nine times. */
const backOffMs = 400;
/** For all changes of a page together. */
const mostRepairs = 20;
/** When to look after the page is parsed, and after it is loaded, whatever was seen to happen. */
const looksMs = [100, 500, 2000];
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
  /** Since when it is whole; `undefined` while it is not. */
  wholeSinceMs?: number | undefined;
  madeAtMs: number;
  wasWhole?: boolean;
  /** The last time that anybody looked. */
  isFound?: boolean;
  /** It was given up, or the shopper has clicked in it, and what becomes of it now may be their wish. */
  isLeft?: boolean;
  isTold?: boolean;
  watched: Finding["watched"];
}

quietly(() => {
  if (window.edgewise?.keep) return;
  // Not there where this was imported.
  const script = document.currentScript as HTMLScriptElement | null;
  const nonce = document.querySelector<HTMLElement>("[nonce]")?.nonce ?? "";
  let path: string;
  let states: State[] = [];
  let unseen: Set<AppliedRule>;
  let make: Make | undefined;
  let left: number;
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
  const sight = createSight(() => soon(pauseMs));
  const observer = new MutationObserver(() => soon(pauseMs));

  const give = (state: State, name: "ew_reapplied" | "ew_reverted") => {
    const { rule, change, times } = state;
    if (!state.isTold) report(name, { ...rule, change: change.id, times });
    state.isTold = true;
  };

  /** Leaves alone what is on the page if that, or something in it, is so. */
  const leaveIf = (state: State, isSo: (node: Node) => boolean) =>
    (state.isLeft ||= state.watched.some(([node, isDeep]) => isDeep && node && isSo(node)));

  const mend = (state: State, { repairs, isSure }: Finding) => {
    // Perhaps the selector means something else here than it did at the edge.
    if (state.isLeft || !(state.wasWhole || isSure || make)) return;
    const waitMs = state.madeAtMs + backOffMs * Math.max(state.times, 0) ** 2 - performance.now();
    if (waitMs > 0) return soon(waitMs);
    try {
      // A page that refuses HTML (Trusted Types) refuses it each time.
      if (state.times >= mostReapplied || !left) throw Error();
      for (const repair of repairs)
        if (make) make(state.change, repair);
        else repair();
      if (state.times++ >= 0) left--;
      state.madeAtMs = state.wholeSinceMs = performance.now();
      api().showDismissals?.();
      soon(backOffMs);
    } catch {
      state.isLeft = true;
      give(state, "ew_reverted");
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
        return { places: [], repairs: [], isSure: false, watched: [] };
      }
    };
    // First, what is ours: it is no part of what other changes were made of.
    for (const isInsert of [true, false])
      for (const state of states)
        if ((state.change.type == "insert") == isInsert)
          examined(state, { taken: others, claims: new Map() });
    const rest = { taken: new Set<Node>(), claims: new Map<Element, Set<string>>() };
    const undone: [State, Finding][] = [];
    for (const state of states) {
      const finding = examined(state, rest);
      const { places, repairs, watched } = finding;
      state.isFound = !!places.length;
      // What was found before is there, but somebody translated it, or added to its links.
      if (!watched.some(([, isDeep]) => isDeep)) leaveIf(state, (node) => node.isConnected);
      if (state.isFound) state.watched = watched;
      // Of two that come in one place the earlier stands first, and of two styles the later counts.
      if (repairs[0]) undone[isBackwards(state.change) ? "unshift" : "push"]([state, finding]);
      if (!state.isFound || repairs[0]) {
        state.wholeSinceMs = undefined;
        continue;
      }
      state.wasWhole = true;
      state.wholeSinceMs ??= performance.now();
      if (!unseen.has(state.rule)) continue;
      const waitMs = sight.leftMs(places, state.wholeSinceMs);
      if (waitMs > 0) soon(waitMs);
      else if (unseen.delete(state.rule)) report("ew_exposed", state.rule);
    }
    // Only now: what is put on the page is none of what the others look for.
    for (const [state, finding] of undone) mend(state, finding);
    if (!states.some(({ rule }) => unseen.has(rule))) sight.stop();
    if (!isSettled) watch();
  });

  const watch = () => {
    const watched = new Map<Node, boolean>();
    for (const state of states)
      for (const [node, isDeep] of state.isLeft ? [] : state.watched)
        if (node) watched.set(node, isDeep || !!watched.get(node));
    for (const [node, isDeep] of watched)
      observer.observe(node, {
        childList: true,
        attributes: true,
        subtree: isDeep,
        characterData: isDeep,
      });
  };

  /** What is not right by now is lost, and what was made again has stayed. */
  const settle = quietly(() => {
    if (isSettled) return;
    look();
    isSettled = true;
    observer.disconnect();
    for (const state of states) {
      if (state.wasWhole && !state.isFound && !state.isLeft) give(state, "ew_reverted");
      else if (state.times > 0 && state.wholeSinceMs !== undefined) give(state, "ew_reapplied");
    }
  });

  const start = () => {
    // Half a page is not whole.
    if (document.readyState != "loading") {
      look();
      for (const waitMs of looksMs) setTimeout(() => soon(0), waitMs);
    }
    clearTimeout(settling);
    settling = setTimeout(settle, document.readyState == "complete" ? settledMs : longestMs);
  };

  const keep: Keep = quietly((rules, maker) => {
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
      rule.changes.map((change) => ({ rule, change, times: make ? -1 : 0, madeAtMs: 0, watched: [] })),
    );
    unseen = new Set(rules);
    left = mostRepairs;
    isSettled = false;
    start();
  });

  api().keep = keep;
  const json = script?.dataset["changes"];
  if (json) keep(JSON.parse(json) as AppliedRule[]);
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
})();

/** Where what comes first of several has to be made last. */
function isBackwards(change: AppliedChange): boolean {
  return change.type == "styles" || ("position" in change && /after|start/.test(change.position));
}

/** Safari has no idle callbacks. */
function whenIdle(work: () => void): void {
  (window.requestIdleCallback ?? setTimeout)(work, { timeout: 300 });
}

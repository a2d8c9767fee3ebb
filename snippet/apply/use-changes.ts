import type { AppliedRule } from "../../model/applied-change.ts";
import type { Make } from "../api.ts";
import { quietly } from "../quietly.ts";
import { api } from "../survive/report.ts";
import { awaitElements } from "./await-elements.ts";
import { dress } from "./dress.ts";
import { undoable } from "./undoable.ts";

/**
 * So much is known of how to take it back, the oldest is forgotten: what is the same on all pages, and made on each anew,
 * would else hold on to what was on all of them.
 */
const mostMade = 200;

let made: (readonly [change: string, undo: () => void])[] = [];
let stopAwaiting: (() => void) | undefined;

const make: Make = (change, part) => {
  made = [...made, [JSON.stringify(change), quietly(undoable(part))] as const].slice(-mostMade);
};

/** Makes the changes, and takes back those that were made before and are none of these. */
export function useChanges(decided: readonly AppliedRule[]): void {
  const decisions = dress(decided);
  const json = JSON.stringify(decisions);
  const before = made;
  made = before.filter(([change]) => json.includes(change));
  for (const [change, undo] of before.reverse()) if (!json.includes(change)) undo();
  const { keep } = api();
  keep?.(decisions, make);
  stopAwaiting?.();
  const selectors = decisions.flatMap(({ changes }) =>
    changes.flatMap((change) => [
      ...("selector" in change ? [change.selector] : []),
      ...("to" in change ? [change.to] : []),
    ]),
  );
  stopAwaiting = awaitElements(selectors, () => keep?.());
}

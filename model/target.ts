import type { Change } from "./change.ts";

/** What a change does to a page, for those that compare changes. */
export interface Wants {
  /**
   * What it wants: of two changes that want the same, the earlier gets it. Text and HTML want the same, the element's
   * content; two attributes of one element are apart, and so are two classes. Never empty.
   */
  targets: readonly string[];
  /** Whether it leaves room for others that want the same: several insertions in one place all happen. */
  isShared: boolean;
}

export function wantsOf(change: Change): Wants {
  const isShared = change.type === "insertHtml" || change.type === "addStyles";
  return { targets: targetsOf(change), isShared };
}

function targetsOf(change: Change): string[] {
  switch (change.type) {
    case "insertOffer":
      return [`placement ${change.placement}`];
    case "setAttribute":
      return [`attribute ${change.name} ${change.selector}`];
    case "setImage":
      return [`attribute src ${change.selector}`];
    case "setLink":
      return [`attribute href ${change.selector}`];
    case "setClass":
      return [...new Set([...change.add, ...change.remove])].map(
        (name) => `class ${name} ${change.selector}`,
      );
    case "setStyle":
      return [`style ${change.property} ${change.selector}`];
    case "setText":
    case "setHtml":
      return [`content ${change.selector}`];
    case "replaceHtml":
    case "remove":
      return [`element ${change.selector}`];
    case "insertHtml":
      return [`insertion ${change.position} ${change.selector}`];
    case "move":
      return [`place ${change.selector}`];
    case "hide":
      return [`hide ${change.selector}`];
    case "addStyles":
      return ["styles"];
    case "redirect":
      return ["redirect"];
  }
}

import type { SentElement } from "../../model/on-page.ts";
import { stampAttribute } from "../../model/stamp.ts";

/** As far as anybody can be told of them. */
const mostElements = 20_000;
const mostAttributes = 40;
const longestValue = 300;

/** The elements of a page as the shop's server sent them, whatever scripts have made of them since. */
export interface SentElements {
  /** The element's number; `null` for one that a script made, or made a copy of. */
  numberOf(element: Element): number | null;
  all(): SentElement[];
}

/** Watches the page from its first element on: what the parser has put there, no script can have changed before. */
export function watchSent(): SentElements {
  const byStamp = new Map<string, Element>();
  /** What attributes were before they were changed; `null` where there were none. */
  const before = new Map<Element, Record<string, string | null>>();
  const take = (node: Node) => {
    if (!(node instanceof Element)) return;
    const stamp = node.getAttribute(stampAttribute);
    if (stamp && !byStamp.has(stamp) && byStamp.size < mostElements) byStamp.set(stamp, node);
    for (const child of node.children) take(child);
  };
  const see = (records: readonly MutationRecord[]) => {
    for (const { target, attributeName, oldValue, addedNodes } of records) {
      addedNodes.forEach(take);
      if (!attributeName || before.size > mostElements) continue;
      const known = before.get(target as Element) ?? {};
      before.set(target as Element, known);
      if (!(attributeName in known)) known[attributeName] = oldValue;
    }
  };
  const observer = new MutationObserver(see);
  observer.observe(document, { childList: true, subtree: true, attributes: true, attributeOldValue: true });
  take(document.documentElement);
  return {
    numberOf(element) {
      see(observer.takeRecords());
      const stamp = element.getAttribute(stampAttribute) ?? "";
      return byStamp.get(stamp) == element ? parseInt(stamp) : null;
    },
    all() {
      see(observer.takeRecords());
      return [...byStamp].map(([stamp, element]) => [
        stamp,
        element.localName,
        { ...attributesOf(element, before.get(element)) },
      ]);
    },
  };
}

/** Those that may name an element. */
export function attributesOf(
  element: Element,
  before: Readonly<Record<string, string | null>> = {},
): Record<string, string> {
  const now = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
  return Object.fromEntries(
    Object.entries({ ...now, ...before })
      .filter(
        (entry): entry is [string, string] =>
          typeof entry[1] == "string" &&
          entry[1].length <= longestValue &&
          !/^(on.*|style|nonce|srcdoc|data-ew)$/.test(entry[0]),
      )
      .slice(0, mostAttributes),
  );
}

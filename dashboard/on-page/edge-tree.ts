import { finder, idName, type Options } from "@medv/finder";
import type { SentElement } from "../../model/on-page.ts";
import { isEdgeSelector } from "../../model/selector.ts";
import { readStamp } from "../../model/stamp.ts";

/** A page as the edge sees it: no script runs in it, nothing is loaded for it, and it is on nobody's screen. */
export interface EdgeTree {
  root: Element;
  byNumber: ReadonlyMap<number, Element>;
}

/**
 * Builds the page anew from what each of its elements says of itself. Selectors that are found in it mean at the edge
 * what they mean here, whatever scripts have made of the page in the browser.
 */
export function edgeTree(sent: readonly SentElement[]): EdgeTree {
  const page = document.implementation.createHTMLDocument("");
  const byNumber = new Map<number, Element>();
  const parents = new Map<number, number>();
  const add = (number: number, name: string, parent: number) => {
    const known = byNumber.get(number);
    if (known !== undefined) return known;
    const made = page.createElement(name);
    byNumber.set(number, made);
    parents.set(number, parent);
    return made;
  };
  for (const [text, name, attributes] of sent) {
    const stamp = readStamp(text);
    if (stamp === undefined) continue;
    const around = [...stamp.implied.map(({ number }) => number), stamp.parent];
    stamp.implied.forEach((implied, index) => add(implied.number, implied.name, around[index + 1] ?? 0));
    const element = add(stamp.number, name, around[0] ?? 0);
    for (const [attribute, value] of Object.entries(attributes)) setAttribute(element, attribute, value);
  }
  const root = page.createElement("html");
  // Numbers are in the order of the page, so each comes behind those before it.
  for (const number of [...byNumber.keys()].sort((a, b) => a - b)) {
    const element = byNumber.get(number);
    const parent = byNumber.get(parents.get(number) ?? 0);
    if (element === undefined || element.localName === "html") continue;
    (parent === undefined || parent.localName === "html" ? root : parent).append(element);
  }
  for (const [number, element] of byNumber)
    if (element.localName === "html") {
      for (const { name, value } of element.attributes) setAttribute(root, name, value);
      byNumber.set(number, root);
    }
  page.documentElement.replaceWith(root);
  return { root, byNumber };
}

/** Pages may write attributes with names that no script can set. */
function setAttribute(element: Element, name: string, value: string): void {
  try {
    element.setAttribute(name, value);
  } catch {
    // No selector of ours asks for such a name.
  }
}

/** What names an element rather for what it is than for where it stands, and rather for long than for today. */
const named: Partial<Options> = {
  idName: (id) => /^[a-z][\w-]*$/i.test(id) && !/\d{4}/.test(id),
  className: (name) => idName(name) && !/^(is|has|js)-|active|hover|focus|open|selected|loaded/.test(name),
  attr: (name, value) =>
    isTelling(name) && value !== "" && value.length <= 100 && !/["\\\n]|\d{6}/.test(value),
  timeoutMs: 300,
};

function isTelling(name: string): boolean {
  return /^(href|name|role|aria-label)$/.test(name) || /^data-(?!ew$|src|bs-)[a-z-]+$/.test(name);
}

const never = () => false;

/** Selectors of one element and no other, the most lasting first; few, and none where there is none for the edge. */
export function selectorsFor({ root }: EdgeTree, element: Element): string[] {
  const ways: Partial<Options>[] = [
    named,
    { ...named, className: never },
    { ...named, attr: never },
    { idName: never, className: never, attr: never, timeoutMs: 300 },
  ];
  const found = ways.flatMap((way) => {
    try {
      return [readable(finder(element, { ...way, root }))];
    } catch {
      // On some pages nothing short is unique.
      return [];
    }
  });
  return [...new Set([...found, pathOf(root, element)])].filter(
    (selector) => selector.length <= 500 && isEdgeSelector(selector),
  );
}

/** What the finder escapes need not be escaped in quotes. */
function readable(selector: string): string {
  return selector.replaceAll(/\[([\w-]+)="([^"]*)"\]/g, (_all, name: string, value: string) => {
    const text = value.replaceAll(/\\(?:([\da-f]{1,6}) ?|(.))/gi, (_escape, code?: string, sign?: string) =>
      code === undefined ? (sign ?? "") : String.fromCodePoint(Number.parseInt(code, 16)),
    );
    return `[${name}="${text}"]`;
  });
}

/** From the body down, by where each stands among those of its name. */
function pathOf(root: Element, element: Element): string {
  const steps: string[] = [];
  for (let at: Element | null = element; at !== null && at !== root; at = at.parentElement) {
    const { localName } = at;
    const others = [...(at.parentElement?.children ?? [])].filter((other) => other.localName === localName);
    steps.unshift(others.length > 1 ? `${localName}:nth-of-type(${others.indexOf(at) + 1})` : localName);
  }
  return steps.join(" > ");
}

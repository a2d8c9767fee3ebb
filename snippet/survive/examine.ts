import type { AppliedEdit } from "../../model/applied-change.ts";
import { forgive } from "./forgive.ts";
import { printOf } from "./print.ts";

/** What one look at a page has found so far. */
export interface Look {
  /** What earlier changes have of each element: of two that want the same, the earlier was made. */
  claims: Map<Element, readonly string[]>;
  /** What changes have put on the page: the edge changed only what the shop had sent. */
  ours: Set<Node>;
  /** Those of them that a change has been told to be its own. */
  taken: Set<Node>;
  /** All that were put beside or into something. */
  others: ReadonlySet<Node>;
  /** What the page's Content-Security-Policy knows our elements by; empty where it has none. */
  nonce: string;
}

/** How one change is. */
export interface Finding {
  /** Where a shopper would see it; `null` is wherever they look. Empty where nothing of it is on the page. */
  places: (Element | null)[];
  /** Each makes a part of the change again that is undone; empty where it is whole. */
  repairs: (() => void)[];
  /** Whether the browser surely means the same elements as the edge did, before it has ever seen the change whole. */
  isSure: boolean;
  /** What to watch, and whether with all that is in it. */
  watched: [node: Node | null, isDeep: boolean][];
}

/** Of a change of which nothing is known now. */
export const nothing: Finding = { places: [], repairs: [], isSure: false, watched: [] };

/** Looks at one change. @throws where the page is such that nobody can tell. */
export const examine = (edit: AppliedEdit, look: Look): Finding => {
  return (examiners[edit.type] ?? examineElements)(edit as never, look);
};

/** Knows the edits of one type. */
type Examiner = (edit: never, look: Look) => Finding;

type ElementEdit = Exclude<AppliedEdit, { type: "styles" | "replace" | "insert" | "move" }>;

const examineElements = (edit: ElementEdit, look: Look): Finding => {
  const finding = found(edit.selector, look);
  const hasContent = edit.type == "text" || edit.type == "html";
  for (const element of finding.meant) {
    if (hasContent && isVoid(element)) continue;
    const repairs = undone(edit, element, look);
    finding.repairs.push(...repairs);
    finding.places.push(edit.type == "hide" ? placeAround(element) : placeOf(element));
    finding.watched.push([element, hasContent], [element.parentNode, false]);
    // Where a policy refuses `style` attributes, the edge wrote a style sheet.
    if (edit.type == "style") finding.isSure = false;
    if (edit.type != "html") continue;
    if (!repairs[0]) for (const child of element.children) look.ours.add(child);
    if (mayEndEarlier(element)) finding.isSure = false;
  }
  return finding;
};

/** What is to be made again of what no earlier change has. */
const undone = (edit: ElementEdit, element: Element, look: Look): (() => void)[] => {
  let isLost = false;
  return partsOf(edit, element, look).flatMap(([key, isThere, make]) => {
    const isTaken = isClaimed(element, key, look);
    // Another picture keeps its own sizes.
    isLost ||= isTaken && key == "@src";
    return isTaken || isLost || isThere ? [] : [make];
  });
};

type Part = [key: string, isThere: boolean, make: () => void];

/** What an edit wants of an element, as the edge tells it apart: by content, attribute, class, property. */
const partsOf = (edit: ElementEdit, element: Element, look: Look): Part[] => {
  switch (edit.type) {
    case "text":
      return [
        [
          "content",
          words(contentOf(element, look, (node) => node.textContent)) == words(edit.text),
          () => write(element, "textContent", edit.text),
        ],
      ];
    case "html":
      return [["content", isContent(element, edit.html, look), () => write(element, "innerHTML", edit.html)]];
    case "attributes":
      return Object.entries(edit.values).map(([name, value]) => [
        `@${name}`,
        isAttribute(element, name, value),
        () => (value === null ? element.removeAttribute(name) : element.setAttribute(name, value)),
      ]);
    case "classes":
      return [
        ...edit.add.map((name) => classPart(element, name, true)),
        ...edit.remove.map((name) => classPart(element, name, false)),
      ];
    case "style":
      return [stylePart(edit, element as HTMLElement)];
    case "hide":
      return [["hidden", !isDisplayed(element), () => hide(element as HTMLElement)]];
  }
};

/**
 * What was in the element is put aside, in a parent of its own: Vue looks for the parent of what it goes on to change, and takes
 * down its app where there is none.
 */
const write = (element: Element, name: "textContent" | "innerHTML", content: string): void => {
  const before = [...element.childNodes];
  forgive(element)[name] = content;
  new Option().append(...before);
};

const classPart = ({ classList }: Element, name: string, isThere: boolean): Part => {
  return [`.${name}`, classList.contains(name) == isThere, () => void classList.toggle(name, isThere)];
};

const stylePart = (
  { property, value, important }: Extract<AppliedEdit, { type: "style" }>,
  { style }: HTMLElement,
): Part => {
  const priority = important ? "important" : "";
  const probe = new Option().style;
  const before = (probe.cssText = style.cssText);
  probe.setProperty(property, value, priority);
  return [`:${property}`, probe.cssText == before, () => style.setProperty(property, value, priority)];
};

/** Other scripts may add classes of their own. */
function isAttribute(element: Element, name: string, value: string | null): boolean {
  return name == "class"
    ? !value?.match(/\S+/g)?.some((token) => !element.classList.contains(token))
    : element.getAttribute(name) === value;
}

const examineInserted = (
  { selector, position, html, isOnce }: Extract<AppliedEdit, { type: "insert" }>,
  look: Look,
): Finding => {
  const finding = found(selector, look);
  const isBeside = /before|after/.test(position);
  const name = firstName(html);
  const anchors = finding.meant.slice(0, isOnce ? 1 : Infinity).flatMap((anchor) => {
    const container = isBeside ? anchor.parentElement : anchor;
    if (!container || (!isBeside && isVoid(anchor))) return [];
    const ours = name ? nodesOf(html, container.children, look, 1)[0] : hasWords(container, html);
    return { beside: anchor, container, ours };
  });
  for (const { beside, container, ours } of anchors) {
    // Browsers may have put it elsewhere, as where something before it was left open.
    const it = ours ?? (name && nodesOf(html, document.getElementsByTagName(name), look, 1)[0]);
    finding.watched.push([container, false]);
    if (it) finding.watched.push([it, true]);
    else finding.repairs.push(() => beside.insertAdjacentHTML(positions[position], withNonce(html, look)));
    finding.places.push(it || container);
    if (mayEndEarlier(container)) finding.isSure = false;
  }
  return finding;
};

/** An offer brings its own look. */
const withNonce = (html: string, { nonce }: Look): string => {
  return html.replace("<style", `<style nonce="${nonce}"`);
};

const positions = {
  before: "beforebegin",
  after: "afterend",
  start: "afterbegin",
  end: "beforeend",
} as const;

/** An element that comes back is hidden, not taken out: the framework that put it there holds on to it. */
const examineReplaced = (
  { selector, html }: Extract<AppliedEdit, { type: "replace" }>,
  look: Look,
): Finding => {
  const finding = found(selector, look);
  const name = firstName(html);
  const ours = name
    ? nodesOf(
        html,
        document.getElementsByTagName(name),
        { ...look, taken: new Set(look.others) },
        mostCandidates,
      )
    : [];
  finding.places.push(...(name ? ours : [null]));
  finding.watched.push(...ours.map((element): [Node, boolean] => [element, true]));
  for (const element of finding.meant) {
    finding.watched.push([element, false], [element.parentNode, false]);
    if (!isDisplayed(element)) continue;
    finding.places.push(element);
    finding.repairs.push(() => {
      if (html) element.insertAdjacentHTML("beforebegin", html);
      hide(element as HTMLElement);
    });
  }
  return finding;
};

/** Where the edge could not make a move, nobody else should: it is made again only where it was once seen made. */
const examineMove = (
  { selector, to, position }: Extract<AppliedEdit, { type: "move" }>,
  look: Look,
): Finding => {
  const finding = { ...found(selector, look), isSure: false };
  const [element] = finding.meant;
  const [target] = matches(to, look);
  if (!element || !target) return finding;
  // https://dom.spec.whatwg.org/#dom-node-comparedocumentposition: 4 follows, 2 precedes.
  const wanted = ({ before: 4, after: 2 } as Partial<Record<string, number>>)[position] ?? 0;
  const parent = wanted ? target.parentElement : target;
  const isRight =
    element.parentElement == parent && (element.compareDocumentPosition(target) & wanted) == wanted;
  finding.places.push(placeOf(element));
  finding.watched.push([element.parentNode, false], [parent, false]);
  if (!isRight)
    finding.repairs.push(() => {
      forgive(element.parentNode as Node);
      target.insertAdjacentElement(positions[position], element);
    });
  return finding;
};

/** A page may be so broken that the styles went with what another change replaced. */
const examineStyles = (
  { css }: Extract<AppliedEdit, { type: "styles" }>,
  { taken, nonce }: Look,
): Finding => {
  const ours = [...document.querySelectorAll("style")].find(({ textContent }) => textContent == css);
  if (ours) taken.add(ours);
  const make = () => {
    document.head.append(Object.assign(document.createElement("style"), { nonce, textContent: css }));
  };
  return { ...nothing, places: [null], repairs: ours ? [] : [make] };
};

/**
 * What a selector finds. It surely means what it meant to the edge where it neither counts nor says who is whose child,
 * and finds no element that browsers add to pages which leave it out.
 */
const found = (selector: string, look: Look): Finding & { meant: Element[] } => {
  const elements = matches(selector, look);
  const isSure = !/[>:+~]/.test(selector) && !elements.some((element) => element.matches(implied));
  return { meant: elements, places: [], repairs: [], isSure, watched: [] };
};

const implied = "html,head,body,tbody,tr,colgroup";

const matches = (selector: string, { ours }: Look): Element[] => {
  return [...document.querySelectorAll(selector)].filter(
    (element) => ![...ours].some((node) => node.contains(element)),
  );
};

const isClaimed = (element: Element, key: string, { claims }: Look): boolean => {
  const keys = claims.get(element) ?? [];
  claims.set(element, [...keys, key]);
  return keys.includes(key);
};

const placeOf = (element: Element): Element | null => {
  return element.closest("head") ? null : element;
};

/** Of what held nothing but what is hidden, nothing is left to be seen. */
const placeAround = ({ parentElement }: Element): Element | null => {
  return (parentElement as HTMLElement).offsetHeight ? parentElement : null;
};

const words = (text: string): string => {
  return text.replace(/\s+/g, " ").trim();
};

/** Of those in which nothing can be, such as a shopper may see. */
const isVoid = (element: Element): boolean => {
  return element.matches("img,input,br,hr");
};

const isDisplayed = (element: Element): boolean => {
  return getComputedStyle(element).display != "none";
};

/** As the edge does it: a shop's `display` rule would win over the attribute alone. */
const hide = (element: HTMLElement): void => {
  element.style.setProperty("display", "none", "important");
};

/** Inside these, browsers may end the element, or put what is in it elsewhere, before the HTML is over. */
const mayEndEarlier = ({ localName }: Element): boolean => {
  return /^(p$|t|select)/.test(localName);
};

/** Whether all that is in an element is this HTML. Elements that hold far more are not worth reading. */
const isContent = (element: Element, html: string, look: Look): boolean => {
  return isSmall(element, html) && printOf(contentOf(element, look, markupOf), html) == printOf(html, html);
};

/** What is in an element, without what other changes have put there. */
const contentOf = (element: Element, { others }: Look, read: (node: Node) => string | null): string => {
  return [...element.childNodes]
    .filter((node) => !(node instanceof Comment || others.has(node)))
    .map(read)
    .join("");
};

/** Also of a text or a comment, which is something. */
const markupOf = (node: Node): string => {
  return (node as Partial<Element>).outerHTML ?? (node.nodeValue as string);
};

/** The name of the first element in some HTML. */
export const firstName = (html: string): string | undefined => {
  return /<([a-z][^\s/>]*)/i.exec(html)?.[1];
};

/** Of many elements of one name only so many are looked at. */
const mostCandidates = 300;

/**
 * Those of some elements with which begins what this HTML makes, `most` of them; each is marked as ours, with all that
 * belongs to it.
 */
const nodesOf = (html: string, candidates: Iterable<Element>, look: Look, most: number): Element[] => {
  let count = 0;
  const name = firstName(html)?.toLowerCase();
  const wanted = printOf(html.slice(html.search(/<[a-z]/i)), html);
  const named = [...candidates].filter(({ localName }) => localName == name);
  return named.slice(0, mostCandidates).filter((first) => {
    if (count == most) return false;
    const nodes: Node[] = [];
    let print = "";
    for (let node: Node | null = first; node && print.length < wanted.length; node = node.nextSibling) {
      if (look.taken.has(node) || !isSmall(node, html)) return false;
      nodes.push(node);
      print += printOf(markupOf(node), html);
    }
    if (print != wanted) return false;
    count++;
    for (const node of nodes) {
      look.ours.add(node);
      look.taken.add(node);
    }
    return true;
  });
};

/** The element, where these words without markup are in it. */
const hasWords = (element: Element, html: string): Element | undefined => {
  return printOf(element.textContent, html).includes(printOf(html, html)) ? element : undefined;
};

/** So many elements can be what the HTML made, and what other changes put there. */
const isSmall = (node: Node, html: string): boolean => {
  return ((node as Partial<Element>).getElementsByTagName?.("*").length ?? 0) <= html.length;
};

/** Of all others it is `examineElements`. */
const examiners: Partial<Record<AppliedEdit["type"], Examiner>> = {
  styles: examineStyles,
  replace: examineReplaced,
  insert: examineInserted,
  move: examineMove,
};

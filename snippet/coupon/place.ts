import { mayHoldParagraph } from "../../model/coupon/may-hold-paragraph.ts";
import { writtenAmount } from "../../model/coupon/written-amount.ts";
import { digitsOf, minorUnits } from "./minor-units.ts";
import { usualForm } from "./usual-form.ts";

/** What is looked for. */
export interface Sought {
  codes: readonly string[];
  /** Minor units of the currency (ISO 4217). */
  total: number;
  currency: string;
  /** By which the site's settings say where the page shows codes and the total. */
  form: { applied: string; total: string } | null;
  /** CSS selector of what the total looked like before. */
  like?: string | undefined;
}

/** Where on the page a line about coupons belongs. */
export interface Place {
  /** The piece of the page that it comes before. */
  before: Element;
  /** What the shop shows of its total, and of each code. */
  sum: Element;
  shown: readonly Element[];
}

/** What is no word of the shop's, or of its cart. */
const others = "script,style,noscript,template,textarea,select,header,nav,.ew-coupon,.ew-offer,#ew-coupon";

/** Longer than any total with its name, and than what stands beside a code. */
const longestText = 60;
const mostTexts = 5000;

/**
 * Where the edge would write it (`worker/coupon/beside-total.ts`): in the smallest part of the page around codes and total,
 * before the piece of it that holds the total. Without settings, codes and total are known by what they say.
 */
export function findPlace(sought: Sought): Place | undefined {
  const { sums, shown } = sought.form ? bySelectors(sought.form, sought) : byText(sought);
  let best: Place | undefined;
  let bestDepth = 0;
  // A page may have a small cart in its head, and the total once more in its foot.
  for (const sum of sums.filter(isSeen).reverse()) {
    const place = around(sum, shown);
    const depth = place ? depthOf(place.before) : 0;
    if (depth > bestDepth) best = place;
    bestDepth = Math.max(depth, bestDepth);
  }
  return best;
}

function around(sum: Element, codes: readonly (readonly Element[])[]): Place | undefined {
  const path = [sum];
  for (let part = sum.parentElement; part; part = part.parentElement) {
    const within = part;
    const shown = codes.map((each) => each.find((code) => within.contains(code) && isSeen(code)));
    if (shown.every(Boolean)) {
      const before = pieceIn([...path, part], !codes[0]);
      if (before) return { before, sum, shown: shown as Element[] };
    }
    path.push(part);
  }
  return undefined;
}

/**
 * @param path from the total up to the part.
 * @returns the piece that a line may stand before; within the part where that lays its pieces out side by side.
 */
function pieceIn(path: readonly Element[], isNoRow: boolean): Element | undefined {
  const part = path[path.length - 1] as Element;
  if (!mayHoldParagraph(part.tagName)) return undefined;
  for (let at = path.length - 1; at > 0; at--) {
    const outer = path[at] as Element;
    const piece = path[at - 1] as Element;
    const isRow = (isNoRow || outer != part) && isTotalWithName(outer, piece);
    if (canHold(outer) && !isRow) return piece;
  }
  return undefined;
}

/** What an element says as money, in minor units; `undefined` where it says none. */
export function amountIn({ textContent }: Element, currency: string): number | undefined {
  const amount = writtenAmount(textContent, digitsOf(currency));
  return amount === undefined ? undefined : minorUnits(amount, currency);
}

/** Whether an element says a code, however the shop writes it. */
export function says({ textContent }: Element, code: string): boolean {
  return textContent
    .toUpperCase()
    .split(/[^A-Z0-9_-]+/)
    .includes(code.toUpperCase());
}

interface Found {
  sums: Element[];
  /** For each code. */
  shown: Element[][];
}

function bySelectors({ applied, total }: { applied: string; total: string }, { codes }: Sought): Found {
  const all = (selector: string) => [...document.querySelectorAll(selector)];
  return {
    sums: all(total),
    shown: codes.map((code) => all(applied).filter((element) => says(element, code))),
  };
}

function byText({ codes, total, currency, like }: Sought): Found {
  const sums: Element[] = [];
  const shown: Element[][] = codes.map(() => []);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < mostTexts && texts.nextNode(); count++) {
    const { nodeValue, parentElement: parent } = texts.currentNode;
    if (!parent || !/\w/.test(nodeValue as string) || parent.closest(others)) continue;
    codes.forEach((code, index) => says(parent, code) && shown[index]?.push(parent));
    // An amount may be written in several pieces.
    for (
      let element: Element | null = parent, step = 0;
      element && step < 3;
      element = element.parentElement, step++
    ) {
      if (element.textContent.length > longestText) break;
      if (amountIn(element, currency) !== total) continue;
      sums.push(element);
      break;
    }
  }
  // The page may count something in that the cart does not know of yet, such as delivery.
  const usual = [...document.querySelectorAll(like ?? usualForm.total)].filter(isSeen);
  const sure = like ? sums.filter((sum) => usual.includes(sum)) : sums;
  return { sums: sure.some(isSeen) || !usual[0] ? sure : usual, shown };
}

function isSeen(element: Element): boolean {
  return element.getClientRects().length > 0;
}

/** Whether a paragraph may stand in it, and has a line of its own there. */
function canHold(part: Element): boolean {
  const { display, flexDirection } = getComputedStyle(part);
  const isFlow = /^(block|flow-root|list-item|table-cell|inline)$|flex.*column/.test(
    display + (/flex/.test(display) ? flexDirection : ""),
  );
  return isFlow && mayHoldParagraph(part.tagName);
}

/** Whether a part is nothing but the piece with its name, as in "Total €41.00". */
function isTotalWithName(part: Element, piece: Element): boolean {
  const lengthOf = (element: Element) => element.textContent.trim().length;
  return lengthOf(part) < lengthOf(piece) + 30 && !part.querySelector("a,button,input,img,h2,h3");
}

function depthOf(element: Element): number {
  let depth = 0;
  for (let each: Element | null = element; each; each = each.parentElement) depth++;
  return depth;
}

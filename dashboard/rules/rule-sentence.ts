import type { Change } from "../../model/change.ts";
import type { Rule } from "../../model/rule.ts";
import { capitalised } from "../text/capitalised.ts";
import { translator } from "../../model/text/translate.ts";

const t = translator({
  /** Where every change shows an offer. */
  shown: "{what} to {who} on {where}",
  done: "{what} for {who} on {where}",
  tested: "test {count} variants for {who} on {where}: {what}",
  everyPage: "every page",
  insertOffer: "show {offer}",
  setText: "write {text} in {element}",
  setHtml: "replace the content of {element}",
  setAttribute: "set {name} of {element} to {value}",
  hide: "hide {element}",
  more: "make {count} more changes",
});

/** A sentence that names more changes than this is read by nobody: it names two and counts the others. */
const mostNamed = 3;

/** A stretch of the sentence that says which visitors, which pages or which change: what a marketer looks for. */
export interface Emphasis {
  about: "what" | "who" | "where";
  text: string;
}
export type SentencePart = string | Emphasis;

/** The names of what rules refer to by id. An id that is not in it stands for itself. */
export interface Names {
  offers: ReadonlyMap<string, string>;
  /** Whom the rule is for, as `describeCondition` says it: what is said of conditions is too much for the first load. */
  who: string;
}

/**
 * The rule in one sentence: “Show Welcome offer to new visitors on /”.
 * @returns its parts in reading order, so that a screen can set the emphasised ones apart.
 */
export function ruleSentence(rule: Pick<Rule, "variants" | "pages">, names: Names): SentencePart[] {
  const changes = rule.variants.flatMap((variant) => variant.changes);
  const named = changes.length > mostNamed ? changes.slice(0, 2) : changes;
  const onlyShows = named === changes && changes.every((change) => change.type === "insertOffer");
  const who: Emphasis = { about: "who", text: names.who };
  const what = listed(whatParts(named, changes.length - named.length, names));
  const where = listed(rule.pages.map((page) => [whereEmphasis(page)]));
  const count = rule.variants.length;
  const parts =
    count > 1
      ? t.parts("tested", { count: String(count), what, who, where })
      : t.parts(onlyShows ? "shown" : "done", { what, who, where });
  return startingASentence(parts.flat());
}

/** The same as plain text. */
export function ruleSentenceText(rule: Rule, names: Names): string {
  return ruleSentence(rule, names)
    .map((part) => (typeof part === "string" ? part : part.text))
    .join("");
}

function whatParts(named: readonly Change[], more: number, names: Names): SentencePart[][] {
  const parts = named.map((change) => changeParts(change, names));
  return more === 0 ? parts : [...parts, [{ about: "what", text: t("more", { count: more }) }]];
}

function changeParts(change: Change, { offers }: Pick<Names, "offers">): SentencePart[] {
  const what = (text: string): Emphasis => ({ about: "what", text });
  switch (change.type) {
    case "insertOffer":
      return t.parts("insertOffer", { offer: what(offers.get(change.offer) ?? change.offer) });
    case "setText":
      return t.parts("setText", { text: what(`“${shortened(change.text)}”`), element: change.selector });
    case "setHtml":
      return t.parts("setHtml", { element: what(change.selector) });
    case "setAttribute":
      return t.parts("setAttribute", {
        name: change.name,
        element: change.selector,
        value: what(`“${shortened(change.value)}”`),
      });
    case "hide":
      return t.parts("hide", { element: what(change.selector) });
  }
}

function whereEmphasis(page: string): Emphasis {
  return { about: "where", text: page === "/*" || page === "*" ? t("everyPage") : page };
}

/** `a`, `b` and `c`, joined as English does. */
function listed(items: SentencePart[][]): SentencePart[] {
  const format = new Intl.ListFormat("en", { type: "conjunction" });
  const pieces = format.formatToParts(items.map((_, index) => String(index)));
  return pieces.flatMap(({ type, value }) => (type === "element" ? (items[Number(value)] ?? []) : [value]));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 60 ? line : `${line.slice(0, 57).trimEnd()}…`;
}

function startingASentence([first = "", ...rest]: SentencePart[]): SentencePart[] {
  return [typeof first === "string" ? capitalised(first) : first, ...rest];
}

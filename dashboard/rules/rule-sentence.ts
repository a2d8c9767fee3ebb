import type { Change } from "../../model/change.ts";
import type { Rule } from "../../model/rule.ts";
import { capitalised } from "../text/capitalised.ts";
import { translated } from "../text/translated.ts";
import { language } from "../text/language.ts";

export const t = translated("rule-sentence", {
  /** Where every change shows an offer. */
  shown: "{what} to {who} on {where}",
  done: "{what} for {who} on {where}",
  tested: "test {count} variants for {who} on {where}: {what}",
  everyPage: "every page",
  insertOffer: "show {offer}",
  setText: "write {text} in {element}",
  setHtml: "replace the content of {element}",
  setAttribute: "set {name} of {element} to {value}",
  setClass: "set the classes of {element}",
  setStyle: "set {property} of {element} to {value}",
  setImage: "show another picture in {element}",
  setLink: "lead {element} to {link}",
  insert_before: "add HTML before {element}",
  insert_after: "add HTML behind {element}",
  insert_start: "add HTML at the start of {element}",
  insert_end: "add HTML at the end of {element}",
  replaceHtml: "replace {element}",
  remove: "remove {element}",
  hide: "hide {element}",
  move_before: "move {element} before {to}",
  move_after: "move {element} behind {to}",
  move_start: "move {element} to the start of {to}",
  move_end: "move {element} to the end of {to}",
  addStyles: "change the page’s styles",
  redirect: "redirect to {to}",
  more: "make {count} more changes",
  morePages: "{count} more pages",
  exitIntent: ", once they are about to leave",
  dwell: ", after {seconds} s on the page",
  elementSeen: ", once they see {selector}",
  scroll: ", once they have scrolled {percent} %",
  idle: ", once they rest for {seconds} s",
  rageClick: ", once they click in anger",
  copy: ", once they copy a text",
  cartIdle: ", once the cart rests for {minutes} min",
});

/** A sentence that names more changes or pages than this is read by nobody: it names two and counts the others. */
const mostNamed = 3;

/** A stretch of the sentence that says which visitors, which pages or which change: what a marketer looks for. */
export interface Emphasis {
  about: "what" | "who" | "where" | "when" | "often" | "judged";
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
export function ruleSentence(
  rule: Pick<Rule, "variants" | "pages" | "trigger">,
  names: Names,
): SentencePart[] {
  const changes = rule.variants.flatMap((variant) => variant.changes);
  const named = namedOf(changes);
  const onlyShows = named === changes && changes.every((change) => change.type === "insertOffer");
  const who: Emphasis = { about: "who", text: names.who };
  const what = listed(whatParts(named, changes.length - named.length, names));
  const where = listed(whereParts(rule.pages));
  const count = rule.variants.length;
  const parts =
    count > 1
      ? t.parts("tested", { count: String(count), what, who, where })
      : t.parts(onlyShows ? "shown" : "done", { what, who, where });
  return startingASentence([...parts.flat(), ...momentParts(rule.trigger)]);
}

/** The same as plain text. */
export function ruleSentenceText(rule: Rule, names: Names): string {
  return ruleSentence(rule, names)
    .map((part) => (typeof part === "string" ? part : part.text))
    .join("");
}

function namedOf<Item>(items: readonly Item[]): readonly Item[] {
  return items.length > mostNamed ? items.slice(0, 2) : items;
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
    case "setAttribute":
      return t.parts("setAttribute", {
        name: change.name,
        element: change.selector,
        value: what(`“${shortened(change.value)}”`),
      });
    case "setHtml":
    case "setClass":
    case "setImage":
    case "replaceHtml":
    case "remove":
    case "hide":
      return t.parts(change.type, { element: what(change.selector) });
    case "setStyle":
      return t.parts("setStyle", {
        property: change.property,
        element: change.selector,
        value: what(`“${shortened(change.value)}”`),
      });
    case "setLink":
      return t.parts("setLink", { element: change.selector, link: what(shortened(change.href)) });
    case "insertHtml":
      return t.parts(`insert_${change.position}`, { element: what(change.selector) });
    case "move":
      return t.parts(`move_${change.position}`, { element: what(change.selector), to: change.to });
    case "addStyles":
      return t.parts("addStyles");
    case "redirect":
      return t.parts("redirect", { to: what(shortened(change.to)) });
  }
}

/** What its offers wait for. */
function momentParts(trigger: Rule["trigger"]): SentencePart[] {
  if (trigger === null) return [];
  switch (trigger.type) {
    case "dwell":
    case "idle":
      return [t(trigger.type, { seconds: trigger.seconds })];
    case "elementSeen":
      return [t("elementSeen", { selector: trigger.selector })];
    case "scroll":
      return [t("scroll", { percent: trigger.percent })];
    case "cartIdle":
      return [t("cartIdle", { minutes: trigger.minutes })];
    default:
      return [t(trigger.type)];
  }
}

function whereParts(pages: readonly string[]): Emphasis[][] {
  const named = namedOf(pages);
  const texts = named.map((page) => (page === "/*" || page === "*" ? t("everyPage") : page));
  if (named !== pages) texts.push(t("morePages", { count: pages.length - named.length }));
  return texts.map((text) => [{ about: "where", text }]);
}

/** Made once: hundreds of sentences are said at a time. */
const listFormat = new Intl.ListFormat(language, { type: "conjunction" });

/** `a`, `b` and `c`, joined as the reader's language does. */
function listed(items: SentencePart[][]): SentencePart[] {
  const pieces = listFormat.formatToParts(items.map((_, index) => String(index)));
  return pieces.flatMap(({ type, value }) => (type === "element" ? (items[Number(value)] ?? []) : [value]));
}

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= 60 ? line : `${line.slice(0, 57).trimEnd()}…`;
}

function startingASentence([first = "", ...rest]: SentencePart[]): SentencePart[] {
  return [typeof first === "string" ? capitalised(first) : first, ...rest];
}

/** One change as a sentence of its own: “Write “Hello” in h1”. */
export function changeText(change: Change, offers: Names["offers"]): string {
  const parts = changeParts(change, { offers });
  return capitalised(parts.map((part) => (typeof part === "string" ? part : part.text)).join(""));
}

import { Recent } from "../../model/recent.ts";
import { attributesOf } from "./attributes-of.ts";
import { type CompiledSelector, compileSelector } from "./compile-selector.ts";
import type { OpenElement } from "./open-elements.ts";

interface Alternative extends CompiledSelector {
  /** As it was given. */
  selector: string;
}

/** Above so many classes and ids, looking for them in the text costs more than reading attributes. */
const mostNeedles = 40;

const space = /[\t\n\f\r ]+/;

/** Selectors by what elements have to have for them, so that most tags of a page are passed over unread. */
export class SelectorIndex {
  /** Finds classes and ids that are asked for; `undefined` where every tag has to be read. */
  readonly needles: RegExp | undefined;
  /** Finds those, and start tags of names that are asked for; `undefined` where a tag of any name may be meant. */
  readonly traces: RegExp | undefined;
  /** Whether any selector is found by a class or an id. */
  readonly hasNeedles: boolean;
  readonly looksAround: boolean;
  readonly asksForPlaces: boolean;
  readonly #byName = new Map<string, Alternative[]>();
  readonly #byId = new Map<string, Alternative[]>();
  readonly #byClass = new Map<string, Alternative[]>();
  readonly #ofAll: Alternative[] = [];

  /** @throws Error for a selector that pages cannot be searched for. */
  constructor(selectors: readonly string[]) {
    const alternatives = [...new Set(selectors)].flatMap((selector) =>
      compileSelector(selector).map((compiled) => ({ ...compiled, selector })),
    );
    for (const alternative of alternatives) {
      const { needle, name } = alternative;
      if (needle?.attribute === "id") addTo(this.#byId, needle.value, alternative);
      else if (needle?.attribute === "class") addTo(this.#byClass, needle.value, alternative);
      else if (name !== undefined) addTo(this.#byName, name, alternative);
      else this.#ofAll.push(alternative);
    }
    const needles = [...new Set([...this.#byId.keys(), ...this.#byClass.keys()])];
    this.hasNeedles = needles.length > 0;
    // Longer ones first is of no matter: only where one is, not which.
    this.needles = needles.length > mostNeedles ? undefined : new RegExp(needles.join("|"), "g");
    const names = [...this.#byName.keys()];
    const isAnyMeant = this.#ofAll.length > 0 || names.length > mostNeedles || !names.every(isPlainName);
    const tags = names.map((name) => `<${name}[\\t\\n\\f\\r />]`);
    const isUnknown = isAnyMeant || this.needles === undefined;
    this.traces = isUnknown ? undefined : new RegExp([...tags, ...needles].join("|"), "gi");
    this.looksAround = alternatives.some(({ looksAround }) => looksAround);
    this.asksForPlaces = alternatives.some(({ asksForPlaces }) => asksForPlaces);
  }

  /** Whether an element of this name has to be looked at, whatever its attributes say. */
  isAbout(name: string): boolean {
    return this.#ofAll.length > 0 || this.#byName.has(name);
  }

  /** The selectors, each once, that mean the element. */
  of(element: OpenElement): string[] {
    const found = new Set<string>();
    const look = (alternatives: readonly Alternative[] | undefined) => {
      for (const { selector, matches } of alternatives ?? [])
        if (!found.has(selector) && matches(element)) found.add(selector);
    };
    look(this.#byName.get(element.kind.name));
    if (this.hasNeedles) {
      const attributes = attributesOf(element);
      look(this.#byId.get(attributes.get("id") ?? ""));
      for (const name of new Set((attributes.get("class") ?? "").split(space))) look(this.#byClass.get(name));
    }
    look(this.#ofAll);
    return [...found];
  }
}

/** Such a name means itself in a regular expression. */
function isPlainName(name: string): boolean {
  return /^[a-z][a-z0-9-]*$/.test(name);
}

function addTo(index: Map<string, Alternative[]>, key: string, alternative: Alternative): void {
  const others = index.get(key);
  if (others === undefined) index.set(key, [alternative]);
  else others.push(alternative);
}

/** Indexes that were made, since most pages ask for the same selectors. */
const made = new Recent<SelectorIndex>(500);

/** @throws Error for a selector that pages cannot be searched for. */
export function indexOf(selectors: readonly string[]): SelectorIndex {
  const key = selectors.join("\n");
  const known = made.get(key);
  if (known !== undefined) return known;
  const index = new SelectorIndex(selectors);
  made.set(key, index);
  return index;
}

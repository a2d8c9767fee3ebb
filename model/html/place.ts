import { parse, SelectorType } from "css-what";
import type { Position } from "../placement.ts";

/** What a selector tells of the elements that it means: their own name, and those of elements around them. */
export interface Meant {
  /** In lower case; `undefined` where the selector does not say. */
  name: string | undefined;
  /** The parent's, where the selector says. */
  parent: string | undefined;
  /** The outermost first; those that the selector does not name are missing. */
  around: readonly string[];
}

/** Where on a page markup is put, as far as a selector tells. */
export interface Place {
  /** The element that it is put into. */
  parent: string | undefined;
  /** All that are known to be around, that one included; the outermost first. */
  around: readonly string[];
}

/** What each of a selector's alternatives means. @param selector as `Selector` allows it */
export function meantBy(selector: string): Meant[] {
  return parse(selector).map((tokens) => {
    const names: (string | undefined)[] = [undefined];
    let isChild = false;
    for (const token of tokens) {
      if (token.type === SelectorType.Tag) names[names.length - 1] = token.name.toLowerCase();
      // Of two that stand beside each other, the first is around nothing.
      if (token.type === SelectorType.Sibling || token.type === SelectorType.Adjacent)
        names[names.length - 1] = undefined;
      if (token.type !== SelectorType.Child && token.type !== SelectorType.Descendant) continue;
      isChild = token.type === SelectorType.Child;
      names.push(undefined);
    }
    const name = names.pop();
    const parent = isChild ? names.at(-1) : undefined;
    return { name, parent, around: names.filter((around) => around !== undefined) };
  });
}

/** Elements that stand in one place only: what stands beside them stands there too. */
const parents: Readonly<Record<string, string>> = {
  thead: "table",
  tbody: "table",
  tfoot: "table",
  caption: "table",
  colgroup: "table",
  col: "colgroup",
  tr: "tbody",
  td: "tr",
  th: "tr",
  optgroup: "select",
  option: "select",
};

export function placeBeside({ name, parent, around }: Meant): Place {
  const known = parent ?? (name !== undefined && Object.hasOwn(parents, name) ? parents[name] : undefined);
  const isNamed = known === undefined || around.at(-1) === known;
  return { parent: known, around: isNamed ? around : [...around, known] };
}

export function placeInside({ name, around }: Meant): Place {
  return { parent: name, around: name === undefined ? around : [...around, name] };
}

export function placeAt(meant: Meant, position: Position): Place {
  return position === "start" || position === "end" ? placeInside(meant) : placeBeside(meant);
}

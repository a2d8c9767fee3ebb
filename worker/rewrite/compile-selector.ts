import {
  AttributeAction,
  type AttributeSelector,
  isTraversal,
  parse,
  type PseudoSelector,
  type Selector,
  SelectorType,
} from "css-what";
import nthCheck from "nth-check";
import { bytesOf } from "./byte-text.ts";
import { attributesOf } from "./attributes-of.ts";
import type { OpenElement } from "./open-elements.ts";

/** One of a selector's alternatives, as in `.a > .b`. */
export interface CompiledSelector {
  /** What every start tag that is meant has in its text, where there is such a thing. */
  needle: Needle | undefined;
  /** The name of every element that is meant, in lower case, where there is one. */
  name: string | undefined;
  /** Whether it asks about attributes of the elements around or before. */
  looksAround: boolean;
  /** Whether it asks where elements stand among others, or which are before them. */
  asksForPlaces: boolean;
  matches: (element: OpenElement) => boolean;
}

/** A class or an id. */
export interface Needle {
  attribute: "class" | "id";
  /** A character for each byte. */
  value: string;
}

type Test = (element: OpenElement) => boolean;

/** Of a test that goes on outwards: `never` where it would fail from any element further out as well. */
type Outcome = "yes" | "no" | "never";
type ChainTest = (element: OpenElement) => Outcome;

/**
 * Compiles a selector into tests of elements, one for each of its alternatives. It means what it means in browsers, for
 * pages in UTF-8 and for ASCII in all others.
 * @param selector as `Selector` of the model allows it.
 * @throws Error for anything else.
 */
export function compileSelector(selector: string): CompiledSelector[] {
  return parse(selector).map((tokens) => {
    const [last = [], ...before] = compoundsOf(tokens);
    return {
      needle: needleOf(last),
      name: last.find((token) => token.type === SelectorType.Tag)?.name.toLowerCase(),
      looksAround: before.some((compound) =>
        compound.some((token) => token.type !== SelectorType.Tag && !isTraversal(token)),
      ),
      asksForPlaces: /:(first|nth)-|\+|~(?!=)/i.test(selector),
      matches: matchesOf([last, ...before]),
    };
  });
}

/** From the last compound to the first; each but the last ends with the combinator that leads on from it. */
function compoundsOf(tokens: readonly Selector[]): Selector[][] {
  const compounds: Selector[][] = [[]];
  for (const token of tokens) {
    compounds[0]?.push(token);
    if (isTraversal(token)) compounds.unshift([]);
  }
  return compounds;
}

function matchesOf(compounds: readonly Selector[][]): Test {
  const test = chainOf(compounds);
  return (element) => test(element) === "yes";
}

function chainOf([compound = [], ...before]: readonly Selector[][]): ChainTest {
  const tests = compound.flatMap((token) => testOf(token) ?? []);
  const holds: Test = (element) => tests.every((test) => test(element));
  const combinator = before[0]?.at(-1)?.type;
  if (combinator === undefined) return (element) => (holds(element) ? "yes" : "no");
  const isNext = nextTo(combinator, chainOf(before));
  return (element) => (holds(element) ? isNext(element) : "no");
}

/** Whether what a combinator leads to is as it has to be. Looking on where nothing can be found would take for ever. */
function nextTo(combinator: SelectorType, test: ChainTest): ChainTest {
  switch (combinator) {
    case SelectorType.Child:
      return ({ parent }) => (parent === undefined ? "never" : test(parent));
    case SelectorType.Adjacent:
      return ({ place }) => (place?.previous === undefined ? "no" : test(place.previous));
    case SelectorType.Sibling:
      return ({ place }) => {
        for (let before = place?.previous; before !== undefined; before = before.place?.previous) {
          const outcome = test(before);
          if (outcome !== "no") return outcome;
        }
        return "no";
      };
    case SelectorType.Descendant:
      return ({ parent }) => {
        for (let around = parent; around !== undefined; around = around.parent) {
          const outcome = test(around);
          if (outcome !== "no") return outcome;
        }
        return "never";
      };
    default:
      throw new Error(`Pages are not searched for ${combinator}.`);
  }
}

function testOf(token: Selector): Test | undefined {
  switch (token.type) {
    case SelectorType.Tag: {
      const name = token.name.toLowerCase();
      return ({ kind }) => kind.name === name;
    }
    case SelectorType.Attribute:
      return attributeTest(token);
    case SelectorType.Pseudo:
      return pseudoTest(token);
    case SelectorType.Universal:
      return undefined;
    default:
      if (isTraversal(token)) return undefined;
      throw new Error(`Pages are not searched for ${token.type}.`);
  }
}

function pseudoTest({ name, data }: PseudoSelector): Test {
  if (Array.isArray(data) && /^(not|is|where)$/.test(name)) {
    const alternatives = data.map((tokens) => matchesOf(compoundsOf(tokens)));
    return (element) => alternatives.some((matches) => matches(element)) === (name !== "not");
  }
  const formula = typeof data === "string" ? data : "1";
  switch (name) {
    case "first-child":
    case "nth-child": {
      const isMeant = nthCheck(formula);
      return ({ place }) => place !== undefined && isMeant(place.index - 1);
    }
    case "first-of-type":
    case "nth-of-type": {
      const isMeant = nthCheck(formula);
      return ({ place }) => place !== undefined && isMeant(place.indexOfType - 1);
    }
    default:
      throw new Error(`Pages are not searched by :${name}.`);
  }
}

/** Whose values are the same in capital letters: https://html.spec.whatwg.org/#case-sensitivity-of-selectors */
const ofAnyCase = new Set(
  "accept accept-charset align alink axis bgcolor charset checked clear codetype color compact declare defer dir direction disabled enctype face frame hreflang http-equiv lang language link media method multiple nohref noresize noshade nowrap readonly rel rev rules scope scrolling selected shape target text type valign valuetype vlink".split(
    " ",
  ),
);

function attributeTest({ name, action, value, ignoreCase }: AttributeSelector): Test {
  const attribute = name.toLowerCase();
  const isFolded = ignoreCase === true || (ignoreCase === null && ofAnyCase.has(attribute));
  const fold = (text: string) => (isFolded ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase()) : text);
  const wanted = fold(bytesOf(value));
  const isMeant = comparison(action, wanted);
  return (element) => {
    const written = attributesOf(element).get(attribute);
    return written !== undefined && isMeant(fold(written));
  };
}

/** https://www.w3.org/TR/selectors-4/#attribute-selectors */
function comparison(action: AttributeSelector["action"], wanted: string): (written: string) => boolean {
  switch (action) {
    case AttributeAction.Exists:
      return () => true;
    case AttributeAction.Equals:
      return (written) => written === wanted;
    case AttributeAction.Element:
      return (written) => wanted !== "" && !space.test(wanted) && written.split(space).includes(wanted);
    case AttributeAction.Start:
      return (written) => wanted !== "" && written.startsWith(wanted);
    case AttributeAction.End:
      return (written) => wanted !== "" && written.endsWith(wanted);
    case AttributeAction.Any:
      return (written) => wanted !== "" && written.includes(wanted);
    case AttributeAction.Hyphen:
      return (written) => written === wanted || written.startsWith(`${wanted}-`);
    default:
      throw new Error(`Pages are not searched by attributes that are ${action}.`);
  }
}

const space = /[\t\n\f\r ]+/;

/** Letters that nobody writes as entities. */
const plain = /^[\w-]+$/;

function needleOf(compound: readonly Selector[]): Needle | undefined {
  for (const token of compound) {
    if (token.type !== SelectorType.Attribute || token.ignoreCase === true || !plain.test(token.value))
      continue;
    if (token.name === "id" && token.action === AttributeAction.Equals)
      return { attribute: "id", value: token.value };
    if (token.name === "class" && token.action === AttributeAction.Element)
      return { attribute: "class", value: token.value };
  }
  return undefined;
}

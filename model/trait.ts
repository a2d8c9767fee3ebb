import * as v from "valibot";

/** What an event may say of somebody at once, and what a profile keeps. */
export const mostTraits = 50;
/** A trait is a word about somebody, not a document. */
const longestText = 200;
const mostInList = 50;

/** As in `traits.contract`; `tags`, `tier`, `points` and `name` are facts of their own. */
export const TraitName = v.pipe(
  v.string("A trait's name is text."),
  v.regex(
    /^[A-Za-z][A-Za-z0-9_]{0,39}$/,
    "A trait's name is 1 to 40 letters, digits and underscores, starting with a letter.",
  ),
);

const Text = v.pipe(
  v.string(),
  v.maxLength(longestText, `A trait's text has at most ${longestText} characters.`),
);

/** `null` takes the trait away again, where the latest or the earliest word counts. */
export const TraitValue = v.union(
  [
    Text,
    v.pipe(v.number(), v.finite()),
    v.boolean(),
    v.pipe(v.array(Text), v.maxLength(mostInList, `A trait has at most ${mostInList} entries.`)),
    v.null(),
  ],
  "A trait is a text, a number, true, false, a list of texts or null.",
);
export type TraitValue = v.InferOutput<typeof TraitValue>;

/** What an event says of somebody, by name. */
export const Traits = v.pipe(
  v.record(TraitName, TraitValue),
  v.check((traits) => Object.keys(traits).length <= mostTraits, `At most ${mostTraits} traits at once.`),
);

/** What becomes of several words about one trait. All of them come to the same in whatever order the words arrive. */
export const Strategy = v.picklist(
  ["latest", "earliest", "maximum", "sum", "union"],
  "A strategy is latest, earliest, maximum, sum or union.",
);
export type Strategy = v.InferOutput<typeof Strategy>;

/** By the trait's name; see {@link strategyFor} for others. */
export type Strategies = Readonly<Record<string, Strategy>>;

/** Somebody's word about a trait, which came with an event. */
export interface TraitObservation {
  name: string;
  value: TraitValue;
  timeMs: number;
  /** The event's id: the same word of the same event counts once. */
  event: string;
}

/** `latest` where a site says nothing, but tags add up. */
export function strategyFor(name: string, strategies: Strategies): Strategy {
  if (Object.hasOwn(strategies, name)) return strategies[name] ?? "latest";
  return name === "tags" ? "union" : "latest";
}

/**
 * What somebody's traits are.
 * @param observations each once, in any order.
 */
export function mergedTraits(
  observations: readonly TraitObservation[],
  strategies: Strategies,
): Record<string, Exclude<TraitValue, null>> {
  const byName = Map.groupBy(observations, ({ name }) => name);
  return Object.fromEntries(
    [...byName].flatMap(([name, all]) => {
      const value = merged(onceEach(inOrder(all)), strategyFor(name, strategies));
      return value === null ? [] : [[name, value]];
    }),
  );
}

/** An event that came by several sources says one thing, the first. @param observations of one trait, in their order. */
function onceEach(observations: readonly TraitObservation[]): TraitObservation[] {
  const events = new Set<string>();
  return observations.filter(({ event }) => !events.has(event) && events.add(event));
}

/** By time; what was said at the same moment comes in the order of its events, and then of its texts. */
export function inOrder<T extends TraitObservation>(observations: readonly T[]): T[] {
  const key = ({ event, value }: T) => `${event} ${JSON.stringify(value)}`;
  return observations.toSorted((a, b) => a.timeMs - b.timeMs || (key(a) < key(b) ? -1 : 1));
}

/** @param observations of one trait, in their order. */
export function merged(observations: readonly TraitObservation[], strategy: Strategy): TraitValue {
  const values = observations.map(({ value }) => value);
  switch (strategy) {
    case "latest":
      return values.at(-1) ?? null;
    case "earliest":
      return values.find((value) => value !== null) ?? null;
    case "maximum":
      return numbersOf(values).reduce<number | null>((most, value) => Math.max(most ?? value, value), null);
    case "sum":
      return sumOf(numbersOf(values));
    case "union":
      return unionOf(values);
  }
}

function numbersOf(values: readonly TraitValue[]): number[] {
  return values.filter((value) => typeof value === "number");
}

/** In whole units of 1/10,000, which add up to the cent in whatever order. */
function sumOf(numbers: readonly number[]): number | null {
  if (numbers.length === 0) return null;
  return numbers.reduce((sum, value) => sum + Math.round(value * 10_000), 0) / 10_000;
}

/** Each text once, as often as it was said; those said last where there are too many. */
function unionOf(values: readonly TraitValue[]): string[] | null {
  const texts = new Set<string>();
  for (const text of values.flatMap((value) => (Array.isArray(value) ? value : [value]))) {
    if (typeof text !== "string") continue;
    texts.delete(text);
    texts.add(text);
  }
  return texts.size === 0 ? null : [...texts].slice(-mostInList).sort();
}

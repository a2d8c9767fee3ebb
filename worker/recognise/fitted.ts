import type { RuleMemory } from "../../model/rule-memory.ts";
import type { ProfileFacts, Session, Snapshot } from "../../model/snapshot.ts";

/** Sealed and encoded, this becomes less than 3.5 KB: browsers drop a cookie of 4,096 bytes whole, and others need room. */
const mostJsonBytes = 2500;

/** Whether visitors can carry all of it. */
export function fits(snapshot: Snapshot): boolean {
  return new TextEncoder().encode(JSON.stringify(snapshot)).length <= mostJsonBytes;
}

/** The snapshot, or as much of it as fits: KV has all of it. What visitors would miss most goes last. */
export function fitted(snapshot: Snapshot): Snapshot {
  if (fits(snapshot)) return snapshot;
  let cut: Snapshot = { ...snapshot, cut: true };
  while (!fits(cut)) {
    const smaller =
      lessText(cut) ??
      lessOfProfile(cut) ??
      lessMemory(cut) ??
      lessCoupons(cut) ??
      lessPins(cut) ??
      lessTimes(cut);
    if (smaller === undefined) break;
    cut = smaller;
  }
  return cut;
}

const sparable = ["content", "referrer", "term"] as const satisfies (keyof Session)[];

function lessText(snapshot: Snapshot): Snapshot | undefined {
  const name = sparable.find((text) => snapshot.session[text] !== "");
  return name === undefined ? undefined : { ...snapshot, session: { ...snapshot.session, [name]: "" } };
}

/** The longest list loses what has been in it longest, or the kind that is liked least. */
function lessOfProfile(snapshot: Snapshot): Snapshot | undefined {
  const {
    cartProducts = [],
    cartCategories = [],
    categoryAffinity = {},
    tags = [],
    traits = {},
  } = snapshot.facts;
  const affinity = Object.entries(categoryAffinity);
  const told = Object.entries(traits);
  const shorter: [number, ProfileFacts][] = [
    [cartProducts.length, { cartProducts: cartProducts.slice(1) }],
    [cartCategories.length, { cartCategories: cartCategories.slice(1) }],
    [affinity.length, { categoryAffinity: Object.fromEntries(affinity.slice(0, -1)) }],
    [tags.length, { tags: tags.slice(0, -1) }],
    [told.length, { traits: Object.fromEntries(told.slice(0, -1)) }],
  ];
  const [longest] = shorter.sort(([a], [b]) => b - a);
  if (longest === undefined || longest[0] === 0) return undefined;
  return { ...snapshot, facts: { ...snapshot.facts, ...longest[1] } };
}

/**
 * What other devices showed goes first, then variants, which hashing mostly gives again, then what was shown here; what
 * somebody dismissed stays longest. Of each, the rule that is longest ago goes.
 */
function lessMemory(snapshot: Snapshot): Snapshot | undefined {
  const { variants, shownAtMs, shownElsewhereAtMs, dismissedAtMs } = snapshot.memory;
  const less = (part: Partial<RuleMemory>) => ({ ...snapshot, memory: { ...snapshot.memory, ...part } });
  const latest = (timesMs: number[]) => timesMs.at(-1) ?? 0;
  if (!isEmpty(shownElsewhereAtMs))
    return less({ shownElsewhereAtMs: withoutLeast(shownElsewhereAtMs, latest) });
  // Variants are kept in the order in which they were given.
  if (!isEmpty(variants)) return less({ variants: withoutLeast(variants, () => 0) });
  if (!isEmpty(shownAtMs)) return less({ shownAtMs: withoutLeast(shownAtMs, latest) });
  if (!isEmpty(dismissedAtMs)) return less({ dismissedAtMs: withoutLeast(dismissedAtMs, (atMs) => atMs) });
  return undefined;
}

function isEmpty(record: object): boolean {
  return Object.keys(record).length === 0;
}

/** The record less the entry of the lowest rank, the first of several. */
function withoutLeast<T>(
  record: Readonly<Record<string, T>>,
  rankOf: (value: T) => number,
): Record<string, T> {
  const entries = Object.entries(record);
  const least = Math.min(...entries.map(([, value]) => rankOf(value)));
  const index = entries.findIndex(([, value]) => rankOf(value) === least);
  return Object.fromEntries(entries.toSpliced(index, 1));
}

/** The oldest goes first. */
function lessCoupons(snapshot: Snapshot): Snapshot | undefined {
  return snapshot.coupons.length === 0 ? undefined : { ...snapshot, coupons: snapshot.coupons.slice(1) };
}

/** The latest is the first. */
function lessPins({ pins = [], ...snapshot }: Snapshot): Snapshot | undefined {
  return pins.length === 0 ? undefined : { ...snapshot, pins: pins.slice(0, -1) };
}

function lessTimes(snapshot: Snapshot): Snapshot | undefined {
  const [longest] = Object.entries(snapshot.timesMs).sort(([, a], [, b]) => b.length - a.length);
  if (longest === undefined || longest[1].length === 0) return undefined;
  return { ...snapshot, timesMs: { ...snapshot.timesMs, [longest[0]]: longest[1].slice(0, -1) } };
}

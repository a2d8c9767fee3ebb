import { searchWords } from "../../model/search-words.ts";
import type { Target } from "./target.ts";

interface Words {
  ofName: string[];
  all: string[];
}

/** The same names are looked through with every key: each is taken apart once. */
const known = new WeakMap<Target, Words>();

function wordsOf(target: Target): Words {
  const before = known.get(target);
  if (before !== undefined) return before;
  const ofName = apart(target.name);
  const words = { ofName, all: [...ofName, ...apart(target.note)] };
  known.set(target, words);
  return words;
}

/** All of them, however long a name is. */
function apart(text: string): string[] {
  return text.split(/\s+/).flatMap((part) => searchWords(part));
}

/** From 0, the likeliest; `undefined` where a word is missing. */
function rankOf(wanted: readonly string[], target: Target): number | undefined {
  const { ofName, all } = wordsOf(target);
  if (!wanted.every((word) => all.some((each) => each.includes(word)))) return undefined;
  if (!wanted.every((word) => ofName.some((each) => each.startsWith(word)))) return 2;
  return ofName[0]?.startsWith(wanted[0] ?? "") === true ? 0 : 1;
}

/**
 * What has all words of a text, or words that hold them, in its name or its kind: first what is named so, then the rest, each
 * in the order given.
 * @returns all of them where the text has no word.
 */
export function findTargets(text: string, targets: readonly Target[]): readonly Target[] {
  const wanted = searchWords(text);
  if (wanted.length === 0) return targets;
  return targets
    .flatMap((target) => {
      const rank = rankOf(wanted, target);
      return rank === undefined ? [] : [{ target, rank }];
    })
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ target }) => target);
}

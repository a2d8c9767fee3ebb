import {
  areDisjoint,
  characters,
  charactersOf,
  everyCharacter,
  noCharacter,
  union,
  type CharacterSet,
} from "./character-set.ts";

const longestPattern = 200;
/** A longer text is matched by its beginning only, which bounds how long any accepted pattern can take. */
export const longestMatched = 300;
/** In how many ways an endless repetition can end: as often as the longest matched text is long. */
const endless = longestMatched;
/** More ways than this to try before giving up, over all places to begin at, would be felt while a shopper waits. */
const mostWays = endless ** 2 + endless;

/**
 * What is wrong with a pattern for `$regex`; `undefined` where it is right and cannot take long on any text.
 *
 * JavaScript matches by trying one way after the other. This counts, from above, how many ways there are to match a
 * text of bounded length and then fail, and refuses what has too many, such as `(a+)+$`, and what it cannot judge:
 * back references and lookbehind. Where the next character decides, as in `\d+\.`, there is one way only.
 */
export function regexProblem(pattern: string): string | undefined {
  if (pattern.length > longestPattern) return `A pattern has at most ${longestPattern} characters.`;
  if (!isValid(pattern)) return "This is not a valid regular expression.";
  const reader: Reader = { pattern, at: 0 };
  try {
    const whole = readAlternatives(reader, 0);
    const ways = whole.ways * (isAnchored(pattern) ? 1 : endless);
    if (ways > mostWays)
      return "This pattern could take too long: it has too many repetitions that can trade characters.";
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  return undefined;
}

function isValid(pattern: string): boolean {
  try {
    return new RegExp(pattern) instanceof RegExp;
  } catch {
    return false;
  }
}

class Refused extends Error {}

interface Reader {
  readonly pattern: string;
  at: number;
}

/** A part of a pattern, as far as time is concerned. */
interface Part {
  /** In how many ways it can match at one place, at most. */
  readonly ways: number;
  /** What it can begin with. */
  readonly first: CharacterSet;
  readonly canBeEmpty: boolean;
  /** It decides by looking, and takes nothing: `$`. */
  readonly isEnd?: boolean;
  /** Its repetition ends wherever something else must follow. */
  readonly isRepetition?: boolean;
}

function isAnchored(pattern: string): boolean {
  return pattern.startsWith("^") && !pattern.includes("|");
}

function readAlternatives(reader: Reader, depth: number): Part {
  if (depth > 20) throw new Refused("This pattern is nested too deeply.");
  const only = readSequence(reader, depth);
  if (reader.pattern[reader.at] !== "|") return only;
  const alternatives = [only];
  while (reader.pattern[reader.at] === "|") {
    reader.at += 1;
    alternatives.push(readSequence(reader, depth));
  }
  const ways = alternatives.map((part) => part.ways);
  return {
    // Where the first character tells which alternative it is, the others are not tried.
    ways: areTold(alternatives) ? Math.max(...ways) : ways.reduce((sum, some) => sum + some, 0),
    first: alternatives.map((part) => part.first).reduce(union),
    canBeEmpty: alternatives.some((part) => part.canBeEmpty),
  };
}

function areTold(alternatives: readonly Part[]): boolean {
  return alternatives.every(
    (part, index) =>
      !part.canBeEmpty &&
      alternatives.slice(index + 1).every((other) => areDisjoint(part.first, other.first)),
  );
}

function readSequence(reader: Reader, depth: number): Part {
  const parts: Part[] = [];
  while (reader.at < reader.pattern.length && !"|)".includes(reader.pattern[reader.at] ?? ""))
    parts.push(readRepeated(reader, depth));
  // After the pattern's last part nothing can fail any more, so it is never tried again.
  const isLast = depth === 0 && reader.at === reader.pattern.length;
  // What follows a group of one repetition decides for it too.
  if (parts.length === 1 && parts[0] !== undefined && !isLast) return parts[0];
  let first = noCharacter;
  let canBeEmpty = true;
  for (const part of parts) {
    if (canBeEmpty) first = union(first, part.first);
    canBeEmpty &&= part.canBeEmpty;
  }
  const ways = parts.map((part, index) => {
    const next = parts[index + 1];
    if (next === undefined) return isLast && part.isRepetition === true ? 1 : part.ways;
    const nextDecides = next.isEnd === true || (!next.canBeEmpty && areDisjoint(part.first, next.first));
    return part.isRepetition === true && nextDecides ? 1 : part.ways;
  });
  return { ways: ways.reduce((product, some) => product * some, 1), first, canBeEmpty };
}

function readRepeated(reader: Reader, depth: number): Part {
  const part = readPart(reader, depth);
  const quantifier = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(reader.pattern.slice(reader.at));
  if (quantifier === null) return part;
  const [text, least, comma, most] = quantifier;
  reader.at += text.length;
  const min = text.startsWith("+") ? 1 : Number(least ?? 0);
  const max = maxOf(text, min, comma, most);
  const canBeEmpty = min === 0 || part.canBeEmpty;
  if (part.ways === 1 && !part.canBeEmpty) {
    const ends = Math.min(max - min + 1, endless);
    return { ways: ends, first: part.first, canBeEmpty, isRepetition: ends > 1 };
  }
  if (max > endless && part.ways > 1)
    throw new Refused("This pattern could take too long: it repeats what itself can match in several ways.");
  const rounds = Math.min(max, endless);
  return { ways: part.ways ** rounds * (rounds - Math.min(min, rounds) + 1), first: part.first, canBeEmpty };
}

function maxOf(text: string, min: number, comma = "", most = ""): number {
  if (text.startsWith("?")) return 1;
  if (!text.startsWith("{")) return Infinity;
  if (comma === "") return min;
  return most === "" ? Infinity : Number(most);
}

function readPart(reader: Reader, depth: number): Part {
  const rest = reader.pattern.slice(reader.at);
  const group = /^\((?:\?(?:[:=!]|<(?![=!])[^>]+>))?/.exec(rest)?.[0];
  if (group !== undefined) return readGroup(reader, group, depth);
  const [token] = /^(?:\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|c[A-Za-z]|[^])|\[(?:\\[^]|[^\]\\])*\]|[^])/.exec(
    rest,
  ) ?? [""];
  reader.at += token.length;
  if (token === "^" || token === "\\b" || token === "\\B")
    return { ways: 1, first: noCharacter, canBeEmpty: true };
  if (token === "$") return { ways: 1, first: noCharacter, canBeEmpty: true, isEnd: true };
  if (/^\\[1-9k]/.test(token)) throw new Refused("A pattern cannot refer back to what it matched before.");
  return { ways: 1, first: setOf(token), canBeEmpty: false };
}

function setOf(token: string): CharacterSet {
  if (token === ".") return everyCharacter;
  if (token.startsWith("[") || token.startsWith("\\")) return charactersOf(token);
  return characters((character) => character === token, token.charCodeAt(0) > 127);
}

function readGroup(reader: Reader, opening: string, depth: number): Part {
  reader.at += opening.length;
  // What is left after the bracket is a kind of group that is not known here: lookbehind, or flags.
  if (reader.pattern[reader.at] === "?" && opening === "(")
    throw new Refused("A pattern cannot look behind, or switch flags.");
  const inside = readAlternatives(reader, depth + 1);
  reader.at += 1;
  const looksAhead = opening === "(?=" || opening === "(?!";
  return looksAhead ? { ways: inside.ways, first: everyCharacter, canBeEmpty: true } : inside;
}

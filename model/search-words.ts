/** Of a name, and of a search; the rest finds nothing more that would matter. */
const mostWords = 8;
const longestWord = 40;

/** Letters that Unicode does not take apart, as people type them who have no such key. */
const typed: Readonly<Record<string, string>> = {
  ł: "l",
  ø: "o",
  đ: "d",
  ð: "d",
  ħ: "h",
  æ: "ae",
  œ: "oe",
  þ: "th",
  ς: "σ",
};

/**
 * The words of a name as it is searched: without accents and capitals, each once, made of letters and digits alone.
 * Source of the taking apart: Unicode Standard Annex 15, form KD.
 */
export function searchWords(text: string): string[] {
  const plain = text
    .slice(0, 1000)
    .normalize("NFKD")
    .replace(/[\p{M}'’ʼ]/gu, "")
    // By way of capitals, "ß" is "ss" and "ı" is "i"; by way of small letters first, so is the capital "ẞ".
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    // Capitals may bring marks of their own.
    .replace(/\p{M}/gu, "")
    .replace(/[łøđðħæœþς]/gu, (letter) => typed[letter] ?? letter);
  const words = plain.match(/[\p{L}\p{N}]+/gu) ?? [];
  // Code points, since half of one is no letter.
  const short = words.map((word) => Array.from(word).slice(0, longestWord).join(""));
  return [...new Set(short)].slice(0, mostWords);
}

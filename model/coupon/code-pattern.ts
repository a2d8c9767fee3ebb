import * as v from "valibot";

/** Stands in a pattern for a random character. */
const wildcard = "#";

/** What is easily told apart: no I, L, O and U, as in Crockford's Base32 (https://www.crockford.com/base32.html). */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const bitsOfOne = 5;

/** As many as nobody guesses (OWASP OAT-002). */
const leastRandomBits = 64;
const leastWildcards = Math.ceil(leastRandomBits / bitsOfOne);

/** How codes are made: `GLOW-#############` is a word and 13 random characters. */
export const CodePattern = v.pipe(
  v.string("A pattern is text."),
  v.trim(),
  v.regex(
    /^[A-Z0-9_#-]{1,64}$/,
    "A pattern has up to 64 capital letters, digits, hyphens, underscores and #.",
  ),
  v.check(
    (pattern) => pattern.split(wildcard).length > leastWildcards,
    `A pattern has at least ${leastWildcards} times #, so that nobody guesses a code.`,
  ),
);

/** @param random gives as many random bytes as it is asked for, such as `crypto.getRandomValues` does. */
export function codeOf(pattern: string, random: (count: number) => Uint8Array): string {
  const bytes = random(pattern.length);
  return pattern.replaceAll(wildcard, (_wildcard, index: number) =>
    alphabet.charAt((bytes[index] ?? 0) % alphabet.length),
  );
}

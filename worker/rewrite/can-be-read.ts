import { textOf } from "./byte-text.ts";

/**
 * Character sets in which a byte that looks like `<` may be a part of some other sign. In all others that browsers know,
 * a second byte may be a letter or a backslash, but neither `<`, `>`, `=`, a quote nor a space.
 * Source: https://encoding.spec.whatwg.org/#names-and-labels
 */
const unreadable = /utf-?16|utf-?32|ucs-?2|unicode|iso-10646|iso-?2022|hz-gb|utf-?7|replacement/i;

/** Where browsers look for what a page says of its own character set (https://html.spec.whatwg.org/#prescan). */
const prescannedBytes = 1024;

/**
 * Whether the page's tags can be read byte by byte, which they can in UTF-8 and in nearly all character sets of old.
 * @param beginning at least the first 1,024 bytes, or all where there are less.
 * @param contentType the origin's header.
 */
export function canBeRead(beginning: Uint8Array, contentType: string): boolean {
  if (unreadable.test(contentType)) return false;
  // The mark that UTF-16 begins with outweighs what the header says.
  const [first, second] = beginning;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return false;
  if (/charset/i.test(contentType)) return true;
  const start = textOf(beginning.subarray(0, prescannedBytes));
  const declared = /<meta[^>]*charset\s*=\s*["']?\s*([\w-]+)/i.exec(start);
  // A page that can say so byte by byte is not in UTF-16.
  if (declared !== null) return !/iso-?2022|hz-gb|replacement/i.test(declared[1] ?? "");
  // Browsers guess ISO-2022 by its escapes, which nothing else has.
  return !/\u001b[$(]/.test(start);
}

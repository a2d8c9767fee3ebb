/** Neither shown to anybody nor left as it is written. */
const unread = /<!--[^]*?-->|<(script|style|noscript)\b[^]*?<\/\1>/gi;
const tag = /<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;
const address = /\s(?:src|href)=("[^"]*"|'[^']*'|\S+)/gi;
/** Also a word behind `&` alone, as in H&M, of which browsers give back `&amp;`; only they know which words are entities. */
const entity = /&(?:amp;)?(?:#(x?)([\da-f]+)|\w+);?/gi;
/** Whatever may be written as an entity of a name, but for letters. */
const sign = /[\x02-/:-@[-`{-\xa0\s]/g;

const letterNames = /&(?!#|(?:amp|lt|gt|quot|nbsp)\b)/;

/**
 * What of some HTML a shopper notices: elements, where they lead, what they show, and words. The same of markup as it
 * was written and as a browser gives it back, found without parsing: setting HTML is what Trusted Types refuse, and
 * parsing it would load its pictures.
 *
 * @param written what it is compared with: where letters of that are entities of names, which nobody here can read,
 *   no letters beyond ASCII count.
 * @throws RangeError for an entity that is no character
 */
export function printOf(html: string, written: string): string {
  return html
    .replace(unread, "")
    .replace(tag, (_whole, end: string, name: string, attributes: string) =>
      // Browsers add the bodies of tables.
      end || /^tbody$/i.test(name)
        ? " "
        : `\x01${name.toLowerCase()}${[...attributes.matchAll(address)].map(([, value]) => value).join("")} `,
    )
    .replace(entity, (_whole, hex: string | undefined, code: string | undefined) =>
      code ? String.fromCodePoint(+((hex && "0x") + code)) : "",
    )
    .replace(letterNames.test(written) ? /[^\x01\w]/g : sign, "");
}

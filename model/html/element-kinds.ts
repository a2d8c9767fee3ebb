/** What a page's parser has to know of the elements of one name. */
export interface ElementKind {
  /** In lower case. */
  readonly name: string;
  /** It has no content: https://html.spec.whatwg.org/#void-elements, and those that are read as if they were. */
  readonly isVoid: boolean;
  /** Its content is text, in which nothing that looks like a tag is one. */
  readonly isText: boolean;
  /** https://html.spec.whatwg.org/#special */
  readonly isSpecial: boolean;
  /** No tag inside reaches through it: https://html.spec.whatwg.org/#has-an-element-in-scope */
  readonly isScope: boolean;
  /** It stands in the head without ending it. */
  readonly isOfHead: boolean;
  readonly isHeading: boolean;
  /** Its start tag ends an open paragraph. */
  readonly endsParagraph: boolean;
  /** It is dropped where no table is around it. */
  readonly isOfTable: boolean;
  /** A row, a cell or a section of a table. */
  readonly isTablePart: boolean;
  /** Its end tag is looked for through everything but the scope; of most others, not through special elements. */
  readonly isBlock: boolean;
  /** A drawing or a formula, in which other rules hold. */
  readonly isForeignRoot: boolean;
  /** In a drawing or a formula, it ends that: https://html.spec.whatwg.org/#parsing-main-inforeign */
  readonly endsForeign: boolean;
  /** In a drawing or a formula, its content is HTML again. */
  readonly isIntegrationPoint: boolean;
  /** Its start tag ends one of these, by name, where it is open as an item beside it. */
  readonly siblings: ReadonlySet<string> | undefined;
}

function setOf(names: string): ReadonlySet<string> {
  return new Set(names.split(" "));
}

const sets = {
  isVoid: setOf(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr",
  ),
  // Visitors' browsers run scripts: to them the content of <noscript> is text.
  isText: setOf("script style textarea title xmp iframe noembed noframes noscript plaintext"),
  isSpecial: setOf(
    "address applet area article aside base basefont bgsound blockquote body br button caption center col colgroup dd details dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html iframe img input keygen li link listing main marquee menu meta nav noembed noframes noscript object ol p param plaintext pre script search section select source style summary table tbody td template textarea tfoot th thead title tr track ul wbr xmp",
  ),
  isScope: setOf("applet caption html table td th marquee object template select svg math"),
  isOfHead: setOf("head base basefont bgsound link meta title noscript noframes style script template"),
  isHeading: setOf("h1 h2 h3 h4 h5 h6"),
  endsParagraph: setOf(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p plaintext pre search section summary table ul xmp",
  ),
  isOfTable: setOf("tr td th thead tbody tfoot caption colgroup col"),
  isTablePart: setOf("tr td th thead tbody tfoot"),
  isBlock: setOf(
    "address article aside blockquote button center dd details dialog dir div dl dt fieldset figcaption figure footer form header hgroup li listing main menu nav ol pre search section summary ul",
  ),
  isForeignRoot: setOf("svg math"),
  endsForeign: setOf(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
  ),
  isIntegrationPoint: setOf("foreignobject desc title mi mo mn ms mtext"),
};

const siblingSets: Readonly<Record<string, ReadonlySet<string>>> = {
  li: setOf("li"),
  dt: setOf("dt dd"),
  dd: setOf("dt dd"),
  option: setOf("option"),
  optgroup: setOf("option optgroup"),
  tr: setOf("tr td th caption colgroup"),
  td: setOf("td th caption colgroup"),
  th: setOf("td th caption colgroup"),
  thead: setOf("tr td th thead tbody tfoot caption colgroup"),
  tbody: setOf("tr td th thead tbody tfoot caption colgroup"),
  tfoot: setOf("tr td th thead tbody tfoot caption colgroup"),
  caption: setOf("tr td th thead tbody tfoot caption colgroup"),
  colgroup: setOf("tr td th thead tbody tfoot caption colgroup"),
  col: setOf("tr td th thead tbody tfoot caption"),
  rt: setOf("rt rp"),
  rp: setOf("rt rp"),
};

function newKind(name: string): ElementKind {
  const is = (flag: keyof typeof sets) => sets[flag].has(name);
  return {
    name,
    isVoid: is("isVoid"),
    isText: is("isText"),
    isSpecial: is("isSpecial"),
    isScope: is("isScope"),
    isOfHead: is("isOfHead"),
    isHeading: is("isHeading"),
    endsParagraph: is("endsParagraph"),
    isOfTable: is("isOfTable"),
    isTablePart: is("isTablePart"),
    isBlock: is("isBlock"),
    isForeignRoot: is("isForeignRoot"),
    endsForeign: is("endsForeign"),
    isIntegrationPoint: is("isIntegrationPoint"),
    siblings: Object.hasOwn(siblingSets, name) ? siblingSets[name] : undefined,
  };
}

/** All that HTML names, by a number made of the name: a page has thousands of tags, and no text is made for each. */
const known = new Map<number, ElementKind>();
const others = setOf(
  "a abbr acronym audio b bdi bdo big canvas cite code data datalist del dfn em font html i ins kbd label legend map mark meter nobr output path picture progress q ruby s samp slot small span strike strong sub sup time tt u use var video rb rtc rect circle g defs polygon polyline line ellipse",
);
for (const names of [others, ...Object.values(sets), Object.keys(siblingSets)])
  for (const name of names) {
    const number = numberOf(name);
    if (!known.has(number)) known.set(number, newKind(name));
  }

/** Of names that HTML does not have. */
const nothingSpecial = newKind("");

/** The kind that a name of HTML stands for. */
export function kindOf(name: string): ElementKind {
  return kindNumbered(numberOf(name), name, 0, name.length);
}

/**
 * The kind that is named in a text from one place to another, in whatever case.
 * @param number what {@link withLetter} makes of the name, letter by letter, beginning with 0.
 */
export function kindNumbered(number: number, text: string, from: number, to: number): ElementKind {
  const kind = known.get(number);
  return kind !== undefined && isNamed(kind, text, from, to)
    ? kind
    : { ...nothingSpecial, name: text.slice(from, to).toLowerCase() };
}

/** The number of a name that goes on with this letter, in whatever case. */
export function withLetter(number: number, code: number): number {
  return (number * 31 + (code | 0x20)) & 0x3fff_ffff;
}

function numberOf(name: string): number {
  let number = 0;
  for (let at = 0; at < name.length; at += 1) number = withLetter(number, name.charCodeAt(at));
  return number;
}

function isNamed({ name }: ElementKind, text: string, from: number, to: number): boolean {
  if (name.length !== to - from) return false;
  for (let index = 0; index < name.length; index += 1) {
    const code = text.charCodeAt(from + index);
    const lower = code >= 0x41 && code <= 0x5a ? code | 0x20 : code;
    if (lower !== name.charCodeAt(index)) return false;
  }
  return true;
}

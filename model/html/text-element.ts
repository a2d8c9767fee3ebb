/** Made once for each name. */
const known = new Map<string, RegExp>();

function signsOf(name: string): RegExp {
  let signs = known.get(name);
  if (signs === undefined) {
    const end = String.raw`</?${name}(?=[\t\n\f\r />])`;
    signs = new RegExp(name === "script" ? `${end}|<!--|-->` : end, "gi");
    known.set(name, signs);
  }
  return signs;
}

/** The content of an element in which nothing that looks like a tag is one, up to its own end tag. */
export class TextElement {
  /** So much of its end may be there without being known for it. */
  readonly longestEnd: number;
  readonly #signs: RegExp;
  readonly #name: string;
  /** Of a script: within `<!--`, and there within another `<script>`. */
  #escape: "none" | "escaped" | "twice" = "none";

  /** @param name in lower case. */
  constructor(name: string) {
    this.#name = name;
    this.longestEnd = name.length + 2;
    this.#signs = signsOf(name);
  }

  /**
   * @param text the page from somewhere at or before `from` on, where everything before `from` was looked at
   * @returns where its end tag begins; `undefined` where that is not there
   */
  endIn(text: string, from: number): number | undefined {
    this.#signs.lastIndex = from;
    for (let sign = this.#signs.exec(text); sign !== null; sign = this.#signs.exec(text))
      if (this.#isEnd(sign[0])) return sign.index;
    return undefined;
  }

  /** https://html.spec.whatwg.org/#script-data-escaped-state and the states around it. */
  #isEnd(sign: string): boolean {
    if (sign === "<!--") {
      if (this.#escape === "none") this.#escape = "escaped";
      // Its dashes may be those of its end.
      this.#signs.lastIndex -= 2;
    } else if (sign === "-->") this.#escape = "none";
    else if (sign.startsWith("</")) {
      if (this.#escape !== "twice") return true;
      this.#escape = "escaped";
    } else if (this.#name === "script" && this.#escape === "escaped") this.#escape = "twice";
    return false;
  }
}

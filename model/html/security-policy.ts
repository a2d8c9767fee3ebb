import { URL } from "../web-standards.ts";

/**
 * One Content-Security-Policy, directive by directive as it is written. What is not asked to change stays as it came,
 * unknown directives too. Source: https://www.w3.org/TR/CSP3/#parse-serialized-policy
 */
export class SecurityPolicy {
  #directives: string[];

  private constructor(text: string) {
    this.#directives = text.split(";");
  }

  /** @param header its value; several headers, joined with commas, are several policies, and all of them hold. */
  static all(header: string): SecurityPolicy[] {
    return header.split(",").map((text) => new SecurityPolicy(text));
  }

  toString(): string {
    return this.#directives.join(";");
  }

  /**
   * The sources of the first of these directives that the policy has: each is a fallback of those before it.
   * @returns `undefined` where the policy leaves the matter open
   */
  sources(names: readonly string[]): readonly string[] | undefined {
    const at = this.#governing(names);
    return at === undefined ? undefined : wordsOf(this.#directives[at]).slice(1);
  }

  /** Allows one source more, for what the first name stands for. `default-src` stays: it speaks of too much else. */
  allow(names: readonly string[], source: string): void {
    const at = this.#governing(names);
    if (at === undefined) return;
    const [name = "", ...sources] = wordsOf(this.#directives[at]);
    if (sources.includes(source)) return;
    // 'none' means nothing beside others; browsers complain of it.
    const kept = sources.filter((other) => other.toLowerCase() !== "'none'");
    if (name.toLowerCase() === "default-src") {
      if (this.#directives.at(-1)?.trim() === "") this.#directives.pop();
      this.#directives.push(` ${[names[0], ...kept, source].join(" ")}`);
      return;
    }
    const indent = /^\s*/.exec(this.#directives[at] ?? "")?.[0] ?? "";
    this.#directives[at] = indent + [name, ...kept, source].join(" ");
  }

  /** Makes a directive say this alone, also where the policy has none. */
  replace(name: string, source: string): void {
    const others = this.#directives.filter((text) => {
      const [first] = wordsOf(text);
      return first !== undefined && first.toLowerCase() !== name;
    });
    this.#directives = [...others, `${others.length === 0 ? "" : " "}${name} ${source}`];
  }

  /** Of directives with one name, browsers take the first. */
  #governing(names: readonly string[]): number | undefined {
    for (const name of names) {
      const at = this.#directives.findIndex((text) => wordsOf(text)[0]?.toLowerCase() === name);
      if (at !== -1) return at;
    }
    return undefined;
  }
}

/** The fallbacks of CSP3 §6.8.3, for what we put on a page. */
export const scriptElements = ["script-src-elem", "script-src", "default-src"];
export const styleElements = ["style-src-elem", "style-src", "default-src"];
export const styleAttributes = ["style-src-attr", "style-src", "default-src"];
export const connections = ["connect-src", "default-src"];

function wordsOf(directive: string | undefined): string[] {
  return (directive ?? "").split(/[\t\n\f\r ]+/).filter((word) => word !== "");
}

export function has(sources: readonly string[], keyword: string): boolean {
  return sources.some((source) => source.toLowerCase() === keyword);
}

/** The page's own nonce, where it is one that can stand in an attribute. */
export function nonceIn(sources: readonly string[]): string | undefined {
  for (const source of sources) {
    const nonce = /^'nonce-([A-Za-z0-9+/_-]+={0,2})'$/i.exec(source)?.[1];
    if (nonce !== undefined) return nonce;
  }
  return undefined;
}

/** Whether anything inline may stand on the page: a nonce or a hash takes that back (CSP3 §6.7.3.2). */
export function allowsInline(sources: readonly string[]): boolean {
  return (
    has(sources, "'unsafe-inline'") &&
    !sources.some((source) => /^'(?:nonce|sha256|sha384|sha512)-/i.test(source))
  );
}

/** Whether an address on the page's own host is allowed, as far as is plain to see. */
export function allowsAddress(sources: readonly string[], address: string): boolean {
  const plain = ["'self'", "*", new URL(address).protocol];
  return sources.includes(address) || plain.some((source) => has(sources, source));
}

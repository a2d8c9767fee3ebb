import { toAsciiHtml } from "../../model/escape-html.ts";
import type { Region } from "./region.ts";
import { readTag, type Tag, type WrittenAttribute } from "./read-tag.ts";
import { addedToTag, type Splice, withinTag } from "./splice.ts";

/** What edits want of one start tag. Of two that want the same, the first counts. */
export class TagEdits {
  readonly #values = new Map<string, string | null>();
  readonly #classes = new Map<string, boolean>();
  readonly #styles = new Map<string, string>();
  #isHidden = false;

  /** @param value `null` takes the attribute away. */
  set(name: string, value: string | null): void {
    if (!this.#values.has(name)) this.#values.set(name, value);
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  setClass(name: string, isThere: boolean): void {
    if (!this.#classes.has(name)) this.#classes.set(name, isThere);
  }

  /** @param value of CSS, with `!important` where it is. */
  setStyle(property: string, value: string): void {
    if (!this.#styles.has(property)) this.#styles.set(property, `${property}:${value}`);
  }

  /** A shop's `display` rule would win over the attribute alone. */
  hide(): void {
    this.set("hidden", "");
    this.#isHidden = true;
  }

  splices(region: Region): Splice[] {
    const tag = readTag(region.tag, 0);
    if (tag === undefined) return [];
    const edited = new EditedTag(region, tag);
    for (const [name, value] of this.#values) if (name !== "class") edited.set(name, value);
    const value = this.#values.get("class");
    if (typeof value === "string") edited.set("class", withClasses(value, this.#classes));
    else edited.setClasses(this.#classes);
    // In CSS the last counts, so the first edit's comes last, and what hides the element behind all.
    const styles = [...this.#styles.values()].reverse();
    edited.addStyles([...styles, ...(this.#isHidden ? ["display:none!important"] : [])].join(";"));
    edited.closeLast();
    return edited.splices;
  }
}

function withClasses(value: string, classes: ReadonlyMap<string, boolean>): string {
  if (classes.size === 0) return value;
  const kept = value.split(/\s+/).filter((name) => name !== "" && classes.get(name) !== false);
  return [...new Set([...kept, ...added(classes)])].join(" ");
}

function added(classes: ReadonlyMap<string, boolean>): string[] {
  return [...classes].flatMap(([name, isThere]) => (isThere ? [name] : []));
}

/** One element's start tag, as splices of what is written. */
class EditedTag {
  readonly splices: Splice[] = [];
  readonly #region: Region;
  /** Its places are within the tag. */
  readonly #tag: Tag;
  /** How many attributes are new. */
  #added = 0;

  constructor(region: Region, tag: Tag) {
    this.#region = region;
    this.#tag = tag;
  }

  set(name: string, value: string | null): void {
    // Of an attribute that is written twice browsers take the first, and the other where that is taken away.
    const written = this.#tag.attributes.filter((attribute) => attribute.name === name);
    if (value === null) {
      for (const { from, to } of written) this.#splice(from, to, "");
      return;
    }
    const html = `${name}="${attributeValue(value)}"`;
    const [first] = written;
    if (first === undefined) {
      this.#added += 1;
      this.splices.push(addedToTag(this.#region, this.#region.from + this.#tag.attributesEnd, ` ${html}`));
    } else this.#splice(first.from, first.to, html);
  }

  /** Classes are compared as they are written: one that is written with an entity is not found. */
  setClasses(classes: ReadonlyMap<string, boolean>): void {
    const value = this.#written("class")?.value;
    const there = new Set<string>();
    const unwanted: { from: number; to: number }[] = [];
    for (const { 0: name, index } of this.#valueOf(value).matchAll(/[^\t\n\f\r ]+/g)) {
      const from = (value?.from ?? 0) + index;
      if (classes.get(name) === false) unwanted.push({ from, to: from + name.length });
      there.add(name);
    }
    const missing = added(classes).filter((name) => !there.has(name));
    if (unwanted.length === 0 && missing.length === 0) return;
    if (value === undefined) return this.set("class", missing.join(" "));
    this.#openQuotes(value);
    for (const { from, to } of unwanted) this.#splice(from, to, "");
    const separator = there.size === 0 || missing.length === 0 ? "" : " ";
    this.#closeQuotes(value, separator + missing.join(" "));
  }

  /** Adds declarations behind those that are written. */
  addStyles(css: string): void {
    if (css === "") return;
    const value = this.#written("style")?.value;
    if (value === undefined) return this.set("style", css);
    this.#openQuotes(value);
    this.#closeQuotes(value, this.#valueOf(value).trim() === "" ? css : `;${css}`);
  }

  /** A last attribute without a value behind its sign, as in `alt=>`, would take what is added for its own. */
  closeLast(): void {
    const { from, value } = this.#tag.attributes.at(-1) ?? {};
    if (this.#added === 0 || value?.quote !== "" || value.from < value.to || from === undefined) return;
    const touching = this.splices.filter((splice) => splice.from >= this.#region.from + from);
    if (touching.length === this.#added) this.#splice(value.to, value.to, '""');
  }

  #written(name: string): WrittenAttribute | undefined {
    return this.#tag.attributes.find((attribute) => attribute.name === name);
  }

  #valueOf(value: WrittenAttribute["value"]): string {
    return value === undefined ? "" : this.#region.tag.slice(value.from, value.to);
  }

  /** A value without quotes ends at a space, and may hold quotes of its own. */
  #openQuotes(value: NonNullable<WrittenAttribute["value"]>): void {
    if (value.quote !== "") return;
    this.#splice(value.from, value.from, '"');
    for (const { index } of this.#valueOf(value).matchAll(/"/g))
      this.#splice(value.from + index, value.from + index + 1, "&quot;");
  }

  #closeQuotes({ to, quote }: NonNullable<WrittenAttribute["value"]>, more: string): void {
    this.#splice(to, to, attributeValue(more).replaceAll("'", "&#39;") + (quote === "" ? '"' : ""));
  }

  #splice(from: number, to: number, html: string): void {
    const { from: start } = this.#region;
    this.splices.push(withinTag(this.#region, start + from, start + to, html));
  }
}

/** Within double quotes; an entity that was written is the text that was written. */
function attributeValue(value: string): string {
  return toAsciiHtml(value.replaceAll("&", "&amp;").replaceAll('"', "&quot;"));
}

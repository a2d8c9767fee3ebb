import { toAsciiHtml } from "../../model/escape-html.ts";
import type { Edit } from "../decide/compile-rules.ts";
import type { Region } from "./find-regions.ts";
import { readTag, type Tag as StartTag } from "./read-tag.ts";
import { addedToTag, type Splice, withinTag } from "./splice.ts";

/** Edits of start tags: of each attribute of an element, the first edit counts. */
export function attributeSplices(
  text: string,
  edits: readonly Edit[],
  regionsOf: (selector: string) => readonly Region[],
): Splice[] {
  const tags = new Map<number, Tag>();
  for (const edit of edits) {
    if (edit.type !== "setAttribute" && edit.type !== "hide") continue;
    for (const region of regionsOf(edit.selector)) {
      let tag = tags.get(region.from);
      if (tag === undefined) tags.set(region.from, (tag = new Tag(text, region)));
      if (edit.type === "setAttribute") tag.set(edit.name, edit.value);
      else tag.hide();
    }
  }
  return [...tags.values()].flatMap((tag) => tag.splices);
}

/** One element's start tag, being edited. */
class Tag {
  readonly splices: Splice[] = [];
  readonly #text: string;
  readonly #region: Region;
  readonly #tag: StartTag | undefined;
  readonly #edited = new Set<string>();

  constructor(text: string, region: Region) {
    this.#text = text;
    this.#region = region;
    this.#tag = readTag(text, region.from);
  }

  set(name: string, value: string): void {
    if (this.#isEdited(name)) return;
    const written = this.#written(name);
    const html = `${name}="${attributeValue(value)}"`;
    if (written === undefined) this.#add(` ${html}`);
    else this.#splice(written.from, written.to, html);
  }

  /** A shop's `display` rule would win over the attribute alone. */
  hide(): void {
    this.set("hidden", "");
    if (this.#isEdited("style")) return;
    const { value } = this.#written("style") ?? {};
    if (value === undefined) {
      const written = this.#written("style");
      const html = `style="${hidden}"`;
      if (written === undefined) this.#add(` ${html}`);
      else this.#splice(written.from, written.to, html);
      return;
    }
    const { from, to, quote } = value;
    const separator = this.#text.slice(from, to).trim() === "" ? "" : ";";
    if (quote === "") this.#splice(from, from, '"');
    this.#splice(to, to, `${separator}${hidden}${quote === "" ? '"' : ""}`);
  }

  /** Of an attribute that is written twice, browsers take the first. */
  #written(name: string) {
    return this.#tag?.attributes.find((attribute) => attribute.name === name);
  }

  #isEdited(name: string): boolean {
    if (this.#edited.has(name)) return true;
    this.#edited.add(name);
    return false;
  }

  #add(html: string): void {
    const at = this.#tag?.attributesEnd;
    if (at !== undefined) this.splices.push(addedToTag(this.#region, at, html));
  }

  #splice(from: number, to: number, html: string): void {
    this.splices.push(withinTag(this.#region, from, to, html));
  }
}

const hidden = "display:none!important";

/** Within double quotes; an entity that was written is the text that was written. */
function attributeValue(value: string): string {
  return toAsciiHtml(value.replaceAll("&", "&amp;").replaceAll('"', "&quot;"));
}

import { escapeHtml, toAsciiHtml } from "../../model/escape-html.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import type { Edit } from "../decide/compile-rules.ts";
import { findRegions, type MarkedPage, type Region } from "./find-regions.ts";
import { attributeSplices } from "./set-attributes.ts";
import { atTheEnd, insertion, replacedContent, type Splice, spliced } from "./splice.ts";

/** How a page is changed: the edits that were decided, and markup that goes first in its head. */
export interface Rewrite {
  edits: readonly Edit[];
  /** Markup for the start of `<head>`; empty inserts nothing. */
  head: string;
  /** The visitor's, for the fields of offers. */
  facts: Facts;
  /** The visitor's languages (BCP 47), the first the most gladly read. */
  languages: readonly string[];
}

/**
 * Applies the rewrite to a whole page. Bytes that no edit touches stay as they are, whatever their character set.
 * @param contentType the origin's header: HTMLRewriter takes the character set from it.
 * @throws as {@link findRegions} does.
 */
export async function rewritePage(
  page: Uint8Array,
  contentType: string,
  rewrite: Rewrite,
): Promise<Uint8Array> {
  return assemble(await findRegions(page, contentType, selectorsOf(rewrite.edits)), rewrite);
}

/** What has to be found on a page before these edits, and the markup for its head, can be made. */
export function selectorsOf(edits: readonly Edit[]): string[] {
  const ofEdits = edits.map((edit) =>
    edit.type === "insertOffer" ? edit.placement.selector : edit.selector,
  );
  return ["head", ...ofEdits];
}

/** True where the rewrite would leave every page as it is. */
export function changesNothing(rewrite: Pick<Rewrite, "edits" | "head">): boolean {
  return rewrite.edits.length === 0 && rewrite.head === "";
}

/**
 * The page made this visitor's own, without parsing it again. Of two edits that want the same, the earlier is made.
 * @param page with all that {@link selectorsOf} names found on it; an edit whose selector is not among them does nothing.
 */
export function assemble(page: MarkedPage, rewrite: Rewrite): Uint8Array {
  const regionsOf = (selector: string) => page.regions.get(selector) ?? [];
  const splices = [
    ...headSplice(page, rewrite.head),
    ...attributeSplices(page.text, rewrite.edits, regionsOf),
    ...contentSplices(rewrite.edits, regionsOf),
    ...rewrite.edits.flatMap((edit) => offerSplice(edit, regionsOf, rewrite)),
  ];
  return splices.length === 0 ? page.bytes : spliced(page.bytes, splices);
}

type RegionsOf = (selector: string) => readonly Region[];

/** A page may leave its <head> out (https://html.spec.whatwg.org/#optional-tags); then the end is the one sure place. */
function headSplice({ regions, bytes }: MarkedPage, markup: string): Splice[] {
  if (markup === "") return [];
  const html = toAsciiHtml(markup);
  const [head] = regions.get("head") ?? [];
  const inserted = head === undefined ? undefined : insertion(head, "start", html);
  return [inserted ?? atTheEnd(bytes, html)];
}

/** Text and HTML want the same: an element's content, and of each element it is replaced once. */
function contentSplices(edits: readonly Edit[], regionsOf: RegionsOf): Splice[] {
  const replaced = new Set<number>();
  return edits.flatMap((edit) => {
    if (edit.type !== "setText" && edit.type !== "setHtml") return [];
    const html = toAsciiHtml(edit.type === "setText" ? escapeHtml(edit.text) : edit.html);
    return regionsOf(edit.selector).flatMap((region) => {
      if (replaced.has(region.from)) return [];
      replaced.add(region.from);
      return replacedContent(region, html) ?? [];
    });
  });
}

/** One place: the first element that the selector finds. */
function offerSplice(edit: Edit, regionsOf: RegionsOf, { facts, languages }: Rewrite): Splice[] {
  if (edit.type !== "insertOffer") return [];
  const [region] = regionsOf(edit.placement.selector);
  const html = region === undefined ? null : renderOffer(edit.offer, { facts, languages, rule: edit.rule });
  if (region === undefined || html === null) return [];
  const inserted = insertion(region, edit.placement.position, toAsciiHtml(html));
  return inserted === undefined ? [] : [inserted];
}

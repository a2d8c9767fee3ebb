import { toAsciiHtml } from "../../model/escape-html.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import type { Edit } from "../decide/compile-rules.ts";
import type { MarkedPage } from "./find-regions.ts";
import type { Region } from "./region.ts";
import { atTheEnd, insertion, movedElement, type Splice } from "./splice.ts";

/** Without its bytes where its end is not there yet. */
type HeadOf = Pick<MarkedPage, "regions"> & Partial<Pick<MarkedPage, "bytes">>;

type RegionsOf = (selector: string) => readonly Region[];

/** For whom the fields of offers are filled in. */
export interface Reader {
  facts: Facts;
  /** Theirs (BCP 47), the first the most gladly read. */
  languages: readonly string[];
  /** The nonce of the page's Content-Security-Policy that our styles may use. */
  styleNonce?: string | undefined;
}

/** Edits that put something where nothing was; of several in one place, the earlier comes first. */
export function insertionSplices(edits: readonly Edit[], regionsOf: RegionsOf, reader: Reader): Splice[] {
  return edits.flatMap((edit) => {
    switch (edit.type) {
      case "insertHtml":
        return regionsOf(edit.selector).flatMap(
          (region) => insertion(region, edit.position, toAsciiHtml(edit.html)) ?? [],
        );
      case "insertOffer":
        return offerSplice(edit, regionsOf, reader);
      case "move": {
        const [region] = regionsOf(edit.selector);
        const [to] = regionsOf(edit.to);
        return region === undefined || to === undefined ? [] : movedElement(region, to, edit.position);
      }
      default:
        return [];
    }
  });
}

/** One place: the first element that the selector finds. */
function offerSplice(
  { placement, offer, rule, trigger }: Extract<Edit, { type: "insertOffer" }>,
  regionsOf: RegionsOf,
  { facts, languages, styleNonce }: Reader,
): Splice[] {
  const [region] = regionsOf(placement.selector);
  const html =
    region === undefined ? null : renderOffer(offer, { facts, languages, rule, trigger, styleNonce });
  if (region === undefined || html === null) return [];
  const inserted = insertion(region, placement.position, toAsciiHtml(html));
  return inserted === undefined ? [] : [inserted];
}

/**
 * The markup that goes first in the head, and the page's own CSS, which goes last in it, so that it comes after the
 * shop's. Each stands in an element of its own, where a mistake ends with it; in CSS the last counts, so the first
 * edit's comes last.
 */
export function headSplices(
  page: HeadOf,
  markup: string,
  edits: readonly Edit[],
  styleNonce?: string,
): Splice[] {
  const open = styleNonce === undefined ? "<style>" : `<style nonce="${styleNonce}">`;
  const styles = edits.flatMap((edit) => (edit.type === "addStyles" ? [`${open}${edit.css}</style>`] : []));
  return [
    ...headSplice(page, "start", markup),
    ...styles.reverse().flatMap((style) => headSplice(page, "end", style)),
  ];
}

/** A page may leave its <head> out (https://html.spec.whatwg.org/#optional-tags); then the end is the one sure place. */
function headSplice({ regions, bytes }: HeadOf, position: "start" | "end", markup: string): Splice[] {
  if (markup === "") return [];
  const html = toAsciiHtml(markup);
  const [head] = regions.get("head") ?? [];
  const inserted = head === undefined ? undefined : insertion(head, position, html);
  if (inserted !== undefined) return [inserted];
  return bytes === undefined ? [] : [atTheEnd(bytes, html)];
}

import { escapeHtml, toAsciiHtml } from "../../model/escape-html.ts";
import type { Facts } from "../../model/facts/facts.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import type { Edit } from "../decide/compile-rules.ts";

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
 * @throws whatever HTMLRewriter throws: an ambiguous parse, an unknown character set, too much memory.
 */
export async function rewritePage(
  page: Uint8Array,
  contentType: string,
  rewrite: Rewrite,
): Promise<ArrayBuffer> {
  const rewriter = new HTMLRewriter();
  for (const edit of rewrite.edits) addEdit(rewriter, edit, rewrite);
  if (rewrite.head !== "") addHead(rewriter, toAsciiHtml(rewrite.head));
  return rewriter.transform(new Response(page, { headers: { "content-type": contentType } })).arrayBuffer();
}

/** True where the rewrite would leave every page as it is. */
export function changesNothing(rewrite: Pick<Rewrite, "edits" | "head">): boolean {
  return rewrite.edits.length === 0 && rewrite.head === "";
}

function addHead(rewriter: HTMLRewriter, markup: string): void {
  let inserted = false;
  rewriter.on("head", {
    element(head) {
      if (inserted) return;
      inserted = true;
      head.prepend(markup, { html: true });
    },
  });
  // A page may leave its <head> out (https://html.spec.whatwg.org/#optional-tags); then the end is the one sure place.
  rewriter.onDocument({
    end(end) {
      if (!inserted) end.append(markup, { html: true });
    },
  });
}

function addEdit(rewriter: HTMLRewriter, edit: Edit, rewrite: Rewrite): void {
  switch (edit.type) {
    case "setText": {
      const html = toAsciiHtml(escapeHtml(edit.text));
      rewriter.on(edit.selector, {
        element: (element) => void element.setInnerContent(html, { html: true }),
      });
      return;
    }
    case "setHtml": {
      const html = toAsciiHtml(edit.html);
      rewriter.on(edit.selector, {
        element: (element) => void element.setInnerContent(html, { html: true }),
      });
      return;
    }
    case "setAttribute": {
      // `setAttribute` escapes quotes alone, so an entity written here reaches the browser as the character it means.
      const value = toAsciiHtml(edit.value.replaceAll("&", "&amp;"));
      rewriter.on(edit.selector, { element: (element) => void element.setAttribute(edit.name, value) });
      return;
    }
    case "hide":
      rewriter.on(edit.selector, { element: hide });
      return;
    case "insertOffer":
      addOffer(rewriter, edit, rewrite);
  }
}

function hide(element: Element): void {
  element.setAttribute("hidden", "");
  // A shop's `display` rule would win over the attribute alone.
  const style = element.getAttribute("style") ?? "";
  element.setAttribute("style", `${style === "" ? "" : `${style};`}display:none!important`);
}

function addOffer(
  rewriter: HTMLRewriter,
  edit: Extract<Edit, { type: "insertOffer" }>,
  { facts, languages }: Rewrite,
): void {
  const offer = renderOffer(edit.offer, { facts, languages, rule: edit.rule });
  if (offer === null) return;
  const html = toAsciiHtml(offer);
  let inserted = false;
  rewriter.on(edit.placement.selector, {
    element(element) {
      // One place: the first element that the selector finds.
      if (inserted) return;
      inserted = true;
      const options = { html: true };
      switch (edit.placement.position) {
        case "before":
          return void element.before(html, options);
        case "after":
          return void element.after(html, options);
        case "start":
          return void element.prepend(html, options);
        case "end":
          return void element.append(html, options);
      }
    },
  });
}

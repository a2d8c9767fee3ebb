import type { Change } from "./change.ts";
import { htmlProblem, type HtmlProblem } from "./html/html-problem.ts";
import { type Meant, meantBy, placeAt, placeBeside, placeInside } from "./html/place.ts";
import { kindOf } from "./html/element-kinds.ts";
import type { Offer } from "./offer.ts";
import type { Placement, Position } from "./placement.ts";

/** Why a change would not do on a page what its author sees in it. The codes stay the same. */
export interface ChangeProblem {
  code:
    | HtmlProblem["code"]
    /** It is about `<html>`, `<head>` or `<body>`, without which there is no page. */
    | "whole_page"
    /** It is about what browsers do not make a part of the page. */
    | "not_on_page";
  /** The part of the change, as in `html`. */
  field: string;
  message: string;
}

/** What changes refer to by ids. */
export interface Named {
  offers: ReadonlyMap<string, Offer>;
  placements: ReadonlyMap<string, Placement>;
}

/** The first reason to refuse a change, for what its selector tells of the elements; `undefined` where there is none. */
export function changeProblem(change: Change, named: Named): ChangeProblem | undefined {
  switch (change.type) {
    case "addStyles":
    case "redirect":
      return undefined;
    case "insertOffer": {
      const placement = named.placements.get(change.placement);
      const offer = named.offers.get(change.offer);
      if (placement === undefined || offer === undefined) return undefined;
      return first(placement.selector, "placement", (meant) =>
        putProblem(meant, placement.position, outlineOf(offer)),
      );
    }
    case "move":
      return first(change.selector, "selector", wholeProblem) ?? moveProblem(change);
    case "setText":
      return first(change.selector, "selector", textProblem);
    case "setHtml":
      return first(change.selector, "html", (meant) => contentProblem(meant, change.html));
    case "insertHtml":
      return first(change.selector, "html", (meant) => putProblem(meant, change.position, change.html));
    case "replaceHtml":
      return first(
        change.selector,
        "html",
        (meant) => wholeProblem(meant) ?? htmlProblem(change.html, placeBeside(meant)),
      );
    case "remove":
    case "hide":
      return first(change.selector, "selector", wholeProblem);
    default:
      return first(change.selector, "selector", () => undefined);
  }
}

type Found = Omit<ChangeProblem, "field"> | undefined;

/** Looks at each of a selector's alternatives. @param field where it belongs, unless it is about the selector itself */
function first(selector: string, field: string, look: (meant: Meant) => Found): ChangeProblem | undefined {
  for (const meant of meantBy(selector)) {
    const found = awayProblem(meant) ?? look(meant);
    if (found === undefined) continue;
    const isOfMarkup = found.code.endsWith("_tag") || field === "placement";
    return { ...found, field: isOfMarkup ? field : "selector" };
  }
  return undefined;
}

/** In these, browsers see text, or what is not on the page. */
function awayProblem({ around }: Meant): Found {
  const away = around.find((name) => name === "template" || kindOf(name).isText);
  if (away === undefined) return undefined;
  return { code: "not_on_page", message: `To browsers, nothing in <${away}> is an element of the page.` };
}

const isFrame = (name: string | undefined) => name === "html" || name === "head" || name === "body";

function wholeProblem({ name }: Meant): Found {
  if (!isFrame(name)) return undefined;
  const message = `There is no page without its <${name}>: it cannot be removed, replaced, hidden or moved.`;
  return { code: "whole_page", message };
}

/** Markup beside or inside what is meant. */
function putProblem(meant: Meant, position: Position, html: string): Found {
  const isInside = position === "start" || position === "end";
  if ((!isInside && isFrame(meant.name)) || meant.name === "html") {
    const message = `Nothing stands beside <${meant.name}> on a page; put it at the start or the end of <body>.`;
    return { code: "whole_page", message };
  }
  return (isInside ? templateProblem(meant) : undefined) ?? htmlProblem(html, placeAt(meant, position));
}

function contentProblem(meant: Meant, html: string): Found {
  if (meant.name === "html" || meant.name === "head")
    return { code: "whole_page", message: `A page needs what is in its <${meant.name}>.` };
  return templateProblem(meant) ?? htmlProblem(html, placeInside(meant));
}

function templateProblem({ name }: Meant): Found {
  if (name !== "template") return undefined;
  return { code: "not_on_page", message: "To browsers, nothing in <template> is an element of the page." };
}

/** Text is escaped, which is right in all elements but those that know no entities. */
function textProblem(meant: Meant): Found {
  const { name } = meant;
  if (name === "textarea" || name === "title") return undefined;
  if (name !== undefined && kindOf(name).isText) {
    const message = `What is in <${name}> is no text that anybody reads; it cannot be written.`;
    return { code: "text_element", message };
  }
  return contentProblem(meant, "Text");
}

/** An element goes where markup of its kind could go. */
function moveProblem(change: Extract<Change, { type: "move" }>): ChangeProblem | undefined {
  const outlines = meantBy(change.selector).map(({ name }) => (name === undefined ? "" : outline(name)));
  for (const html of outlines) {
    const found = first(change.to, "to", (meant) => putProblem(meant, change.position, html));
    if (found !== undefined) return { ...found, field: "to" };
  }
  return undefined;
}

function outline(name: string): string {
  return kindOf(name).isVoid ? `<${name}>` : `<${name}></${name}>`;
}

/** The elements that an offer is made of. */
function outlineOf({ layout, button, translations }: Offer): string {
  const hasLink = button !== null || Object.values(translations).some((content) => content.button !== null);
  const link = hasLink ? "<a></a>" : "";
  if (layout === "inline") return `<span>${link}</span>`;
  return layout === "modal" ? `<dialog><form></form>${link}</dialog>` : `<aside><p></p>${link}</aside>`;
}

import type { Site } from "../../model/site.ts";
import type { Decisions } from "../decide/decision.ts";
import { hasDenied } from "../recognise/cookie.ts";
import { inertJson } from "../rewrite/applied.ts";
import { couponPart } from "./coupon-part.ts";
import { missedIn, partsOf } from "./parts-of.ts";
import type { PageVisit } from "./personalise.ts";
import { isSilent } from "./preview.ts";

/** The part of a visit to a page that its tag follows from. */
type TagFor = Pick<
  PageVisit,
  "request" | "url" | "visitor" | "deciding" | "nowMs" | "isDebugged" | "preview"
>;

/**
 * The snippet's tag for a page: the snippet itself for a visitor who is remembered, and for somebody who may yet agree
 * only a script that waits for that. Empty where nothing is to be inserted.
 */
export function snippetTag(visit: TagFor, decisions: Pick<Decisions, "edits" | "watched">): string {
  const { request, visitor, deciding, isDebugged, preview } = visit;
  const { site } = deciding.bundle;
  if (!site.snippet || isSilent(preview)) return "";
  const mayAgree = site.consent === "asked" || hasDenied(request.headers.get("cookie") ?? "");
  if (!visitor.remembered && !mayAgree) return "";
  // Before the snippet, so that it hears of every event; whoever debugs a page may wait for it.
  const debug = isDebugged ? `<script src="${site.prefix}debug.js"></script>` : "";
  // A preview changes nothing in anybody's cart.
  const coupons = preview === undefined ? couponPart(visit, true) : [];
  const file = visitor.remembered ? "s.js" : "c.js";
  const missed = missedIn(decisions);
  const moments = missed.length === 0 ? "" : ` data-missed='${inertJson(missed)}'`;
  return `${debug}<script async src="${site.prefix}${file}"${loading(site, [...partsOf(decisions), ...coupons])}${moments}></script>`;
}

/** The parts that the snippet is to load on each page of the site, and on this one. */
function loading(
  { vitals, platform }: Pick<Site, "vitals" | "platform">,
  forPage: readonly string[],
): string {
  const always = [...(vitals ? ["vitals"] : []), ...(platform === "other" ? [] : ["platform"])];
  const parts = [...always, ...forPage];
  return parts.length === 0 ? "" : ` data-load="${parts.join(" ")}"`;
}

import { renderOffer } from "../../model/offer/render-offer.ts";
import type { WholePage } from "../coupon/apply-by-form.ts";
import type { Decisions } from "../decide/decision.ts";
import type { MarkedPage } from "../rewrite/find-regions.ts";
import type { Reader } from "../rewrite/insert.ts";
import { allowOurs } from "./allow-ours.ts";
import { changePage, type ChangedPage, type ComingPage } from "./change-page.ts";
import { keeperTag } from "./keeper-tag.ts";
import { forgetOriginalBytes, isStored, keepPrivate, mayBeRepacked } from "./page-headers.ts";
import { pageTag } from "./page-tag.ts";
import type { PageVisit } from "./personalise.ts";
import { snippetTag } from "./snippet-tag.ts";

/** A page as it goes out, but for what is said of this one answer: cookies, and its age. */
export interface FinishedPage extends Pick<ChangedPage, "body" | "how"> {
  /** Not changed any more: each answer has a copy. */
  headers: Headers;
  /** What a browser that has the page knows it by. */
  etag: string | null;
}

/** What the visitor is to see. */
export interface Wish extends Pick<Reader, "facts" | "languages"> {
  decisions: Decisions;
  /** Whether nobody may keep the page for others, even where nothing was changed. */
  isPrivate: boolean;
}

/** How many pages that were made of one shared page are kept with it. */
const mostOfOne = 2;

/** Pages made of shared ones, with all that they follow from; they go when the shared page, or its rules, go. */
const latest = new WeakMap<MarkedPage, { follows: readonly unknown[]; page: FinishedPage }[]>();

/**
 * Makes the page that the visitor is to see. Of a shared page many visitors get the same, which is then made once: nothing
 * of one visitor can be in what another gets, since it is made of nothing but what is compared here.
 */
export async function finishPage(
  visit: PageVisit,
  page: WholePage | ComingPage,
  wish: Wish,
): Promise<FinishedPage> {
  if ("stream" in page || page.marked === undefined) return finish(visit, page, wish);
  // Only what rules may change was searched for; and nobody else is likely to get the same.
  if (wish.decisions.chosen.some(({ how }) => how === "pinned"))
    return finish(visit, { ...page, marked: undefined }, wish);
  const { marked, response } = page;
  const follows = followsFrom(visit, response.headers, wish);
  const made = latest.get(marked) ?? [];
  const known = made.find((each) => areSame(each.follows, follows));
  if (known !== undefined) return known.page;
  const finished = await finish(visit, page, wish);
  latest.set(marked, [{ follows, page: finished }, ...made].slice(0, mostOfOne));
  return finished;
}

/** Everything that a finished page follows from, but for the shop's page and the version of the rules: marks are of one. */
function followsFrom(visit: PageVisit, headers: Headers, wish: Wish): unknown[] {
  const { keys, visitor } = visit;
  const { decisions, facts, languages, isPrivate } = wish;
  const { edits, chosen, watched } = decisions;
  const tag = snippetTag(visit, decisions);
  const follows: unknown[] = [headers, keys, visitor.remembered, isPrivate, tag, ...edits];
  for (const edit of edits)
    if (edit.type === "insertOffer")
      follows.push(renderOffer(edit.offer, { facts, languages, rule: edit.rule, trigger: edit.trigger }));
  for (const { rule, variant } of chosen) follows.push(rule, variant);
  for (const { rule, variant, places } of watched) follows.push("watched", rule, variant, ...places);
  return follows;
}

function areSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}

async function finish(
  visit: PageVisit,
  page: WholePage | ComingPage,
  { decisions, facts, languages, isPrivate }: Wish,
): Promise<FinishedPage> {
  const { url, keys, deciding } = visit;
  const { site } = deciding.bundle;
  const headers = new Headers(page.response.headers);
  const { headers: policies, ...ours } = await allowOurs(headers, {
    edits: decisions.edits,
    head: snippetTag(visit, decisions) + keeperTag(visit, decisions, { facts, languages }),
    base: url.origin + site.prefix,
  });
  const { body, made, how } = changePage(page, { ...ours, facts, languages }, url.pathname);
  if (made === undefined) mayBeRepacked(headers);
  else {
    forgetOriginalBytes(headers);
    for (const [name, value] of policies) headers.set(name, value);
  }
  headers.delete("set-cookie");
  if (isPrivate) keepPrivate(headers);
  if (made !== undefined && made !== "coming" && isStored(headers))
    headers.set("etag", await pageTag(keys, site.id, made));
  return { body, headers, etag: headers.get("etag"), how };
}

import { heldOut, wholeSite } from "../../model/exposure-event.ts";
import { watchedPage } from "../../model/watched-change.ts";
import type { CompiledChange, CompiledRule, Deciding } from "./compile-rules.ts";
import { madeOf } from "./coupon-of-offer.ts";
import type { Decisions, Watched } from "./decision.ts";

/** A rule of which the page itself is what is seen: the visitor was led to it, or would have been led away from it. */
export function watchedAsPage(rule: string, variant: string): Watched {
  return { rule, variant, places: [watchedPage], moments: [] };
}

/** A rule of which the visitor sees nothing, where it would have made these changes. */
export function watchedInstead(rule: string, variant: string, changes: readonly CompiledChange[]): Watched {
  return {
    rule,
    variant,
    places: changes.flatMap(({ look }) => ("place" in look ? [look.place] : [])),
    moments: changes.flatMap(({ look }) => ("moment" in look ? [look.moment] : [])),
  };
}

/**
 * For somebody who sees nothing of any rule, so that the effect of all together can be measured: whatever on this page would
 * tell, of somebody who is not held out of the site, that they have seen a rule, or would have.
 * @param decisions what they would get, were they not held out.
 * @param isSeen whether the page that they are led away from will be seen.
 */
export function watchedOfSite(
  decisions: Decisions,
  { byId }: Pick<Deciding, "byId">,
  isSeen: boolean,
): Watched[] {
  const { chosen, watched, redirect } = decisions;
  if (redirect !== null) return isSeen ? [watchedAsPage(wholeSite, heldOut)] : [];
  const all = [
    ...watched,
    ...chosen.map(({ rule, variant }) =>
      watchedInstead(rule, variant, changesMade(byId.get(rule), variant, decisions)),
    ),
  ];
  const places = [
    ...new Map(all.flatMap((each) => each.places).map((place) => [place.selector, place])).values(),
  ];
  const moments = all.flatMap((each) => each.moments);
  if (places.length === 0 && moments.length === 0) return [];
  // Nothing is seen sooner than the page.
  const page = places.filter(({ selector }) => selector === watchedPage.selector);
  return [{ rule: wholeSite, variant: heldOut, places: page.length > 0 ? page : places, moments }];
}

function changesMade(
  compiled: CompiledRule | undefined,
  variant: string,
  decisions: Decisions,
): CompiledChange[] {
  const changes = compiled?.variants.find(({ id }) => id === variant)?.changes ?? [];
  return changes.filter(({ edit }) => madeOf(decisions, edit) !== undefined);
}

import type { AppliedChange, AppliedRule } from "../../model/applied-change.ts";
import { appliedEdit, asRead } from "../../model/applied-edit.ts";
import { changeId } from "../../model/change-id.ts";
import type { Change } from "../../model/change.ts";
import { compileOffer } from "../../model/offer/compile-offer.ts";
import { renderOffer } from "../../model/offer/render-offer.ts";
import type { Placement } from "../../model/placement.ts";
import type { Rule } from "../../model/rule.ts";
import type { Site } from "../../model/site.ts";
import type { PageEditorData } from "./load-page-editor.ts";

/** What changes name. */
interface Named extends Pick<PageEditorData, "offers" | "coupons"> {
  placements: readonly Placement[];
  site: Site;
}

/** A variant as the page in the frame has to know it, to show it at once. What is not whole yet is left out. */
export function appliedRule(rule: Rule, variantIndex: number, named: Named): AppliedRule[] {
  const variant = rule.variants[variantIndex];
  if (variant === undefined) return [];
  const changes = variant.changes.flatMap((change) => applied(change, named) ?? []);
  return changes.length === 0 ? [] : [{ rule: rule.id, variant: variant.id, changes }];
}

function applied(change: Change, named: Named): AppliedChange | undefined {
  const id = changeId(change);
  switch (change.type) {
    case "redirect":
      return undefined;
    case "insertOffer":
      return insertedOffer(id, change, named);
    default:
      return { id, ...appliedEdit(change) };
  }
}

/** As somebody sees it of whom nothing is known. */
function insertedOffer(
  id: string,
  change: Extract<Change, { type: "insertOffer" }>,
  { offers, coupons, placements, site }: Named,
): AppliedChange | undefined {
  const offer = offers.find((known) => known.id === change.offer);
  const placement = placements.find((known) => known.id === change.placement);
  if (offer === undefined || placement === undefined) return undefined;
  const coupon = coupons.find((known) => known.id === offer.coupon);
  const held = coupon && ({ ...coupon, state: "held" } as const);
  const nowMs = Date.now();
  const html = renderOffer(compileOffer(offer, { coupon: held, site }), {
    facts: { behaviour: { nowMs, sessionStartedAtMs: nowMs, timesMs: {} } },
    languages: [site.language],
    rule: "preview",
  });
  const { selector, position } = placement;
  return html === null
    ? undefined
    : { id, type: "insert", selector, position, html: asRead(html), isOnce: true };
}

import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Offer } from "../../model/offer.ts";
import type { Placement } from "../../model/placement.ts";
import { api } from "../api/api.ts";
import { Editing } from "../editing/editing.ts";
import { couponsOf } from "../offers/load-offer.ts";

/** All that a rule is edited with on the page. */
export interface PageEditorData {
  rule: Editing<"rules">;
  offers: readonly Offer[];
  placements: readonly Placement[];
  coupons: readonly Coupon[];
}

/** @throws ApiError where the rule, its offers or its placements cannot be had. */
export async function loadPageEditor(site: string, id: string): Promise<PageEditorData> {
  const load = async () => (await api("GET /rules/:id?site=:site", { site, id })).draft;
  const [draft, { offers }, { placements }, coupons] = await Promise.all([
    load(),
    api("GET /offers?site=:site", { site }),
    api("GET /placements?site=:site", { site }),
    couponsOf(site),
  ]);
  return {
    rule: new Editing(draft, {
      load,
      save: async (document, revision) =>
        (await api("PUT /rules/:id?site=:site", { site, id, body: { document }, over: revision })).draft,
    }),
    offers: offers.map(({ document }) => document),
    placements: placements.map(({ document }) => document),
    coupons,
  };
}

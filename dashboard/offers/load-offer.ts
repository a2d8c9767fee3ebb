import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Offer } from "../../model/offer.ts";
import { api } from "../api/api.ts";
import { Editing } from "../editing/editing.ts";
import { freeId } from "../text/free-id.ts";

/** @throws ApiError where the offer cannot be had. */
export async function editOffer(site: string, id: string): Promise<Editing<"offers">> {
  const load = async () => (await api("GET /offers/:id?site=:site", { site, id })).draft;
  return new Editing<"offers">(await load(), {
    load,
    save: async (document, revision) =>
      (await api("PUT /offers/:id?site=:site", { site, id, body: { document }, over: revision })).draft,
  });
}

/** An offer that is on no server yet. Its id is made from its name when it is first saved. */
export function newOffer(site: string): Editing<"offers"> {
  const draft = { document: blankOffer, live: null, revision: 0, updatedAt: "" };
  return new Editing<"offers">(draft, {
    load: () => Promise.resolve(draft),
    save: async (document) => {
      const { offers } = await api("GET /offers?site=:site", { site });
      const taken = new Set(offers.map((known) => known.document.id));
      const id = freeId([document.name, document.headline, "offer"], taken);
      const body = { document: { ...document, id } };
      return (await api("PUT /offers/:id?site=:site", { site, id, body, over: "new" })).draft;
    },
  });
}

/** An offer of which nothing is said yet. */
export const blankOffer: Offer = {
  id: "new",
  name: "",
  layout: "banner",
  headline: "",
  text: "",
  button: null,
  translations: {},
  value: null,
  cost: null,
  coupon: null,
  dismissible: true,
};

/** Those that an offer can come with. Where they cannot be had, the rest can be edited all the same. */
export async function couponsOf(site: string): Promise<Coupon[]> {
  try {
    const { coupons } = await api("GET /coupons?site=:site", { site });
    return coupons.map(({ document }) => document);
  } catch {
    return [];
  }
}

/** Rules that show an offer, by their drafts; the same where they cannot be had as where there are none. */
export async function rulesWith(site: string, offer: string): Promise<{ id: string; name: string }[]> {
  try {
    const { rules } = await api("GET /rules?site=:site", { site });
    return rules
      .filter(({ rule: { variants } }) =>
        variants.some(({ changes }) =>
          changes.some((change) => change.type === "insertOffer" && change.offer === offer),
        ),
      )
      .map(({ rule: { id, name } }) => ({ id, name }));
  } catch {
    return [];
  }
}

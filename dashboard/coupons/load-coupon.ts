import type { Coupon } from "../../model/coupon/coupon.ts";
import { api } from "../api/api.ts";
import { Editing } from "../editing/editing.ts";
import { freeId } from "../text/free-id.ts";

export interface CouponData {
  editing: Editing<"coupons">;
  /** Offers that come with it. */
  usedBy: { id: string; name: string }[];
}

/** @throws ApiError where the coupon cannot be had. */
export async function loadCoupon(site: string, id: string): Promise<CouponData> {
  const load = async () => (await api("GET /coupons/:id?site=:site", { site, id })).draft;
  const [draft, usedBy] = await Promise.all([load(), offersWith(site, id)]);
  const editing = new Editing<"coupons">(draft, {
    load,
    save: async (document, revision) =>
      (await api("PUT /coupons/:id?site=:site", { site, id, body: { document }, over: revision })).draft,
  });
  return { editing, usedBy };
}

/** Only said beside the coupon: where it cannot be had, nothing is. */
async function offersWith(site: string, id: string): Promise<CouponData["usedBy"]> {
  try {
    const { offers } = await api("GET /offers?site=:site", { site });
    return offers.flatMap(({ document }) =>
      document.coupon === id ? [{ id: document.id, name: document.name }] : [],
    );
  } catch {
    return [];
  }
}

/** A coupon that is on no server yet. Its id is made from its name when it is first saved. */
export function newCoupon(site: string): CouponData {
  const draft = { document: blankCoupon, live: null, revision: 0, updatedAt: "" };
  const editing = new Editing<"coupons">(draft, {
    load: () => Promise.resolve(draft),
    save: async (document) => {
      const { coupons } = await api("GET /coupons?site=:site", { site });
      const taken = new Set(coupons.map((known) => known.document.id));
      const id = freeId([document.name, document.code ?? "", "coupon"], taken);
      const body = { document: { ...document, id } };
      return (await api("PUT /coupons/:id?site=:site", { site, id, body, over: "new" })).draft;
    },
  });
  return { editing, usedBy: [] };
}

/** A coupon of which nothing is said yet. */
export const blankCoupon: Coupon = {
  id: "new",
  name: "",
  code: "",
  pool: null,
  discount: { kind: "percent", percent: 10, most: null },
  minimum: null,
  products: [],
  categories: [],
  limits: { total: null, perPerson: 1, perDay: null },
  budget: null,
  schedule: { from: null, until: null, timeZone: null, weekly: [] },
  hoursAfterIssue: null,
  combining: { class: "order", with: [], excludes: [] },
  shards: 1,
};

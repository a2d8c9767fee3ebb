import { api } from "../api/api.ts";
import type { Made } from "./recipe.ts";

/**
 * Saves what a recipe made, each under its own id. What was saved before something failed is saved over when it is tried
 * again, so that nothing is there twice.
 */
export class MadeDrafts {
  readonly #site: string;
  readonly #revisions = new Map<string, number>();

  constructor(site: string) {
    this.#site = site;
  }

  /** @throws ApiError for the first that could not be saved. */
  async save({ coupon, placement, offer, rule }: Made): Promise<void> {
    const site = this.#site;
    if (coupon !== null)
      await this.#put(`coupons/${coupon.id}`, (over) =>
        api("PUT /coupons/:id?site=:site", { site, id: coupon.id, body: { document: coupon }, over }),
      );
    if (placement !== null)
      await this.#put(`placements/${placement.id}`, (over) =>
        api("PUT /placements/:id?site=:site", {
          site,
          id: placement.id,
          body: { document: placement },
          over,
        }),
      );
    await this.#put(`offers/${offer.id}`, (over) =>
      api("PUT /offers/:id?site=:site", { site, id: offer.id, body: { document: offer }, over }),
    );
    await this.#put(`rules/${rule.id}`, (over) =>
      api("PUT /rules/:id?site=:site", { site, id: rule.id, body: { document: rule }, over }),
    );
  }

  async #put(
    key: string,
    put: (over: number | "new") => Promise<{ draft: { revision: number } }>,
  ): Promise<void> {
    const { draft } = await put(this.#revisions.get(key) ?? "new");
    this.#revisions.set(key, draft.revision);
  }
}

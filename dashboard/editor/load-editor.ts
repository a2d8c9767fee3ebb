import type { DescribeOptions } from "../../model/condition/describe.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import type { Placement } from "../../model/placement.ts";
import { messageOf } from "../api/api-error.ts";
import { api } from "../api/api.ts";
import { referenceNames } from "../api/reference-names.ts";
import type { Draft } from "../../worker/api/contract.ts";
import { Editing } from "../editing/editing.ts";
import { couponsOf, editOffer } from "../offers/load-offer.ts";

/** An offer that the rule shows: being edited, or why it could not be loaded. */
export type EditedOffer = { ok: true; editing: Editing<"offers"> } | { ok: false; reason: string };

/** All that the editor of one rule works on. */
export interface EditorData {
  rule: Editing<"rules">;
  /** By id. */
  offers: ReadonlyMap<string, EditedOffer>;
  placements: ReadonlyMap<string, Placement>;
  /** Those that an offer can come with. */
  coupons: readonly Coupon[];
  /** What the rule's condition calls by id. */
  references: Required<DescribeOptions>;
}

/** Loads a rule and every offer it shows. @throws ApiError where the rule itself cannot be had. */
export async function loadEditor(site: string, id: string): Promise<EditorData> {
  const [{ draft }, placements, references, coupons] = await Promise.all([
    api("GET /rules/:id?site=:site", { site, id }),
    // Only their names are wanted here: without them, ids do.
    api("GET /placements?site=:site", { site }).catch(() => ({ placements: [] })),
    referenceNames(site),
    couponsOf(site),
  ]);
  const offers = await Promise.all(
    offerIdsOf(draft).map(async (offerId) => [offerId, await loadOffer(site, offerId)] as const),
  );
  return {
    rule: new Editing(draft, {
      load: async () => (await api("GET /rules/:id?site=:site", { site, id })).draft,
      save: async (document, revision) =>
        (await api("PUT /rules/:id?site=:site", { site, id, body: { document }, over: revision })).draft,
    }),
    offers: new Map(offers),
    references,
    coupons,
    placements: new Map(placements.placements.map(({ document }) => [document.id, document])),
  };
}

function offerIdsOf(draft: Draft<"rules">): string[] {
  const changes = draft.document.variants.flatMap((variant) => variant.changes);
  return [...new Set(changes.flatMap((change) => (change.type === "insertOffer" ? [change.offer] : [])))];
}

async function loadOffer(site: string, id: string): Promise<EditedOffer> {
  try {
    return { ok: true, editing: await editOffer(site, id) };
  } catch (thrown) {
    return { ok: false, reason: messageOf(thrown) };
  }
}

/** Everything that is being edited: the rule, then its offers. */
export function editingsOf({ rule, offers }: EditorData): (Editing<"rules"> | Editing<"offers">)[] {
  return [rule, ...[...offers.values()].flatMap((offer) => (offer.ok ? [offer.editing] : []))];
}

/** After a publish or a discard: what stands on the server is new, what is typed here and not saved stays. */
export function refresh(data: EditorData): void {
  for (const editing of editingsOf(data)) {
    // Where this fails, the next save runs into the newer revision and says so.
    editing.refresh().catch(() => {});
  }
}

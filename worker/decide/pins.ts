import { offerOfPin, pinRule } from "../../model/pin-name.ts";
import { type PinnedOffer } from "../../model/pin.ts";
import type { CompiledOffer } from "../../model/offer/compile-offer.ts";
import type { RuleMemory } from "../../model/rule-memory.ts";
import type { Placement } from "../../model/placement.ts";
import { wantsOf } from "../../model/target.ts";
import type { Asked } from "./asked.ts";
import type { CompiledChange, CompiledRule, Deciding, Edit, OfferEdit } from "./compile-rules.ts";
import { madeOf } from "./coupon-of-offer.ts";
import type { Decision, Decisions, LossReason } from "./decision.ts";

/** What a bundle has that can be pinned, by id. */
interface Pinnable {
  offers: ReadonlyMap<string, CompiledOffer>;
  placements: ReadonlyMap<string, Placement>;
}

export interface PinnedChange extends Omit<CompiledChange, "look"> {
  edit: OfferEdit;
}

/** @returns what a pinned offer does to pages; `undefined` where the offer is not live, or there is no place for any. */
export type Pins = (pin: PinnedOffer) => PinnedChange | undefined;

/** @param rules by rank */
export function compilePins({ offers, placements }: Pinnable, rules: readonly CompiledRule[]): Pins {
  /** By offer and placement: the same edit for everybody is written once. */
  const known = new Map<string, PinnedChange>();
  return ({ offer: id, placement: wanted }) => {
    const offer = offers.get(id);
    const placement =
      placements.get(wanted ?? "") ?? placementByRules(id, rules) ?? placements.values().next().value;
    if (offer === undefined || placement === undefined) return undefined;
    const name = `${id} ${placement.id}`;
    const change = known.get(name) ?? {
      ...wantsOf({ type: "insertOffer", placement: placement.id, offer: id }),
      edit: { type: "insertOffer", placement, offer, rule: pinRule(id), trigger: null },
    };
    known.set(name, change);
    return change;
  };
}

/** Where the highest of the rules that show an offer shows it. */
function placementByRules(offer: string, rules: readonly CompiledRule[]): Placement | undefined {
  for (const rule of rules) {
    const edit = offerEdits(rule).find((each) => each.offer.id === offer);
    if (edit !== undefined) return edit.placement;
  }
  return undefined;
}

function offerEdits({ variants }: Pick<CompiledRule, "variants">): OfferEdit[] {
  return variants.flatMap(({ changes }) =>
    changes.flatMap(({ edit }) => (edit.type === "insertOffer" ? [edit] : [])),
  );
}

/** What about a pin itself speaks against showing it now; `undefined` for nothing. */
export function pinProblem(
  pin: PinnedOffer,
  { memory, facts }: Pick<Asked, "memory" | "facts">,
  deciding: Pick<Deciding, "byId">,
): LossReason | undefined {
  if (pin.untilMs !== undefined && facts.behaviour.nowMs >= pin.untilMs) return "not_now";
  return wasDismissed(pin, memory, deciding) ? "dismissed" : undefined;
}

/** Whether the offer was closed since it was pinned, whatever showed it. */
function wasDismissed(
  { offer, atMs: pinnedAtMs }: PinnedOffer,
  { dismissedAtMs }: RuleMemory,
  { byId }: Pick<Deciding, "byId">,
): boolean {
  return Object.entries(dismissedAtMs).some(([id, atMs]) => {
    if (atMs < pinnedAtMs) return false;
    const rule = byId.get(id);
    return rule === undefined
      ? id === pinRule(offer)
      : offerEdits(rule).some((shown) => shown.offer.id === offer);
  });
}

/** What people call a rule, or an offer that is pinned. */
export function nameOf({ bundle, byId }: Pick<Deciding, "bundle" | "byId">, rule: string): string {
  const offer = offerOfPin(rule);
  const pinned = bundle.configuration.offers.find(({ id }) => id === offer);
  return byId.get(rule)?.rule.name ?? pinned?.name ?? rule;
}

/** What was made of a decision, for the visitor whom it is about. */
export function madeFor(
  { rule, variant, how }: Decision,
  decisions: Pick<Decisions, "edits">,
  byId: ReadonlyMap<string, CompiledRule>,
): Edit[] {
  if (how === "pinned")
    return decisions.edits.filter((edit) => edit.type === "insertOffer" && edit.rule === rule);
  const compiled = byId.get(rule)?.variants.find(({ id }) => id === variant);
  return (compiled?.changes ?? []).flatMap(({ edit }) => madeOf(decisions, edit) ?? []);
}

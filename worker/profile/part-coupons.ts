import type { Move } from "../../model/identity/move.ts";
import { ownProfile } from "../../model/identity/node.ts";
import { isOver } from "../../model/coupon/is-live.ts";
import type { CouponErrand } from "./coupon-errand.ts";
import { type KeptCoupon, nodesOf, type ProfileState, type Source } from "./state.ts";

/** Copies of a coupon on one side, and the marks by which its object knows that side alone. */
interface Side {
  sources: readonly Source[];
  marks: readonly string[];
}

/**
 * Two who were taken for one person do not share what they were issued as one: of each coupon, whoever brought it first
 * keeps the unit, and the other asks for one anew. Both tell the coupon's object so, each before it asks for anything.
 * @param state of those who stay, after the others went. @param leaving what the others brought, and take along.
 * @returns what is to be told; nothing where nobody stays, since then they are one person still.
 */
export function partCoupons(state: ProfileState, leaving: readonly Source[], move: Move): CouponErrand[] {
  const nodes = nodesOf(state);
  if (nodes.length === 0) return [];
  const gone = move.sources.flatMap(({ node }) => {
    return (move.slices[node]?.at(-1)?.profile ?? move.to) === move.to ? ownProfile(node) : [];
  });
  const goes: Side = { sources: leaving, marks: [...new Set([move.to, ...gone])] };
  const own = [...new Set([move.from, ...nodes.map(ownProfile)])];
  const stays: Side = {
    sources: [...state.sources.values()],
    marks: own.filter((mark) => !goes.marks.includes(mark)),
  };
  const ids = [...goes.sources, ...stays.sources].flatMap(({ coupons }) => Object.keys(coupons));
  return [...new Set(ids)].flatMap((id) => parted(id, stays, goes, move));
}

function parted(id: string, stays: Side, goes: Side, move: Move): CouponErrand[] {
  const [here, there] = [firstUnit(stays, id), firstUnit(goes, id)];
  const kept = isFirst(here, there) ? here : there;
  const code = kept?.code ?? null;
  if (kept === undefined || code === null) return [];
  // Each has one of their own.
  if (here !== undefined && there !== undefined && here.unit !== there.unit) return [];
  const [keeper, loser] = kept === here ? [stays, goes] : [goes, stays];
  for (const copy of copiesOf(loser, id)) if (copy.unit === kept.unit && !isOver(copy)) loseUnit(copy);
  const { marks: keeps } = keeper;
  return [{ type: "part", id: `part ${id} ${move.id}`, coupon: id, code, keeps, loses: loser.marks }];
}

/** The unit of a side, as it was first seen there. */
function firstUnit(side: Side, id: string): KeptCoupon | undefined {
  const copies = copiesOf(side, id).filter((copy) => copy.unit !== undefined && !isOver(copy));
  return copies.toSorted((a, b) => a.sinceMs - b.sinceMs)[0];
}

function isFirst(here: KeptCoupon | undefined, there: KeptCoupon | undefined): boolean {
  return here !== undefined && (there === undefined || here.sinceMs <= there.sinceMs);
}

function copiesOf({ sources }: Side, id: string): KeptCoupon[] {
  return sources.flatMap(({ coupons }) => (Object.hasOwn(coupons, id) ? (coupons[id] ?? []) : []));
}

/** It is to be asked for anew; later than what a cookie of before says. */
function loseUnit(copy: KeptCoupon): void {
  delete copy.unit;
  delete copy.off;
  delete copy.reason;
  delete copy.expiresAtMs;
  Object.assign(copy, { code: null, state: "held", total: null, atMs: copy.atMs + 1 });
}

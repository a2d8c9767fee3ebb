import * as v from "valibot";

const snapshotFormat = 1;
const TimeMs = v.pipe(v.number(), v.integer(), v.minValue(0));
const ShortText = v.pipe(v.string(), v.maxLength(200));

/** A coupon that a profile holds, and what became of it in the shop's cart. */
export const HeldCoupon = v.object({
  id: v.string(),
  code: v.string(),
  /** `held` until the shop took it (`applied`) or refused it (`refused`); `removed` once the shopper took it off. */
  state: v.picklist(["held", "applied", "refused", "removed"]),
  /** The cart's total, as the shop wrote it, when the state was last seen; `null` before that. */
  total: v.nullable(ShortText),
  /** When the state was last seen. */
  atMs: TimeMs,
});
export type HeldCoupon = v.InferOutput<typeof HeldCoupon>;

/** One visit: how it began. A new one begins after 30 minutes without a page, or with another campaign's link. */
export const Session = v.object({
  startedAtMs: TimeMs,
  source: ShortText,
  medium: ShortText,
  campaign: ShortText,
});
export type Session = v.InferOutput<typeof Session>;

/** What the visitor carries in the sealed cookie: the facts that live rules read, as of the last event. */
export const Snapshot = v.object({
  format: v.literal(snapshotFormat),
  visitor: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/)),
  /** Grows with each write by the profile; the newer one wins. */
  version: v.pipe(v.number(), v.integer(), v.minValue(0)),
  firstSeenAtMs: TimeMs,
  lastSeenAtMs: TimeMs,
  session: Session,
  timesMs: v.record(v.string(), v.array(TimeMs)),
  coupons: v.array(HeldCoupon),
});
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** A visitor who was never here before. */
export function newSnapshot(visitor: string, nowMs: number, session: Session): Snapshot {
  return {
    format: snapshotFormat,
    visitor,
    version: 0,
    firstSeenAtMs: nowMs,
    lastSeenAtMs: nowMs,
    session,
    timesMs: {},
    coupons: [],
  };
}

import type { Coupon } from "../../model/coupon/coupon.ts";
import type { MissedMoment } from "../../model/missed-moment.ts";
import type { WatchedPlace } from "../../model/watched-change.ts";
import type { Edit } from "./compile-rules.ts";

/** What was chosen for one visitor on one page, and why. */
export interface Decision {
  /** Of a pinned offer, as `pinRule` names it. */
  readonly rule: string;
  readonly variant: string;
  /** By a preview, because they had this variant before, by hashing, or because somebody pinned the offer to them. */
  readonly how: "forced" | "sticky" | "hashed" | "pinned";
  /** How probable it was, for a visitor whom the rule is for, to get this variant: what weighing outcomes needs. */
  readonly probability: number;
  /** What it was given of what it wanted, as in `placement below-hero` or `content h1`; nothing for a control group. */
  readonly targets: readonly string[];
  /** The rules that wanted the same and came after it. */
  readonly against: readonly string[];
}

/** Why a rule that looks at this page was not chosen. Stable, for programs. */
export type LossReason =
  /** The page is left alone by the site, and the rule does not name it. */
  | "left_alone"
  /** Only previews show it. */
  | "staged"
  /** Its schedule is not open. */
  | "not_now"
  /** Its condition does not hold. */
  | "condition"
  /** The visitor gets nothing from any rule, or nothing from this one, so that effects can be measured. */
  | "site_holdout"
  | "holdout"
  /** The visitor is outside its coverage, or outside its part of the namespace. */
  | "not_covered"
  | "namespace"
  /** It leaves something to chance, or waits for a trigger, and the visitor asked not to be remembered. */
  | "not_remembered"
  /** Its offer was dismissed, or it was shown as often as its caps allow. */
  | "dismissed"
  | "capped"
  /** Another rule of its exclusive group was shown in this visit, or wins on this page. */
  | "exclusive_group"
  /** The visitor has as many offers as the site allows on one page or in one visit. */
  | "fatigue"
  /** Its offer has no headline for this visitor, since a field in it is not known. */
  | "nothing_to_say"
  /** Nobody can have the coupon of its offer now, or this visitor has had it. */
  | "coupon_spent"
  /** Its offer writes the visitor's own code, which the coupon's pool has yet to give them: the next page has it. */
  | "coupon_awaited"
  /** Others took everything that it wanted. */
  | "outranked"
  /** It would lead to another page, and from there, sooner or later, back. */
  | "circle"
  /** Another rule leads to another page: what it would show on this one is not seen. */
  | "redirected";

/** A rule that was not chosen. */
export interface Loss {
  readonly rule: string;
  readonly reason: LossReason;
  /** The rules that it lost to, where it lost to others. */
  readonly to: readonly string[];
}

/**
 * A rule that is seen on this page though none of its changes is there to be seen. The visitor would have been shown it, were
 * they not among those who see nothing of it so that its effect can be measured: in a variant without changes, or held out
 * of the rule or the whole site. Or it has led them to this page.
 */
export interface Watched {
  /** `site:all` for all of them. */
  readonly rule: string;
  /** `held-out` for a holdout. */
  readonly variant: string;
  /** It is seen once one of these is. */
  readonly places: readonly WatchedPlace[];
  /** It is seen once one of these has come. */
  readonly moments: readonly MissedMoment[];
}

/** What one visitor gets on one page. */
export interface Decisions {
  /** The highest rank first. */
  readonly chosen: readonly Decision[];
  /** Rules whose time and condition are right and that were not chosen; with `all`, also the others of this page. */
  readonly lost: readonly Loss[];
  /** Only who would have seen a rule can be compared with who did. */
  readonly watched: readonly Watched[];
  readonly edits: readonly Edit[];
  /** Coupons that come with the offers that were chosen and are there at once. */
  readonly coupons: readonly Coupon[];
  /** Those that come with offers which wait for a moment that may never be: nobody holds them before. */
  readonly waitingCoupons: readonly Coupon[];
  /** Where the visitor is led instead of seeing this page; `null` where they see it. */
  readonly redirect: { readonly rule: string; readonly location: string } | null;
  /** Rules that are seen on the page that the visitor is led to: the one that leads, and those of whose test it is a part. */
  readonly seenThere: readonly Pick<Watched, "rule" | "variant">[];
  /** Whether any rule looks at this page at all: then its content depends on who asks, even where none was chosen. */
  readonly personal: boolean;
}

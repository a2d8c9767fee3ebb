import type { Facts } from "../../model/facts/facts.ts";
import type { Led } from "../../model/led.ts";
import type { PinnedOffer } from "../../model/pin.ts";
import type { RuleMemory } from "../../model/rule-memory.ts";
import type { HeldCoupon } from "../../model/snapshot.ts";

/** Who asks for which page. */
export interface Asked {
  /** As a URL has it, percent-encoded. */
  pathname: string;
  /** The whole of it, whose host and parameters redirects keep; in a channel without addresses there is none. */
  address?: URL;
  facts: Facts;
  /**
   * What hashing goes by; the same for the same browser. `null` for somebody who is not to be remembered: nothing is
   * left to chance for them, since each page would draw anew, so rules with variants or a share are not for them.
   */
  visitor: string | null;
  memory: RuleMemory;
  /** Which rules have led them here, or on the way here. */
  led?: Led | undefined;
  /** What became of coupons that they were given; without it, they have none, and cannot come to hold any. */
  coupons?: readonly HeldCoupon[];
  /** Offers that somebody pinned to them: they come before all ranks, and no chance or limit is asked about them. */
  pins?: readonly PinnedOffer[] | undefined;
  /** The visitor's languages (BCP 47), the first the most gladly read: what offers have to say depends on them. */
  languages: readonly string[];
  /**
   * For previews, by rule: the variant to show, whatever speaks against it. Other rules decide as ever, but for holdouts, of
   * which there are none, and staged ones too, which nobody sees without.
   */
  forced?: Readonly<Record<string, string>>;
  /** The page is fetched ahead, and may never be seen. */
  isAhead?: boolean;
  /** Also says why the others of this page were not chosen, which takes time for each of them. */
  all?: boolean;
}

import type { Facts } from "../../model/facts/facts.ts";
import type { Identity } from "../../model/identity/identity.ts";
import type { OfferWords } from "../../model/page-decisions.ts";
import type { Rule } from "../../model/rule.ts";
import type { Trigger } from "../../model/trigger.ts";
import type { Decision, Loss } from "../decide/decision.ts";
import type { RuleExplanation } from "../decide/explain.ts";
import type { StoredSite } from "../store/sites.ts";

/** Whom a channel asks for, and where they are, as `POST /decide` takes it, checked. */
export interface ChannelQuestion {
  site: StoredSite;
  identities: readonly Identity[];
  context: {
    url: string;
    userAgent: string;
    acceptLanguage: string;
    referrer: string;
    facts: Omit<Facts, "behaviour">;
    variants?: Readonly<Record<string, string>> | undefined;
    at?: string | undefined;
  };
  version: "live" | "draft";
  explain: boolean;
}

/** What they get there. */
export interface ChannelAnswer {
  version: number | "draft";
  known: boolean;
  decisions: ChannelDecision[];
  redirect: string | null;
  lost: Loss[];
  explanation?: { facts: Record<string, unknown>; rules: RuleExplanation[] };
}

export interface ChannelDecision extends Decision {
  name: string;
  lane: Rule["lane"];
  trigger: Trigger | null;
  offers: {
    offer: string;
    placement: string;
    words: OfferWords | null;
    coupon: { id: string; name: string; code: string | null } | null;
    value: number | null;
    cost: number | null;
  }[];
}

import type { ConditionDocument } from "../../model/condition/condition-document.ts";
import type { DescribeOptions } from "../../model/condition/describe.ts";
import type { Explanation } from "../../model/condition/explain.ts";
import type { Coupon } from "../../model/coupon/coupon.ts";
import { pinRule } from "../../model/pin-name.ts";
import type { ProfileDetail } from "../../worker/api/contract.ts";
import { api } from "../api/api.ts";
import { speech } from "../conditions/speech.ts";
import type { Identities } from "./parted.ts";
import { t } from "./pin-messages.ts";

/** By id. */
export type Names = Readonly<Record<string, string>>;

/** A segment, with why the customer is in it or not. */
export interface ExplainedSegment {
  id: string;
  name: string;
  explanation: Explanation;
}

/** What is live, and so can be pinned to somebody. */
export interface Pinnable {
  offers: Names;
  placements: Names;
}

/** What is said of one customer. What could not be had is `undefined`: the rest is shown all the same. */
export interface CustomerData {
  profile: ProfileDetail;
  identities: Identities | undefined;
  segments: readonly ExplainedSegment[] | undefined;
  /** Those that are published. */
  coupons: readonly Coupon[];
  pinnable: Pinnable | undefined;
  /** Of what is pinned, too. */
  rules: Names;
  references: Required<DescribeOptions>;
}

/** @throws ApiError where the customer cannot be had. */
export async function loadCustomer(site: string, id: string): Promise<CustomerData> {
  const [{ profile }, identities, segments, coupons, rules, lists, pinnable] = await Promise.all([
    api("GET /profiles/:id?site=:site", { site, id }),
    api("GET /profiles/:id/identities?site=:site", { site, id }).catch(() => undefined),
    api("GET /segments?site=:site", { site }).catch(() => undefined),
    api("GET /coupons?site=:site", { site }).catch(() => ({ coupons: [] })),
    api("GET /rules?site=:site", { site }).catch(() => ({ rules: [] })),
    api("GET /lists?site=:site", { site }).catch(() => ({ lists: [] })),
    pinnableOn(site).catch(() => undefined),
  ]);
  const drafts = segments?.segments.map(({ document }) => document);
  return {
    profile,
    identities,
    segments: await explained(site, profile.id, drafts),
    coupons: coupons.coupons.flatMap(({ live }) => live ?? []),
    pinnable,
    rules: {
      ...namesOf(rules.rules.map(({ rule }) => rule)),
      ...asRules(pinnable?.offers ?? {}),
    },
    references: {
      segments: namesOf(drafts ?? []),
      lists: namesOf(lists.lists.map(({ document }) => document)),
      speech,
    },
  };
}

async function pinnableOn(site: string): Promise<Pinnable> {
  const [{ offers }, { placements }] = await Promise.all([
    api("GET /offers?site=:site", { site }),
    api("GET /placements?site=:site", { site }),
  ]);
  return {
    offers: namesOf(offers.flatMap(({ live }) => live ?? [])),
    placements: namesOf(placements.flatMap(({ live }) => live ?? [])),
  };
}

/** What is pinned is told of like rules are. */
function asRules(offers: Names): Record<string, string> {
  const named = Object.entries(offers).map(([id, name]) => [pinRule(id), t("asPinned", { offer: name })]);
  return Object.fromEntries(named) as Record<string, string>;
}

async function explained(
  site: string,
  id: string,
  segments: readonly { id: string; name: string; condition: ConditionDocument }[] | undefined,
): Promise<ExplainedSegment[] | undefined> {
  if (segments === undefined) return undefined;
  // More are a list to look through on their own screens.
  const asked = segments.slice(0, 200);
  if (asked.length === 0) return [];
  const conditions = Object.fromEntries(asked.map((segment) => [segment.id, segment.condition]));
  try {
    const answer = await api("POST /profiles/:id/explain?site=:site", { site, id, body: { conditions } });
    return asked.flatMap((segment) => {
      const explanation = answer.explained[segment.id];
      return explanation === undefined ? [] : [{ id: segment.id, name: segment.name, explanation }];
    });
  } catch {
    return undefined;
  }
}

function namesOf(documents: readonly { id: string; name: string }[]): Record<string, string> {
  return Object.fromEntries(documents.map(({ id, name }) => [id, name]));
}

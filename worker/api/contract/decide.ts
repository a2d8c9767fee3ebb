import * as v from "valibot";
import type { Explanation } from "../../../model/condition/explain.ts";
import { Identifier } from "../../../model/identifier.ts";
import { Identity } from "../../../model/identity/identity.ts";
import { lanes } from "../../../model/rule.ts";
import { Trigger } from "../../../model/trigger.ts";
import { Count, listOf } from "./answers.ts";
import { type Endpoints, everybody } from "./endpoint.ts";

const Header = v.pipe(
  v.string(),
  v.maxLength(2000),
  v.regex(/^[\t\u0020-\u007e\u0080-\u00ff]*$/, "A header is plain text."),
);

const isIsoTimestamp = (value: string) => v.is(v.pipe(v.string(), v.isoTimestamp()), value);

/** Not all that ISO 8601 allows can be read, such as an offset of hours alone, and clocks know but four digits of a year. */
function isMoment(value: string): boolean {
  const atMs = Date.parse(value);
  return isIsoTimestamp(value) && atMs >= 0 && atMs < Date.UTC(9999, 0);
}

/** Whom to decide for, and where they are. */
export const Question = v.object({
  site: Identifier,
  /** The first that is known counts; nobody that is known is somebody who comes for the first time. */
  identities: v.optional(v.pipe(v.array(Identity), v.maxLength(10)), []),
  context: v.optional(
    v.object({
      /** Where they are: a path on the shop, with its query. */
      url: v.optional(
        v.pipe(
          v.string("The address is text."),
          v.startsWith("/", "The address is a path on the shop, such as /cart?x=1."),
          v.maxLength(2000),
        ),
        "/",
      ),
      userAgent: v.optional(Header, ""),
      acceptLanguage: v.optional(Header, ""),
      referrer: v.optional(Header, ""),
      /** Facts that the channel knows better, by their names in the catalogue: they count before any other. `null` is not known. */
      facts: v.optional(v.record(v.string(), v.unknown()), {}),
      /** By rule: the variant to show, whatever speaks against it. */
      variants: v.optional(v.record(v.string(), v.string())),
      /** ISO 8601: decide as at this moment, to see what a schedule does. */
      at: v.optional(
        v.pipe(
          v.string("A moment is text."),
          v.check(isMoment, "A moment is written in ISO 8601, as in 2026-11-22T09:30:00Z, from 1970 on."),
        ),
      ),
    }),
    {},
  ),
  /** What shoppers see, or what waits to be published. */
  version: v.optional(v.picklist(["live", "draft"], "A version is live or draft."), "live"),
  /** Also says of every rule of the page why it was chosen or not. */
  explain: v.optional(v.boolean(), false),
});
export type Question = v.InferOutput<typeof Question>;

const lossReasons = [
  "left_alone",
  "staged",
  "not_now",
  "condition",
  "site_holdout",
  "holdout",
  "not_covered",
  "namespace",
  "not_remembered",
  "dismissed",
  "capped",
  "exclusive_group",
  "fatigue",
  "nothing_to_say",
  "coupon_spent",
  "coupon_awaited",
  "outranked",
  "circle",
  "redirected",
] as const;

const Words = v.object({
  /** BCP 47. */
  language: v.string(),
  headline: v.string(),
  text: v.string(),
  button: v.nullable(v.object({ label: v.string(), link: v.string() })),
});

const Decided = v.object({
  rule: v.string(),
  variant: v.string(),
  how: v.picklist(["forced", "sticky", "hashed", "pinned"]),
  probability: v.number(),
  targets: listOf(v.string()),
  against: listOf(v.string()),
  name: v.string(),
  lane: v.picklist(lanes),
  /** The moment that its offers wait for where pages show them; `null` where they are shown at once. */
  trigger: v.nullable(Trigger),
  offers: v.array(
    v.object({
      offer: v.string(),
      placement: v.string(),
      /** In the person's language; `null` where there is nothing to say to them. */
      words: v.nullable(Words),
      coupon: v.nullable(v.object({ id: v.string(), name: v.string(), code: v.nullable(v.string()) })),
      /** In minor units of the site's currency. */
      value: v.nullable(v.number()),
      cost: v.nullable(v.number()),
    }),
  ),
});

/** Why a condition, or one clause of it, held or did not; `parts` are the clauses that it joins. */
export const Explained: v.GenericSchema<Explanation> = v.object({
  path: v.string(),
  operator: v.string(),
  expected: v.optional(v.unknown()),
  actual: v.optional(v.unknown()),
  holds: v.boolean(),
  parts: v.optional(listOf(v.lazy(() => Explained))),
}) as v.GenericSchema<Explanation>;

export const decideEndpoints = {
  "POST /decide": {
    does: "What one person would get on one page now, in any channel, and why. It looks and changes nothing: nothing is counted as shown, and no coupon is given.",
    who: everybody,
    scope: "decide",
    body: Question,
    answer: v.object({
      version: v.union([Count, v.literal("draft")]),
      /** Whether any of the identities is known. */
      known: v.boolean(),
      decisions: v.array(Decided),
      /** Where they are led instead of seeing this page, as a path or an address; `null` where they see it. */
      redirect: v.nullable(v.string()),
      /** Rules that were for this person and lost; with `explain`, every rule of the page that was not chosen. */
      lost: v.array(v.object({ rule: v.string(), reason: v.picklist(lossReasons), to: listOf(v.string()) })),
      explanation: v.optional(
        v.object({
          facts: v.record(v.string(), v.unknown()),
          rules: v.array(
            v.object({
              rule: v.string(),
              outcome: v.picklist(["chosen", ...lossReasons]),
              to: listOf(v.string()),
              /** Whom it is for, as a sentence. */
              who: v.string(),
              condition: Explained,
            }),
          ),
        }),
      ),
    }),
    errors: ["cannot_publish", "switched_off", "temporarily_unavailable"],
  },
} as const satisfies Endpoints;

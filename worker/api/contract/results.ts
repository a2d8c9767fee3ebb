import * as v from "valibot";
import { Identifier } from "../../../model/identifier.ts";
import { wholeSite } from "../../../model/exposure-event.ts";
import { Count, listOf, Moment } from "./answers.ts";
import { editors, type Endpoints, everybody } from "./endpoint.ts";
import { Stopped } from "./rules.ts";

const Day = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{4}-\d{2}-\d{2}$/, "A day is written as 2026-11-23."),
    v.isoDate("There is no such day."),
  ),
);
const dimensions = ["device", "visitor", "country", "source", "segment"] as const;

/** Which part of a result is looked at. */
const shownEntries = {
  /** What the rule is judged by, unless given. */
  goal: v.optional(Identifier),
  /** Whoever took part first on these days; without an end where it is not given. */
  from: Day,
  to: Day,
  by: v.optional(v.picklist(dimensions, `A result is split by ${dimensions.join(", ")}.`)),
  /** One of its values: whoever it is so of, and nobody else. */
  value: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(100))),
};
interface Shown {
  from?: string | undefined;
  to?: string | undefined;
  by?: string | undefined;
  value?: string | undefined;
}
const isInOrder = ({ from = "", to = "9" }: Shown) => from <= to;
const outOfOrder = "The first day is before the last.";
const isOfDimension = ({ by, value }: Shown) => value === undefined || by !== undefined;
const ofNone = "A value is one of what a result is split by.";

export const WantedResult = v.pipe(
  v.object(shownEntries),
  v.check((shown) => isInOrder(shown), outOfOrder),
  v.check((shown) => isOfDimension(shown), ofNone),
);
export type WantedResult = v.InferOutput<typeof WantedResult>;

const longestDays = 365;

export const WantedLink = v.pipe(
  v.object({
    rule: v.union(
      [Identifier, v.literal(wholeSite)],
      `A rule is named by its id; all of them are ${wholeSite}.`,
    ),
    ...shownEntries,
    /** How long it opens something. */
    days: v.optional(
      v.pipe(
        v.number("A link is good for a number of days."),
        v.integer("A link is good for a whole number of days."),
        v.minValue(1, "A link is good for at least a day."),
        v.maxValue(longestDays, `A link is good for at most ${longestDays} days.`),
      ),
      30,
    ),
  }),
  v.check((shown) => isInOrder(shown), outOfOrder),
  v.check((shown) => isOfDimension(shown), ofNone),
);

export const SharedToken = v.object({ token: v.pipe(v.string(), v.maxLength(200)) });

/** A figure, and where the true one is; null where there is no end, or nothing is known. */
const figure = v.nullable(v.number());
const Range = v.object({ value: figure, low: figure, high: figure });

const whys = ["no_visitors", "too_few", "too_rare", "no_variance", "no_baseline", "out_of_reach"] as const;
const Why = v.picklist(whys);

const Verdict = v.variant("code", [
  v.object({ code: v.picklist(["nobody", "nothing_to_compare", "uneven"]) }),
  v.object({ code: v.literal("unknown"), why: Why, variant: v.string() }),
  v.object({ code: v.literal("harms"), variant: v.string(), goal: v.string() }),
  v.object({ code: v.picklist(["better", "worse", "too_early", "no_difference"]), variant: v.string() }),
]);

const Control = v.nullable(
  v.object({ variant: v.string(), why: v.picklist(["control", "holdout", "first"]) }),
);

const Needed = v.nullable(v.object({ people: v.nullable(Count), soFar: Count, days: v.nullable(Count) }));

const JudgedGoal = v.object({
  goal: v.string(),
  /** Null of the standard goals: revenue, orders, order-value. */
  name: v.nullable(v.string()),
  kind: v.picklist(["proportion", "mean", "ratio"]),
  isMoney: v.boolean(),
  better: v.picklist(["more", "less"]),
});
export type JudgedGoal = v.InferOutput<typeof JudgedGoal>;

/** The variant to speak of, beside the control. */
const Best = v.nullable(
  v.object({ variant: v.string(), difference: Range, relative: Range, added: v.nullable(Range) }),
);

const Gist = v.object({
  /** How many it has, a control group included. */
  variants: Count,
  people: Count,
  goal: JudgedGoal,
  verdict: Verdict,
  control: Control,
  best: Best,
  needed: Needed,
});
export type ResultGist = v.InferOutput<typeof Gist>;

const Comparison = v.object({
  variant: v.string(),
  difference: Range,
  relative: Range,
  added: v.nullable(Range),
  pValue: figure,
  pCorrected: figure,
  chanceToWin: figure,
  expectedLoss: figure,
  unknown: v.nullable(v.object({ code: Why, variant: v.string() })),
  isAdjusted: v.boolean(),
  strata: Count,
  leftOut: Count,
});

const Result = v.object({
  verdict: Verdict,
  control: Control,
  people: Count,
  setAside: v.object({ mixed: Count, staff: Count }),
  countedBefore: Count,
  variants: listOf(
    v.object({
      variant: v.string(),
      people: Count,
      total: v.number(),
      value: figure,
      /** Among people. */
      variance: figure,
    }),
  ),
  comparisons: listOf(Comparison),
  alpha: v.number(),
  evenness: v.object({
    p: figure,
    isBroken: v.boolean(),
    counts: listOf(v.object({ variant: v.string(), people: Count, meant: v.number() })),
  }),
  needed: Needed,
});

/** Of a rule that compared once and does no more: since when, and whether it is published still. */
const Ended = v.object({ at: Moment, isPublished: v.boolean() });

/** How a rule is given to shoppers now, where it starts small or shifts visitors to what works. */
export const Steered = v.object({
  /** Which share of those that are to take part do so, from 0 to 1, and until when; null once all of them do. */
  step: v.nullable(v.object({ share: v.number(), until: Moment })),
  /** By variant, which share of them gets it; null where that is as it was published. */
  shares: v.nullable(v.record(v.string(), v.number())),
});
export type Steered = v.InferOutput<typeof Steered>;

const Report = v.object({
  /** The rule; site:all for all of Edgewise. */
  rule: v.object({ id: v.string(), name: v.string() }),
  /** What was measured until then; null where it is measured on. */
  ended: v.nullable(Ended),
  /** Why it stopped by itself; null where it did not, and for whoever has a link. */
  stopped: v.nullable(Stopped),
  /** How it is given to shoppers now; null where that is as it was published, and for whoever has a link. */
  steered: v.nullable(Steered),
  currency: v.string(),
  /** How many orders were told in another currency: what these are worth in it is not known, and they bring nothing. */
  foreignOrders: Count,
  goal: JudgedGoal,
  /** What else is known of it: each with the variant to speak of. */
  goals: listOf(
    v.object({
      ...JudgedGoal.entries,
      role: v.picklist(["judges", "guards", "other"]),
      verdict: Verdict,
      best: Best,
    }),
  ),
  /** As it was asked for. */
  from: v.nullable(v.string()),
  to: v.nullable(v.string()),
  /** The first and the last day on which anybody took part. */
  firstDay: v.nullable(v.string()),
  lastDay: v.nullable(v.string()),
  /** How many people came on a day, lately. */
  perDay: v.number(),
  result: Result,
  /** From who saw it to what they paid. */
  funnel: listOf(
    v.object({
      variant: v.string(),
      people: Count,
      /** How many filled a cart, and how many bought. */
      carts: Count,
      buyers: Count,
      orders: v.number(),
      /** Net of discounts, refunds and costs. */
      revenue: v.number(),
      /** What offers cost that came with these orders. */
      costs: v.number(),
      perPerson: figure,
      orderValue: figure,
    }),
  ),
  /** What was known at the end of each day. */
  days: listOf(
    v.object({
      day: v.string(),
      people: Count,
      differences: listOf(v.object({ variant: v.string(), difference: Range })),
    }),
  ),
  by: v.nullable(v.picklist(dimensions)),
  value: v.nullable(v.string()),
  /** `name` is the segment's own, where it is split by segments that are there still. */
  segments: listOf(v.object({ value: v.string(), name: v.string(), result: Result })),
  /** How many segments of fewer people are left out. */
  moreSegments: Count,
  /** Where it is split by segments: the names of those of the site that are not counted. None for whoever has a link. */
  uncounted: listOf(v.string()),
});
export type ResultReport = v.InferOutput<typeof Report>;

const Link = v.object({
  id: v.string(),
  rule: v.object({ id: v.string(), name: v.string() }),
  goal: v.nullable(v.string()),
  from: v.nullable(v.string()),
  to: v.nullable(v.string()),
  by: v.nullable(v.string()),
  value: v.nullable(v.string()),
  madeAt: Moment,
  madeBy: v.object({ id: v.string(), name: v.string() }),
  expiresAt: Moment,
  revokedAt: v.nullable(Moment),
});
export type ResultLink = v.InferOutput<typeof Link>;

export const resultEndpoints = {
  "GET /reports/results?site=:site": {
    does: "What each rule that compares earned by its own goal, and all of Edgewise against the site's holdout: the gist, over all days. Money is in whole units of the site's currency.",
    who: everybody,
    scope: "results",
    answer: v.object({
      currency: v.string(),
      /** All rules together. */
      all: Gist,
      rules: v.array(
        v.object({
          id: v.string(),
          name: v.string(),
          status: v.picklist(["live", "staged", "off"]),
          /** Why it stopped by itself; `null` where it did not. */
          stopped: v.nullable(Stopped),
          ...Gist.entries,
        }),
      ),
      /** Those that compared once and do no more, the latest first. */
      ended: v.array(v.object({ id: v.string(), name: v.string(), ...Ended.entries })),
    }),
  },
  "GET /reports/results/:rule?site=:site": {
    does: "The result of one rule, or of site:all for all of Edgewise: by goal, of whoever took part first on these days, split by device, visitor, country, source or segment as it was then, or of one value of that alone. Intervals hold however often somebody looks. Of a rule that compares no more, what was measured until then. Money is in whole units of the site's currency.",
    who: everybody,
    scope: "results",
    query: shownEntries,
    answer: Report,
  },
  "GET /reports/results/:rule/csv?site=:site": {
    does: "The same as CSV: a row for each variant, for each day (what was known at its end), and for each value of what it is split by.",
    who: everybody,
    scope: "results",
    query: shownEntries,
    answer: v.string(),
    gives: ["text/csv"],
  },
  "GET /result-links?site=:site": {
    does: "The links that open one result each without signing in, the newest first, as long as they open something.",
    who: editors,
    answer: v.object({ links: v.array(Link) }),
  },
  "POST /result-links?site=:site": {
    does: "Makes a link that opens one result, as it is when it is opened, and nothing else. Whoever has it may look until it expires or is taken back. It is told this once.",
    who: editors,
    body: WantedLink,
    answer: v.object({ link: Link, url: v.string() }),
    statuses: [201],
    leaves: "result.shared",
  },
  "DELETE /result-links/:id?site=:site": {
    does: "From now on the link opens nothing.",
    who: editors,
    answer: v.object({ link: Link }),
    leaves: "result.unshared",
  },
  "POST /shared-result": {
    does: "The result that a link's token opens.",
    who: "anybody",
    body: SharedToken,
    answer: v.object({
      site: v.object({ name: v.string(), timeZone: v.string() }),
      expiresAt: Moment,
      report: Report,
    }),
    errors: ["link_expired"],
  },
} as const satisfies Endpoints;

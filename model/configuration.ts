import * as v from "valibot";
import { countersOf } from "./condition/facts-of.ts";
import { longestChain, segmentCycles, soundSegments } from "./condition/segment-cycles.ts";
import { referencesOf } from "./condition-references.ts";
import { changeProblem } from "./change-problems.ts";
import { Coupon } from "./coupon/coupon.ts";
import { Goal, isStandardGoal, mostGoals } from "./goal.ts";
import { Offer } from "./offer.ts";
import { Placement } from "./placement.ts";
import { check, type Checked, type Problem } from "./problem.ts";
import { Rule } from "./rule.ts";
import { SavedList } from "./saved-list.ts";
import { Segment } from "./segment.ts";
import { triggerProblems } from "./trigger-problems.ts";

/** What marketers configure for a site, by kind. */
export const Configuration = v.object({
  rules: v.pipe(v.array(Rule), v.maxLength(10_000)),
  offers: v.pipe(v.array(Offer), v.maxLength(10_000)),
  coupons: v.pipe(v.array(Coupon), v.maxLength(10_000)),
  placements: v.pipe(v.array(Placement), v.maxLength(1000)),
  // What was published before there were segments and lists has none.
  segments: v.optional(v.pipe(v.array(Segment), v.maxLength(1000)), []),
  lists: v.optional(v.pipe(v.array(SavedList), v.maxLength(1000)), []),
  goals: v.optional(
    v.pipe(v.array(Goal), v.maxLength(mostGoals, `A site has at most ${mostGoals} goals of its own.`)),
    [],
  ),
});
export type Configuration = v.InferOutput<typeof Configuration>;

/** The kinds of things in a configuration, as the API names them. */
export const kinds = ["rules", "offers", "coupons", "placements", "segments", "lists", "goals"] as const;
export type Kind = (typeof kinds)[number];

/** The schema of one document of each kind. */
export const documentSchemas = {
  rules: Rule,
  offers: Offer,
  coupons: Coupon,
  placements: Placement,
  segments: Segment,
  lists: SavedList,
  goals: Goal,
} as const;

export const emptyConfiguration: Configuration = {
  rules: [],
  offers: [],
  coupons: [],
  placements: [],
  segments: [],
  lists: [],
  goals: [],
};

/** Checks a configuration as a whole: each document, that no id appears twice, and that nothing refers to what is not there. */
export function checkConfiguration(input: unknown): Checked<Configuration> {
  const checked = check(Configuration, input);
  if (!checked.ok) return checked;
  const problems = [
    ...repeatedIds(checked.value),
    ...unknownReferences(checked.value),
    ...changesThatCannotBe(checked.value),
    ...triggerProblems(checked.value.rules),
    ...tooMuchCounting(checked.value),
    ...circles(checked.value),
  ];
  return problems.length === 0 ? checked : { ok: false, problems };
}

function repeatedIds(configuration: Configuration): Problem[] {
  return kinds.flatMap((kind) => {
    const seen = new Set<string>();
    return configuration[kind].flatMap(({ id }, index) => {
      if (!seen.has(id)) {
        seen.add(id);
        return [];
      }
      return [
        {
          code: "repeated_id",
          path: `${kind}[${index}].id`,
          message: `The id ${id} is used twice in ${kind}.`,
        },
      ];
    });
  });
}

/** What live rules ask for travels in a cookie, which browsers drop whole where it is longer than 4 KiB. */
const mostTimesCarried = 100;

function tooMuchCounting(configuration: Configuration): Problem[] {
  const conditions = configuration.rules.filter((rule) => rule.on).map((rule) => rule.condition);
  const { segments } = referencesOf(configuration);
  const counters = countersOf(conditions, { segments });
  const times = counters.reduce((sum, counter) => sum + counter.keep, 0);
  if (times <= mostTimesCarried) return [];
  const message = `The rules that are on count ${times} events for each visitor; ${mostTimesCarried} fit. Ask for lower counts, or switch a rule off.`;
  return [{ code: "too_much_counting", path: "rules", message }];
}

/** Segments that ask for themselves have no meaning, nor have those that stand on too many others. */
function circles(configuration: Configuration): Problem[] {
  const { segments } = referencesOf(configuration);
  const pathOf = (segment: string | undefined) =>
    `segments[${configuration.segments.findIndex(({ id }) => id === segment)}].condition`;
  const cycles = segmentCycles(segments).map((ids) => ({
    code: "segment_cycle",
    path: pathOf(ids[0]),
    message: `Segments cannot ask for themselves: ${[...ids, ids[0]].join(" → ")}.`,
  }));
  if (cycles.length > 0) return cycles;
  const sound = soundSegments(segments);
  return Object.keys(segments)
    .filter((id) => !sound.has(id))
    .map((id) => ({
      code: "segment_chain",
      path: pathOf(id),
      message: `The segment ${id} stands on a chain of more than ${longestChain} others, each of which asks for the next.`,
    }));
}

/** Changes that would do something else on a page than their author sees in them. */
function changesThatCannotBe({ rules, offers, placements }: Configuration): Problem[] {
  const named = {
    offers: new Map(offers.map((offer) => [offer.id, offer])),
    placements: new Map(placements.map((placement) => [placement.id, placement])),
  };
  return rules.flatMap(({ name, variants }, rule) =>
    variants.flatMap(({ changes }, variant) =>
      changes.flatMap((change, index): Problem[] => {
        const found = changeProblem(change, named);
        if (found === undefined) return [];
        const path = `rules[${rule}].variants[${variant}].changes[${index}].${found.field}`;
        return [{ code: found.code, path, message: `${name}: ${found.message}` }];
      }),
    ),
  );
}

function unknownReferences(configuration: Configuration): Problem[] {
  const idsOf = (kind: Kind) => new Set(configuration[kind].map(({ id }) => id));
  const known = {
    offers: idsOf("offers"),
    coupons: idsOf("coupons"),
    placements: idsOf("placements"),
    goals: idsOf("goals"),
  };
  const problems: Problem[] = [];
  const refer = (kind: keyof typeof known, id: string, path: string) => {
    if (known[kind].has(id)) return;
    problems.push({
      code: "unknown_reference",
      path,
      message: `There is no ${kind.slice(0, -1)} called ${id}.`,
    });
  };
  for (const [index, rule] of configuration.rules.entries()) {
    for (const [variantIndex, variant] of rule.variants.entries()) {
      for (const [changeIndex, change] of variant.changes.entries()) {
        if (change.type !== "insertOffer") continue;
        const path = `rules[${index}].variants[${variantIndex}].changes[${changeIndex}]`;
        refer("placements", change.placement, `${path}.placement`);
        refer("offers", change.offer, `${path}.offer`);
      }
    }
    if (!isStandardGoal(rule.goal)) refer("goals", rule.goal, `rules[${index}].goal`);
    for (const [guardrail, goal] of rule.guardrails.entries())
      if (!isStandardGoal(goal)) refer("goals", goal, `rules[${index}].guardrails[${guardrail}]`);
  }
  for (const [index, offer] of configuration.offers.entries()) {
    if (offer.coupon !== null) refer("coupons", offer.coupon, `offers[${index}].coupon`);
  }
  return problems;
}

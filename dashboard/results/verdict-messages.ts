import { translated } from "../text/translated.ts";

/** What results come to, in sentences. `{size}`, `{low}` and `{high}` are amounts of the goal, as `figure.ts` says them. */
export const t = translated("verdicts", {
  all: "Edgewise",
  heldOut: "held out",
  heldOutLong: "those who see nothing of it",
  everybodyElse: "everybody else",
  it: "it",
  variant: "variant “{variant}”",
  variantOf: "variant “{variant}” of {rule}",
  bestVariant: "even the best alternative so far, “{variant}”,",
  bestVariantOf: "even the best alternative of {rule} so far, “{variant}”,",
  moreOfRevenue:
    "{name} earns {size} more per visitor, between {low} and {high}; {people, plural, one {# visitor} other {# visitors}}; safe to roll out.",
  moreOfAll:
    "{name} earns {size} more per visitor, between {low} and {high}; {people, plural, one {# visitor} other {# visitors}}.",
  lessOfRevenue:
    "{name} earns {size} less per visitor, between {low} and {high}; {people, plural, one {# visitor} other {# visitors}}; better switched off.",
  better:
    "{name} is better. {goal}: {size} {direction}, between {low} and {high}; {people, plural, one {# visitor} other {# visitors}}; safe to roll out.",
  worse:
    "{name} is worse. {goal}: {size} {direction}, between {low} and {high}; {people, plural, one {# visitor} other {# visitors}}; better switched off.",
  firstIsBest: "“{variant}” does best.",
  points: "{size} points",
  more: "more",
  less: "less",
  nobody: "Nobody has seen “{name}” yet.",
  nobodyYet: "Nobody has seen it yet.",
  nobodyThen: "Nobody first saw “{name}” in these days.",
  nobodyAtAll:
    "Nobody has seen a rule yet. Once one is live, what all rules earn stands here, where the shop’s settings hold some visitors out.",
  nothing_to_compare:
    "Nobody can say what would have been without {name}: it has no holdout, no control group and no second variant.",
  uneven: "Do not trust these figures: visitors were not shared among the variants as they were meant to be.",
  no_visitors: "Nobody is in “{variant}” yet, so there is nothing to compare.",
  too_few: "There is one visitor in “{variant}”. How much visitors differ can be told from two on.",
  too_rare:
    "Too few visitors in “{variant}” count for this figure so far, so it cannot be told how far off it is.",
  no_variance:
    "All visitors in “{variant}” did the same so far, so it cannot be told how far off its figure is.",
  no_baseline:
    "The control’s figure is not above 0, as where refunds are above revenue: no share of it can be said.",
  out_of_reach: "These figures are too large or too small to be reckoned with.",
  harms: "{name} makes worse beyond doubt what it must not: “{goal}”. Do not roll it out.",
  harmsSome: "{name} makes worse beyond doubt something that it must not. Do not roll it out.",
  too_early: "Too early to tell: {name} can be anything between {low} and {high} for each visitor.",
  endedEarly: "It ended too early to tell: {name} can be anything between {low} and {high} for each visitor.",
  tooEarlyAnyhow: "Too early to tell whether {name} makes a difference.",
  no_difference: "No difference of 10 % or more, for better or worse: it lies between {low} and {high}.",
  needed: "To see a difference of 10 % it takes about {needed} visitors, and there are {soFar}.",
  neededOfTwo:
    "To see a difference of 10 % it takes about {needed} visitors of it and of “{control}” together, and there are {soFar}.",
  neededDays: "At the pace of the last week that is {days, plural, one {# more day} other {# more days}}.",
  neededLong: "At the pace of the last week that is more than a year.",
  neededSometime: "Nobody came lately, so it cannot be told how long that takes.",
  neededUnknown: "How many visitors it takes cannot be told before anybody has done something.",
  shortBetter: "{size}, beyond doubt",
  shortWorse: "{size}, beyond doubt",
  shortOpen: "{size}, not sure yet",
  shortNone: "No effect known yet",
  shortUneven: "Unevenly shared: look into it",
  shortHarms: "Harms a guardrail",
  toResult: "Effect of {name}: {effect}",
});

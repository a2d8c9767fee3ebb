import { translated } from "../text/translated.ts";

/** What the editor says of how long a test takes. */
export const t = translated("sample", {
  title: "How long it takes to know",
  lift: "Smallest effect that matters, in percent",
  liftHint: "Of what people do without the rule. Half of it takes four times as many people.",
  liftAboveNothing: "An effect of nothing cannot be found. Say a number above 0.",
  baseline: "Share of visitors who do it, in percent",
  baselineHint: "Nobody has counted it here yet: what do you expect?",
  working: "Working it out …",
  known:
    "In the last {days} days: {value}, of {people, plural, one {# person} other {# people}} who saw anything of Edgewise.",
  needed: "To find it in 80 of 100 tests takes {total, plural, one {# person} other {# people}} ({each}).",
  days: "At the pace of late that is about {count, plural, one {a day} other {# days}}.",
  daysOfAudience:
    "That is about {count, plural, one {a day} other {# days}} if everybody of the audience comes to these pages, and more where fewer do.",
  noTraffic: "How many come in a day is not known yet, so nobody can say how long that is.",
  tooLong:
    "That is about {months} months. Consider a larger effect, a larger holdout, more pages, or a goal that more people reach, such as a filled cart.",
  shifting: "Where visitors are shifted to what works, it takes longer.",
  nothing_to_compare:
    "There is nothing to compare with: hold some visitors out, or add a variant that changes nothing.",
  no_baseline:
    "What people do of this without the rule is not known yet: nobody has done it in the last 28 days.",
  out_of_reach: "Nobody can find this effect. Say another one.",
});

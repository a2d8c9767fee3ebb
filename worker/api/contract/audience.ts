import * as v from "valibot";
import { Condition } from "../../../model/condition/condition.ts";
import { Count, listOf } from "./answers.ts";
import { type Endpoints, everybody, knowing } from "./endpoint.ts";
import { ProfileSummary } from "./profiles.ts";

export const AskedAudience = v.object({ condition: Condition });

const Interval = v.object({ low: v.number(), high: v.number() });

export const audienceEndpoints = {
  "POST /segments/audience?site=:site": {
    does: "For how many profiles a condition holds, with segments and lists as they are being edited, estimated from a sample where the site is large. unknown are the clauses that profiles cannot be counted by: with any of these, no more than so many. It changes nothing.",
    who: everybody,
    body: AskedAudience,
    answer: v.object({
      now: v.number(),
      /** Those of them who were here in the last 7 days. */
      reachable7d: v.number(),
      /** Where the true numbers lie, in 95 of 100 samples. */
      error: v.object({ now: Interval, reachable7d: Interval }),
      /** How many profiles were looked at. */
      sampled: Count,
      /** How many the site has. */
      of: Count,
      unknown: listOf(v.object({ path: v.string(), reason: v.string() })),
    }),
    errors: ["invalid_document"],
  },
  "POST /segments/members?site=:site": {
    does: "Some of the profiles that a condition holds for, as the audience counts them. It changes nothing.",
    who: knowing,
    body: AskedAudience,
    answer: v.object({ profiles: v.array(ProfileSummary) }),
    errors: ["invalid_document"],
  },
} as const satisfies Endpoints;

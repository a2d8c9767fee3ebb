import * as v from "valibot";
import { Change } from "../../../model/change.ts";
import { Identifier } from "../../../model/identifier.ts";
import { Rule } from "../../../model/rule.ts";
import { stopReasons } from "../../../model/steering/steering.ts";
import { Count, Moment } from "./answers.ts";
import { editors, type Endpoints, everybody } from "./endpoint.ts";
import { Switch } from "./sites.ts";

const UndoneChange = v.object({
  change: Change,
  /** On so many pages the browser made it again, and it stayed. */
  restored: Count,
  /** On so many pages it stayed undone. */
  lost: Count,
});
export type UndoneChange = v.InferOutput<typeof UndoneChange>;

/** What became of a rule's pages. */
const RulePages = v.object({
  /** Decided in this rule's favour. */
  decided: Count,
  /** Those of them on which a shopper really saw it. */
  seen: Count,
  /** Changes that the shop's own scripts undid, those of the most pages first. */
  undone: v.array(UndoneChange),
  /** What the edge did not find when it last looked, after the publish and each night, though it had, or should have. */
  missing: v.array(v.object({ page: v.string(), selector: v.string() })),
});
export type RulePages = v.InferOutput<typeof RulePages>;

/** What a live rule stopped by, for nobody since then: a guardrail that got worse, or visitors who were not shared as they were meant to be. */
export const Stopped = v.object({
  why: v.picklist(stopReasons),
  /** The id of the guardrail, and the variant in which it got worse; `null` for another reason. */
  goal: v.nullable(v.string()),
  variant: v.nullable(v.string()),
  at: Moment,
});
export type Stopped = v.InferOutput<typeof Stopped>;

/** `live`: shoppers see it. `off`: switched off. `draft`: never published. */
const RuleStatus = v.picklist(["live", "staged", "off", "draft"]);
export type RuleStatus = v.InferOutput<typeof RuleStatus>;

const RuleSummary = v.object({
  rule: Rule,
  /** Whom it is for, as a sentence would say it: "new visitors in VIPs whose medium is cpc". */
  who: v.string(),
  status: RuleStatus,
  /** Why it stopped by itself; `null` where it did not. */
  stopped: v.nullable(Stopped),
  /** Whether the draft differs from what shoppers see. */
  changed: v.boolean(),
  revision: Count,
  updatedAt: Moment,
  last24Hours: RulePages,
});
export type RuleSummary = v.InferOutput<typeof RuleSummary>;

/** `null`: behind all others of its lane. */
export const Move = v.object({ before: v.nullable(Identifier) });

export const ruleEndpoints = {
  "GET /rules?site=:site": {
    does: "All rules, in the order in which they get what they want, with what became of their pages in the last 24 hours.",
    who: everybody,
    answer: v.object({ rules: v.array(RuleSummary) }),
  },
  "POST /rules/:id/switch?site=:site": {
    does: "Switches a rule on or off, live at once, whatever else waits to be published.",
    who: editors,
    body: Switch,
    answer: v.object({ version: Count, rule: RuleSummary }),
    errors: ["cannot_publish", "conflict"],
    leaves: "rule.switched",
  },
  "POST /rules/:id/resume?site=:site": {
    does: "Lets a rule go on that stopped by itself. What it stopped by is looked at anew, among visitors from now on.",
    who: editors,
    answer: v.object({ rule: RuleSummary }),
    errors: ["conflict"],
    leaves: "rule.resumed",
  },
  "POST /rules/:id/move?site=:site": {
    does: "Brings a rule to right before another one of its lane, or behind all of them, by as few changes of priorities as can be. It changes drafts: shoppers see it after the next publish.",
    who: editors,
    body: Move,
    answer: v.object({
      /** Those whose priority changed. */
      rules: v.array(RuleSummary),
    }),
    errors: ["conflict"],
    leaves: "rule.moved",
  },
} as const satisfies Endpoints;
